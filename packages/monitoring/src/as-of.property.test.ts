import { inMemoryEventStore, type SequencedEvent } from "@wor/event-store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { look } from "./overview.ts";
import { table, tableNames } from "./tables/index.ts";
import { population } from "./testing/population.ts";

const runs = Number(process.env.WOR_RUNS ?? 1);

const town = await population({ people: 50, months: 9, seed: 3 });
const events: SequencedEvent[] = [];
for await (const batch of town.store.read({ municipality: "testdorp" })) events.push(...batch);
const moments = [...new Set(events.map(({ recordedAt }) => recordedAt))].sort();
const moment = fc.constantFrom(...moments);

/** A log that had ended then, as it was looked at then. */
async function logAsItWas(then: string) {
  const store = inMemoryEventStore();
  const known = events.filter(({ recordedAt }) => recordedAt <= then);
  if (known.length > 0) await store.restore(known);
  return await look(store, { ...town.options(), now: then });
}

test("what was known by then is what one would have seen then, in every table", async () => {
  await fc.assert(
    fc.asyncProperty(moment, async (then) => {
      const seen = await look(town.store, { ...town.options(), asOf: { recordedBy: then } });
      const was = await logAsItWas(then);
      for (const name of tableNames) expect(table(name, seen).rows, name).toEqual(table(name, was).rows);
    }),
    { numRuns: 12 * runs },
  );
});

test("in either sense, a later day never tells of fewer referrals, and both together of no more than either", async () => {
  await fc.assert(
    fc.asyncProperty(moment, moment, async (one, other) => {
      const [early = one, late = other] = [one, other].sort();
      for (const sense of ["occurredBy", "recordedBy"] as const) {
        const count = async (then: string) =>
          (await look(town.store, { ...town.options(), asOf: { [sense]: then } })).trajectories.size;
        expect(await count(early)).toBeLessThanOrEqual(await count(late));
      }
      // Nothing can be known that has not happened: both together are no more than either.
      const both = await look(town.store, {
        ...town.options(),
        asOf: { occurredBy: late, recordedBy: early },
      });
      const known = await look(town.store, { ...town.options(), asOf: { recordedBy: early } });
      expect(both.trajectories.size).toBe(known.trajectories.size);
    }),
    { numRuns: 12 * runs },
  );
});
