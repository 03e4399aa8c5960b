import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rebuildProjection } from "../../packages/engine/src/index.ts";
import { inMemoryEventStore } from "../../packages/event-store/src/index.ts";
import { monitoring, trajectories } from "../../packages/monitoring/src/index.ts";
import { sqliteEventStore } from "../../packages/store-sqlite/src/index.ts";
import { fillLargeLog, municipality, variants } from "./large-log.ts";

/** How many events to rebuild from; the goal is stated for a million. */
const events = Number(process.env.WOR_BENCH_EVENTS ?? 1_000_000);
const now = "2026-06-01T08:00:00.000Z";

/**
 * Reading what a log says: rebuilding the monitoring tables in SQLite against a bare scan of the same file, in turns,
 * and listing the work of a municipality with 10,000 open referrals.
 */
export async function figures(): Promise<{ name: string; value: number; unit?: string }[]> {
  const folder = mkdtempSync(join(import.meta.dirname, "reading-"));
  try {
    return [
      ...(await rebuilding(join(folder, "large.sqlite"))),
      ...(await listing(join(folder, "open.sqlite"))),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rebuilding(path: string) {
  const store = sqliteEventStore({ path, durability: "process-crash" });
  await fillLargeLog(store, events);
  const scan = () =>
    seconds(async () => {
      for await (const _ of store.read({ municipality }));
    });
  const people = trajectories(municipality);
  const scans: number[] = [];
  const rebuilds: number[] = [];
  const memory: number[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    scans.push(await scan());
    const marks = new Map<number, number>();
    rebuilds.push(
      await seconds(async () => {
        await rebuildProjection(store, store.projections, people, {
          onProgress: ({ position }) => {
            for (const share of [0.25, 1])
              if (position >= share * events && !marks.has(share)) marks.set(share, heldMemory());
          },
        });
      }),
    );
    memory.push((marks.get(1) ?? 0) / (marks.get(0.25) ?? 1));
  }
  scans.push(await scan());
  await store.close();
  return [
    {
      name: "reading: rebuild of the tables, rate against a bare scan",
      value: middle(scans) / middle(rebuilds),
    },
    { name: "reading: rebuild", value: events / middle(rebuilds), unit: "events/s" },
    { name: "reading: bare scan", value: events / middle(scans), unit: "events/s" },
    { name: "reading: memory at the end of a rebuild against a quarter of the way", value: middle(memory) },
  ];
}

async function listing(path: string) {
  const source = inMemoryEventStore();
  // A third of the town is open at the end of its year.
  await fillLargeLog(source, 160_000);
  const store = sqliteEventStore({ path, durability: "process-crash" });
  const kept = monitoring({ store: source, projections: store.projections, municipality, variants });
  await kept.rebuild();
  let open = 0;
  const first = await seconds(async () => {
    open = (await kept.workList(now)).length;
  });
  const again = await median(21, () => seconds(() => kept.workList(now)));
  const own = await median(21, () => seconds(() => kept.workList(now, { coach: "coach-1-0-0" })));
  await store.close();
  const each10000 = (list: number) => (list / open) * 10_000 * 1_000;
  return [
    { name: "reading: open referrals on the list", value: open, unit: "referrals" },
    { name: "reading: work list per 10,000 open, the first time", value: each10000(first), unit: "ms" },
    { name: "reading: work list per 10,000 open, from then on", value: each10000(again), unit: "ms" },
    { name: "reading: one coach's list per 10,000 open", value: each10000(own), unit: "ms" },
  ];
}

/** Processor time rather than time on the clock: others may be at work on this machine, and none of this waits. */
async function seconds(work: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000_000;
}

async function median(times: number, measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let turn = 0; turn < times; turn += 1) measured.push(await measure());
  return middle(measured);
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What is really held, in bytes, once all that can be thrown away has been. */
function heldMemory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
