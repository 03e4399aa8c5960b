import { type EventStore, inMemoryEventStore, type NewEvent } from "@wor/event-store";
import { type Simulated, simulatePopulation } from "@wor/simulation";
import { sqliteEventStore } from "@wor/store-sqlite";
import { nijmegen } from "@wor/variants";
import type { Figure } from "../measure.ts";
import { city } from "./city.ts";

/**
 * A year of ten thousand referrals through the real engine, on one core: seconds of processor time, beside what the
 * log alone takes to be written; and what stays in memory of lives that have ended, with the log out of the heap.
 */
export async function figures(): Promise<Figure[]> {
  await year(300);
  const { simulated, seconds } = await year(10_000);
  const { summary, commands, store } = simulated;
  const bare = await writtenBare(store);
  const [small, large] = [await remaining(1_000), await remaining(3_000)];
  const perLife = (seconds * 1_000) / summary.referred;
  return [
    { name: "simulation lives of a year", value: summary.referred, unit: "lives" },
    { name: "simulation year of ten thousand lives", value: seconds, unit: "s of processor time" },
    { name: "simulation one life", value: perLife, unit: "ms of processor time" },
    { name: "simulation one command", value: (seconds * 1_000) / commands, unit: "ms of processor time" },
    { name: "simulation over writing the same log bare", value: seconds / bare },
    {
      name: "simulation memory that stays per life that ended",
      value: Math.max(0, (large.heap - small.heap) / (large.ended - small.ended)),
      unit: "bytes",
    },
  ];
}

async function year(perYear: number, store?: EventStore): Promise<{ simulated: Simulated; seconds: number }> {
  const start = process.cpuUsage();
  const options = { variant: nijmegen, behaviour: city(perYear), seed: 1, from: "2026-01-01" };
  const simulated = await simulatePopulation({ ...options, ...(store && { store }) });
  return { simulated, seconds: secondsSince(start) };
}

/** The same appends again, without anybody who decides. */
async function writtenBare(store: EventStore): Promise<number> {
  const appends: NewEvent[][] = [];
  for await (const batch of store.read({ municipality: "nijmegen" })) {
    for (const { position: _, ...event } of batch) {
      if (appends.at(-1)?.[0]?.commandId === event.commandId) appends.at(-1)?.push(event);
      else appends.push([event]);
    }
  }
  const bare = inMemoryEventStore();
  const start = process.cpuUsage();
  for (const events of appends) await bare.append(events);
  return secondsSince(start);
}

/** What is left on the heap after a year whose log is in SQLite's own memory. */
async function remaining(perYear: number): Promise<{ heap: number; ended: number }> {
  const store = sqliteEventStore({ path: ":memory:" });
  try {
    const { simulated } = await year(perYear, store);
    globalThis.gc?.();
    const { completed, dropped } = simulated.summary;
    return { heap: process.memoryUsage().heapUsed, ended: completed + dropped };
  } finally {
    await store.close();
  }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}
