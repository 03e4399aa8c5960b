import {
  type EventStore,
  inMemoryEventStore,
  inMemoryProjections,
  type NewEvent,
  type SequencedEvent,
} from "@wor/event-store";
import { expect, test } from "vitest";
import { defineProjection, foldProjection } from "./projection.ts";
import { projectionStatus, readProjection, readRow } from "./read-projection.ts";
import { rebuildProjection } from "./rebuild.ts";
import { runProjection } from "./run-projection.ts";

const visits = (version = 1, evolve?: (row: { count: number }, event: SequencedEvent) => { count: number }) =>
  defineProjection<{ count: number }>({
    name: "visits",
    version,
    query: { municipality: "town", items: [{ types: ["Visited"] }] },
    key: ({ data }) => String(data.who),
    initial: { count: 0 },
    evolve: evolve ?? ((row) => ({ count: row.count + 1 })),
  });

let drawn = 0;
const visit = (who: string, type = "Visited"): NewEvent => ({
  id: `v${++drawn}`,
  type,
  schemaVersion: 1,
  data: { who },
  tags: [],
  municipality: "town",
  occurredAt: "2026-01-05T08:00:00.000Z",
  recordedAt: "2026-01-05T08:00:00.000Z",
  actor: { id: "system", role: "system" },
});

async function visited(...people: string[]): Promise<EventStore> {
  const store = inMemoryEventStore();
  for (const who of people) await store.append([visit(who)]);
  return store;
}

test("a projection is folded on the fly, each row from its own copy of the beginning", async () => {
  const rows = await foldProjection(await visited("a", "b", "a"), visits());
  expect([...rows]).toEqual([
    ["a", { count: 2 }],
    ["b", { count: 1 }],
  ]);
});

test("one's own write can be read as soon as it is reached", async () => {
  const store = await visited("a");
  const projections = inMemoryProjections();
  const running = runProjection(store, projections, visits());
  const { events } = await store.append([visit("a")]);
  await running.reached(events.at(-1)?.position ?? 0);
  expect(await readRow(projections, visits(), "a")).toEqual({ count: 2 });
  await running.stop();
});

test("waiting for a position ends when the worker stops", async () => {
  const store = await visited("a");
  const running = runProjection(store, inMemoryProjections(), visits());
  const waiting = running.reached(99, { signal: AbortSignal.timeout(10) }).catch((error) => error.name);
  await store.append([visit("b", "Other")]);
  await running.stop();
  // Nothing up to 99 is missing as far as the log goes, so this may have been reached; it must not hang.
  expect([undefined, "AbortError", "TimeoutError"]).toContain(await waiting);
});

test("readers keep what they have while a new build is made beside it, and then have the new one", async () => {
  const store = await visited("a", "a", "b");
  const projections = inMemoryProjections();
  await rebuildProjection(store, projections, visits());
  const seen: unknown[] = [];
  const progress: number[] = [];
  await rebuildProjection(store, projections, visits(), {
    batchSize: 1,
    onProgress: async ({ position }) => {
      progress.push(position);
      seen.push((await readProjection(projections, visits()))?.position);
    },
  });
  expect(progress).toEqual([1, 2, 3]);
  expect(seen).toEqual([3, 3, 3]);
  expect((await projections.builds("visits")).map(({ id, serving }) => [id, serving])).toEqual([[2, true]]);
});

test("a new version is built beside the old one, which stays for those who still read it", async () => {
  const store = await visited("a");
  const projections = inMemoryProjections();
  await rebuildProjection(store, projections, visits(1));
  const doubled = visits(2, (row) => ({ count: row.count + 2 }));
  expect(await readProjection(projections, doubled)).toBeUndefined();
  await rebuildProjection(store, projections, doubled);
  expect(await readRow(projections, visits(1), "a")).toEqual({ count: 1 });
  expect(await readRow(projections, doubled, "a")).toEqual({ count: 2 });
});

test("a rebuild ends also when the last events of the log are none of its own", async () => {
  const store = await visited("a", "b");
  await store.append([visit("c", "Other")]);
  const build = await rebuildProjection(store, inMemoryProjections(), visits(), { batchSize: 1 });
  expect(build).toMatchObject({ serving: true, position: 2 });
});

test("a rebuild that was broken off goes on where it was", async () => {
  const store = await visited("a", "b", "c");
  const projections = inMemoryProjections();
  const stopped = new AbortController();
  const broken = rebuildProjection(store, projections, visits(), {
    batchSize: 1,
    signal: stopped.signal,
    onProgress: ({ position }) => position === 2 && stopped.abort(),
  });
  await expect(broken).rejects.toThrow();
  expect(await readProjection(projections, visits())).toBeUndefined();
  const progress: number[] = [];
  await rebuildProjection(store, projections, visits(), {
    batchSize: 1,
    onProgress: ({ position }) => progress.push(position),
  });
  expect(progress).toEqual([3]);
});

test("an event the code fails on is parked and reported; its row waits, the others go on", async () => {
  const store = await visited("a", "bad", "a", "b");
  const failing = visits(1, (row, event) => {
    if (event.position === 1) throw new TypeError("a name that must not be kept");
    return { count: row.count + 1 };
  });
  const projections = inMemoryProjections();
  const reported: unknown[] = [];
  await rebuildProjection(store, projections, failing, {
    onParked: (parked) => reported.push(parked.position),
  });
  const status = await projectionStatus(store, projections, failing);
  expect(status).toMatchObject({ serving: true, lag: 0, position: 4 });
  expect(status.parked.map(({ position, key, error }) => [position, key, error])).toEqual([
    [1, "a", "TypeError"],
    [3, "a", "BehindParkedEvent"],
  ]);
  expect(reported).toEqual([1]);
  expect([...((await readProjection(projections, failing))?.rows ?? [])]).toEqual([
    ["b", { count: 1 }],
    ["bad", { count: 1 }],
  ]);
});

test("the lag is what readers do not have yet; what the projection does not ask for is no lag", async () => {
  const store = await visited("a");
  const projections = inMemoryProjections();
  expect(await projectionStatus(store, projections, visits())).toMatchObject({ serving: false, lag: 1 });
  await rebuildProjection(store, projections, visits());
  await store.append([visit("b", "Other")]);
  expect((await projectionStatus(store, projections, visits())).lag).toBe(0);
  await store.append([visit("b")]);
  expect(await projectionStatus(store, projections, visits())).toMatchObject({
    lag: 2,
    position: 1,
    head: 3,
  });
});

test("a version is a whole number from 1", () => {
  expect(() => visits(0)).toThrow("versions are whole numbers from 1");
});
