import assert from "node:assert/strict";
import { AppendConditionFailed } from "../errors.ts";
import {
  type AppendCondition,
  type EventStore,
  everyMunicipality,
  type Query,
  type QueryItem,
  type SequencedEvent,
  type Tag,
} from "../event-store.ts";
import { about, all, event, highest, ids, promise, refused, same } from "./bench.ts";

const everything = { municipality: "m1" };

/** What a store promises about conditions, one append after the other. */
export const conditions = [
  promise("refuses an append when an event after the position matches its condition", async ({ store }) => {
    const known = await store.append([event(), event({ tags: ["referral:2"] })]);
    const unknown = await store.append([event(), event({ tags: ["referral:2"] }), event()]);
    const condition = { failIfEventsMatch: about("referral:1"), after: highest(known.events) };
    const matched = await conflict(store, condition);
    same(matched, [unknown.events[0], unknown.events[2]]);
    assert.equal((await all(store, everything)).length, 5);
  }),

  promise("accepts an append when what matches its condition is known", async ({ store }) => {
    const { events } = await store.append([event(), event()]);
    await store.append([event({ tags: ["referral:2"] })]);
    const condition = { failIfEventsMatch: about("referral:1"), after: highest(events) };
    const mine = event();
    assert.equal((await store.append([mine], condition)).outcome, "appended");
    assert.ok(ids(await all(store, everything)).includes(mine.id));
    same(ids(await conflict(store, condition)), [mine.id]);
  }),

  promise("counts every event that matches when the condition gives no position", async ({ store }) => {
    const condition = { failIfEventsMatch: about("resident:1") };
    const first = event({ tags: ["resident:1"] });
    await store.append([first], condition);
    same(ids(await conflict(store, condition)), [first.id]);
  }),

  promise("asks a condition for all tags and one of the types of one of the items", async ({ store }) => {
    await store.append([event({ type: "A", tags: ["referral:1", "coach:1"] })]);
    for (const [matching, items] of questions) {
      const failIfEventsMatch = { municipality: "m1", items };
      const { after } = { after: await store.head() };
      if (matching) await conflict(store, { failIfEventsMatch });
      else await store.append([event({ type: "Z", tags: ["other:1"] })], { failIfEventsMatch });
      await store.append([event({ type: "Z", tags: ["other:1"] })], { failIfEventsMatch, after });
    }
    const known = questions.filter(([matching]) => !matching).length + questions.length + 1;
    assert.equal((await all(store, everything)).length, known);
  }),

  promise("takes a condition without items to ask for anything in the municipality", async ({ store }) => {
    await store.append([event()], { failIfEventsMatch: everything });
    await conflict(store, { failIfEventsMatch: everything });
    await conflict(store, { failIfEventsMatch: { municipality: "m1", items: [{}] } });
    await store.append([event()], { failIfEventsMatch: everything, after: await store.head() });
    assert.equal((await all(store, everything)).length, 2);
  }),

  promise("does not look into another municipality to check a condition", async ({ store }) => {
    await store.append([event({ municipality: "m2", tags: ["resident:1"] })]);
    const condition = { failIfEventsMatch: about("resident:1") };
    assert.equal((await store.append([event({ tags: ["resident:1"] })], condition)).outcome, "appended");
    assert.equal((await conflict(store, condition)).length, 1);
  }),

  promise("refuses a condition about another municipality than the events'", async ({ store }) => {
    const path = "condition.failIfEventsMatch.municipality";
    for (const municipality of ["m2", everyMunicipality] as const)
      await refused(path, () => store.append([event()], { failIfEventsMatch: { municipality } }));
    await refused("condition.failIfEventsMatch.items[0].tags[0]", () =>
      store.append([event()], { failIfEventsMatch: { municipality: "m1", items: [{ tags: ["a:b c"] }] } }),
    );
    await refused("condition.after", () =>
      store.append([event()], { failIfEventsMatch: everything, after: -1 }),
    );
    await store.append([event()], { failIfEventsMatch: everything });
    assert.equal((await all(store, everything)).length, 1);
  }),

  promise("does not notice when a caller changes its condition afterwards", async ({ store }) => {
    const [known, other] = (await store.append([event(), event({ tags: ["referral:2"] })])).events;
    const item = { tags: ["referral:1" as Tag], types: ["ConversationHeld"] };
    const given = { failIfEventsMatch: { municipality: "m1", items: [item] }, after: 0 };
    const refused = conflict(store, given);
    given.after = other?.position ?? 0;
    [item.tags, item.types] = [["referral:3"], ["Nothing"]];
    given.failIfEventsMatch.items = [];
    same(await refused, [known]);
    const mild = { failIfEventsMatch: about("referral:3"), after: 0 };
    const accepted = store.append([event()], mild);
    mild.failIfEventsMatch = everything;
    assert.equal((await accepted).outcome, "appended");
  }),

  promise("writes nothing when the condition fails", async ({ store }) => {
    const first = event();
    await store.append([first]);
    const head = await store.head();
    await conflict(store, { failIfEventsMatch: about("referral:1") });
    assert.equal(await store.head(), head);
    same(ids(await all(store, everything)), [first.id]);
    const retried = event();
    await store.append([retried], { failIfEventsMatch: about("referral:1"), after: head });
    same(ids(await all(store, everything)), ids([first, retried]));
  }),
];

/** Items, and whether an event of type A with `referral:1` and `coach:1` answers them. */
const questions: readonly (readonly [boolean, readonly QueryItem[]])[] = [
  [true, [{ tags: ["coach:1", "referral:1"] }]],
  [false, [{ tags: ["referral:1", "coach:2"] }]],
  [true, [{ types: ["A"] }]],
  [true, [{ types: ["B", "A"] }]],
  [false, [{ types: ["B", "C"] }]],
  [true, [{ types: ["A"], tags: ["coach:1"] }]],
  [false, [{ types: ["B"], tags: ["coach:1"] }]],
  [false, [{ types: ["A"], tags: ["coach:2"] }]],
  [true, [{ tags: ["coach:2"] }, { types: ["A"] }]],
  [true, [{ tags: ["coach:2"] }, { types: ["B"] }, { tags: ["referral:1"] }]],
  [false, [{ tags: ["coach:2"] }, { types: ["B"] }]],
  [true, [{ types: [], tags: ["coach:1"] }]],
];

/** Expects a conflict, and returns what matched. */
async function conflict(store: EventStore, condition: AppendCondition): Promise<readonly SequencedEvent[]> {
  const given = [event({ tags: ["other:1"] }), event({ tags: ["other:2"] })];
  const asked = structuredClone(condition);
  const error: unknown = await store.append(given, condition).then(
    () => assert.fail(`appended although events match ${describe(condition.failIfEventsMatch)}`),
    (reason: unknown) => reason,
  );
  assert.ok(
    error instanceof AppendConditionFailed,
    `threw ${String(error)} instead of AppendConditionFailed`,
  );
  assert.ok(error.matched.length > 0, "the error names no event that matched");
  same(error.condition, asked);
  return error.matched;
}

function describe(query: Query): string {
  return JSON.stringify(query.items ?? "everything");
}
