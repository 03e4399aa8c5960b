import assert from "node:assert/strict";
import fc from "fast-check";
import type { EventStore, SequencedEvent } from "../event-store.ts";
import { matches } from "../matches.ts";
import { all, event, fresh, highest, ids, promise, same } from "./bench.ts";
import { settled } from "./deciding-at-once.ts";
import { eventAbout, jsonObject, queryItem, queryItems, topic } from "./generators.ts";
import { runsOf } from "./guarantee.ts";

/** What a store promises about anything that can be generated. */
export const properties = [
  promise("keeps any JSON as it is", async ({ store, subject }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(jsonObject, { minLength: 1, maxLength: 5 }), async (contents) => {
        const municipality = fresh("m");
        const { events } = await store.append(contents.map((data) => event({ municipality, data })));
        same(
          events.map(({ data }) => data),
          contents,
        );
        same(await all(store, { municipality }), events);
      }),
      { numRuns: runsOf(subject, 40) },
    );
  }),

  promise("reads exactly the events that match, whatever the query", async ({ store, subject }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(topic, { minLength: 1, maxLength: 15 }),
        fc.array(queryItems, { minLength: 1, maxLength: 5 }),
        async (topics, queries) => {
          const municipality = fresh("m");
          const { events } = await store.append(topics.map((each) => eventAbout(each, { municipality })));
          assert.equal(events.length, topics.length);
          for (const items of queries) {
            const query = { municipality, items };
            same(ids(await all(store, query)), ids(events.filter((each) => matches(query, each))));
          }
        },
      ),
      { numRuns: runsOf(subject, 40) },
    );
  }),

  promise(
    "never writes a decision that did not know all it asked about",
    async ({ store, other, subject }) => {
      const stores = [store, await other()];
      await fc.assert(
        fc.asyncProperty(fc.array(actor, { minLength: 2, maxLength: 6 }), async (actors) => {
          const municipality = fresh("m");
          const deciding = actors.map((each, i) => act(stores[i % 2] ?? store, municipality, each));
          const decisions = (await Promise.all(deciding)).flat();
          const written = await all(store, { municipality });
          assert.equal(
            written.length,
            decisions.reduce((sum, { events }) => sum + events.length, 0),
          );
          assert.ok(decisions.length > 0, "not one decision was written");
          for (const { items, known, events } of decisions) {
            const first = events[0]?.position ?? 0;
            const query = { municipality, items };
            const before = written.filter((each) => each.position < first && matches(query, each));
            same(ids(known), ids(before), "a decision is in the log that did not know what came before it");
          }
        }),
        { numRuns: runsOf(subject, 25) },
      );
    },
  ),
];

/** Somebody who takes a few decisions, each on what it reads, thinking shorter or longer. */
const actor = fc.array(
  fc.record({
    items: fc.array(queryItem, { minLength: 1, maxLength: 3 }),
    topics: fc.array(topic, { minLength: 1, maxLength: 3 }),
    thinking: fc.nat({ max: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
);
type Actor = typeof actor extends fc.Arbitrary<infer T> ? T : never;

interface Decision {
  readonly items: Actor[number]["items"];
  readonly known: readonly SequencedEvent[];
  readonly events: readonly SequencedEvent[];
}

async function act(store: EventStore, municipality: string, steps: Actor): Promise<Decision[]> {
  const written: Decision[] = [];
  for (const { items, topics, thinking } of steps) {
    const query = { municipality, items };
    const known = await all(store, query);
    for (let i = 0; i < thinking; i++) await new Promise((resolve) => setImmediate(resolve));
    const events = topics.map((each) => eventAbout(each, { municipality }));
    const condition = { failIfEventsMatch: query, after: highest(known) };
    const { won, lost } = await settled([store.append(events, condition)]);
    for (const result of won) same(ids(result.events), ids(events));
    for (const { matched } of lost)
      assert.ok(matched.length && matched.every((each) => matches(query, each)), "a conflict over nothing");
    written.push(...won.map((result) => ({ items, known, events: result.events })));
  }
  return written;
}
