import fc from "fast-check";
import type { NewEvent, QueryItem, Tag } from "../event-store.ts";
import { event } from "./bench.ts";

/** Few words, so that what is asked for is often there. */
const types = fc.constantFrom("A", "B", "C");
const tags = fc.uniqueArray(fc.constantFrom<Tag>("referral:1", "referral:2", "resident:1", "coach:1"), {
  maxLength: 3,
});

/** An item of a query; now and then one that asks nothing. */
export const queryItem: fc.Arbitrary<QueryItem> = fc.record(
  { types: fc.uniqueArray(types, { maxLength: 2 }), tags },
  { requiredKeys: [] },
);

/** The items of a query: none, one or several. */
export const queryItems = fc.option(fc.array(queryItem, { maxLength: 3 }), { nil: undefined });

/** What an event is about, without its envelope. */
export const topic = fc.record({ type: types, tags });
export type Topic = typeof topic extends fc.Arbitrary<infer T> ? T : never;

/** An event about a topic, with an id of its own. */
export function eventAbout({ type, tags }: Topic, given: Partial<NewEvent> = {}): NewEvent {
  return event({ type, tags, ...given });
}

/** Any JSON object that every database can store. */
export const jsonObject: fc.Arbitrary<{ [key: string]: unknown }> = fc
  .dictionary(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.jsonValue({ stringUnit: "binary", maxDepth: 4 }),
    { maxKeys: 5 },
  )
  .filter((value) => !/\\u0000|"__proto__":/.test(JSON.stringify(value)));
