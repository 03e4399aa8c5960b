import { setTimeout as sleep } from "node:timers/promises";
import type { SequencedEvent } from "@wor/event-store";
import { expect, test } from "vitest";
import { type SqliteEventStore, sqliteEventStore } from "../index.ts";
import { type Child, child } from "./child.ts";
import { allOf, scratch } from "./example.ts";

const rounds = Math.ceil(5 * Number(process.env.WOR_RUNS ?? 1));
const writers = 3;

test(`after ${rounds * writers} writers were killed in the act, all that was acknowledged is there, nothing is half there`, {
  timeout: 60_000 + rounds * 5_000,
}, async () => {
  using folder = scratch();
  let acknowledged = 0;
  for (let round = 0; round < rounds; round++) {
    const children = Array.from({ length: writers }, (_, i) =>
      child("writer", folder.file(), `w${round}-${i}`),
    );
    await Promise.all(children.map(killSomeTime));
    const said = children.flatMap(({ lines }) => lines);
    acknowledged += said.length;

    const store = sqliteEventStore({ path: folder.file() });
    const { sizes, whole } = appendsIn(await eventsOfRound(store, round));
    expect(whole).toBe(true);
    for (const line of said) {
      const [append = "", size] = line.split(" ");
      expect({ append, size: sizes.get(append) }).toEqual({ append, size: Number(size) });
    }
    await store.close();
  }
  const store = sqliteEventStore({ path: folder.file() });
  const events = await allOf(store);
  expect(appendsIn(events).sizes.size).toBeGreaterThanOrEqual(acknowledged);
  expect(acknowledged).toBeGreaterThan(rounds * writers);
  expect(new Set(events.map(({ position }) => position)).size).toBe(events.length);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(await store.check()).toEqual([]);
  await store.close();
});

/** Once it is writing, at no moment in particular. */
async function killSomeTime(writer: Child): Promise<void> {
  while (writer.lines.length === 0 && writer.process.exitCode === null) await sleep(1);
  await sleep(Math.random() * 200);
  writer.process.kill("SIGKILL");
  expect(await writer.ended).toBe(null);
}

async function eventsOfRound(store: SqliteEventStore, round: number): Promise<SequencedEvent[]> {
  const tags = Array.from({ length: writers }, (_, i) => `writer:w${round}-${i}` as const);
  const query = { municipality: "nijmegen", items: tags.map((tag) => ({ tags: [tag] })) };
  return (await Array.fromAsync(store.read(query))).flat();
}

/** How many events each append has in the log, and whether that is as many as it had. */
function appendsIn(events: readonly SequencedEvent[]): { sizes: Map<string, number>; whole: boolean } {
  const sizes = new Map<string, number>();
  for (const { commandId = "" } of events) sizes.set(commandId, (sizes.get(commandId) ?? 0) + 1);
  const whole = events.every(
    ({ commandId = "", correlationId }) => sizes.get(commandId) === Number(correlationId),
  );
  return { sizes, whole };
}
