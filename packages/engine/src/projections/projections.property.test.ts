import {
  type EventStore,
  inMemoryEventStore,
  inMemoryProjections,
  type NewEvent,
  type ProjectionStore,
  type Timekeeping,
} from "@wor/event-store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { defineProjection } from "./projection.ts";
import { readProjection } from "./read-projection.ts";
import { rebuildProjection } from "./rebuild.ts";
import { runProjection } from "./run-projection.ts";

const runs = Number(process.env.WOR_RUNS ?? 1);

/** What happened to whom: rows that appear, change in place, vanish, and some on which the code fails halfway. */
const story = defineProjection<{ told: string[] }>({
  name: "story",
  version: 1,
  query: { municipality: "town" },
  key: (event) => event.tags.map((tag) => tag.slice("who:".length)),
  initial: { told: [] },
  evolve(row, event) {
    if (event.type === "Forgotten") return undefined;
    row.told.push(`${event.type}@${event.position}`);
    if (event.type === "Confusing" && row.told.length % 2 === 0) throw new TypeError("cannot follow");
    return row;
  },
  listed: (row) => (row.told.length > 1 ? row.told.length : undefined),
});

const single = defineProjection<{ count: number; seen: string[] }>({
  name: "single",
  version: 1,
  query: { municipality: "town", items: [{ types: ["Told", "Confusing"] }] },
  initial: { count: 0, seen: [] },
  evolve(row, event) {
    row.count += 1;
    if (event.type === "Confusing") throw new TypeError("cannot follow");
    row.seen.push(event.id);
    return row;
  },
});

const happening = fc.record({
  type: fc.constantFrom("Told", "Told", "Told", "Confusing", "Forgotten"),
  who: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 3 }),
});

const disturbance = fc.record({
  batchSize: fc.integer({ min: 1, max: 7 }),
  workers: fc.integer({ min: 1, max: 3 }),
  /** Which commits fail before, and which after they were written. */
  faults: fc.array(fc.constantFrom("fine", "fine", "fine", "before", "after"), {
    minLength: 1,
    maxLength: 12,
  }),
  /** How far a subscription steps back and hands out again, per batch. */
  repeats: fc.integer({ min: 0, max: 4 }),
  /** After how many of the events the workers are stopped and started anew. */
  restartAfter: fc.integer({ min: 0, max: 30 }),
  rebuild: fc.boolean(),
});

for (const projection of [story, single] as const) {
  test(`incremental is from scratch, whatever the batches, restarts, faults and repeats (${projection.name})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 30 }), disturbance, async (happenings, how) => {
        const store = inMemoryEventStore();
        const kept = inMemoryProjections();
        const events = happenings.map(toEvent);
        const halfway = Math.min(how.restartAfter, events.length);
        const start = () =>
          Array.from({ length: how.workers }, () =>
            runProjection<never>(
              repeating(store, how.repeats),
              failing(kept, how.faults),
              projection as never,
              {
                batchSize: how.batchSize,
                time: noTime,
              },
            ),
          );

        let workers = start();
        for (const event of events.slice(0, halfway)) await store.append([event]);
        await Promise.all(workers.map((one) => one.stop()));
        for (const event of events.slice(halfway)) await store.append([event]);
        workers = start();
        if (how.rebuild) await rebuildProjection(store, kept, projection as never, { time: noTime });
        await Promise.all(workers.map(async (one) => one.reached(await store.head())));
        await Promise.all(workers.map((one) => one.stop()));

        const scratch = inMemoryProjections();
        await rebuildProjection(store, scratch, projection as never, { time: noTime });
        expect(await everything(kept, projection.name)).toEqual(await everything(scratch, projection.name));
        expect([...((await readProjection(kept, projection as never))?.rows ?? [])]).toEqual([
          ...((await readProjection(scratch, projection as never))?.rows ?? []),
        ]);
        await store.close();
      }),
      { numRuns: 60 * runs },
    );
  });
}

async function everything(projections: ProjectionStore, name: string) {
  const [build, ...others] = await projections.builds(name);
  if (build === undefined || others.length > 0) throw new Error("There should be one build.");
  const read = await projections.read(build);
  const parked = (await projections.parked(build)).map(({ position, key, error }) => ({
    position,
    key,
    error,
  }));
  return { position: build.position, rows: [...(read?.rows ?? [])], parked };
}

function toEvent({ type, who }: { type: string; who: string[] }, index: number): NewEvent {
  const at = "2026-01-05T08:00:00.000Z";
  return {
    id: `e${index}`,
    type,
    schemaVersion: 1,
    data: {},
    tags: who.map((one) => `who:${one}` as const),
    municipality: "town",
    occurredAt: at,
    recordedAt: at,
    actor: { id: "system", role: "system" },
  };
}

/** Hands out events again that a subscriber has had. */
function repeating(store: EventStore, back: number): EventStore {
  return {
    append: store.append.bind(store),
    read: store.read.bind(store),
    restore: store.restore.bind(store),
    head: store.head.bind(store),
    close: store.close.bind(store),
    async *subscribe(query, options) {
      for await (const batch of store.subscribe(query, options)) {
        yield batch;
        const first = batch[0]?.position ?? 1;
        const again = store.read(query, { after: Math.max(0, first - 1 - back), limit: back + 1 });
        for await (const repeated of again) yield repeated;
      }
    },
  };
}

/** Crashes around commits: before anything is written, or after, so that the worker does not know. */
function failing(projections: ProjectionStore, faults: readonly string[]): ProjectionStore {
  let commits = 0;
  return {
    ...projections,
    async commit(build, batch) {
      const fault = faults[commits++ % (faults.length + 1)] ?? "fine";
      if (fault === "before") throw new Error("crashed");
      await projections.commit(build, batch);
      if (fault === "after") throw new Error("crashed");
    },
  };
}

const noTime: Timekeeping = {
  now: () => 0,
  sleep: () => new Promise((resolve) => setImmediate(resolve)),
};
