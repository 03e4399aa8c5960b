import fc from "fast-check";
import { expect, test } from "vitest";
import { checkAppend, conditionSchema, newEventSchema } from "./check.ts";
import { event } from "./conformance/bench.ts";
import { eventAbout, jsonObject, queryItems, topic } from "./conformance/generators.ts";
import { runsOf } from "./conformance/guarantee.ts";
import { isSurelyCondition, isSurelyWellFormed } from "./well-formed.ts";

/** What goes wrong in places like these: the wrong kind of thing, or nearly the right one. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    "",
    " ",
    "a".repeat(257),
    "nul \0",
    "\ud800",
    "referral:",
    "referral:a b",
    "Referral:1",
    "2022-02-29T00:00:00Z",
    "2024-02-29T00:00:00Z",
    "2022-13-01T00:00:00Z",
    "2022-01-01T24:00:00Z",
    "2022-01-01T00:00:00+01:00",
    -1,
    0,
    1.5,
    Number.NaN,
    2 ** 53,
    [],
    ["referral:1", 5],
    {},
    { id: "a", role: 7 },
    { id: "a", role: "b", organisation: null },
    { id: "a", role: "b", name: "c" },
    [{ tags: ["x"] }],
    [{ kinds: [] }],
    new Date(0),
  ),
  fc.anything(),
);

// Found by these properties: a list and a date pass for objects.
const withListForItem = Object.assign({ municipality: "m1", items: [{}] }, { items: [[]] });

function spoiled<T extends object>(sound: fc.Arbitrary<T>, keys: readonly string[]) {
  const change = fc.tuple(fc.constantFrom(...keys, "surprise"), odd);
  return fc.tuple(sound, fc.array(change, { maxLength: 2 })).map(([given, changes]) => {
    const copy = { ...given };
    for (const [key, value] of changes) Reflect.set(copy, key, value);
    return copy;
  });
}

test("what is taken for an event at a glance is one for the schema too", () => {
  const sound = fc
    .tuple(topic, jsonObject)
    .map(([about, data]) => eventAbout(about, { data, commandId: "c" }));
  fc.assert(
    fc.property(spoiled(sound, Object.keys(event({ commandId: "c", causationId: "e" }))), (given) => {
      if (isSurelyWellFormed(given)) expect(newEventSchema.safeParse(given).error).toBeUndefined();
    }),
    { numRuns: runsOf({}, 500), examples: [[Object.assign(event(), { data: new Date(0) })]] },
  );
});

test("what is taken for a condition at a glance is one for the schema too", () => {
  const query = fc.record({ municipality: fc.constantFrom<string>("m1"), items: queryItems });
  const sound = fc.record({ failIfEventsMatch: spoiled(query, ["municipality", "items"]), after: fc.nat() });
  fc.assert(
    fc.property(spoiled(sound, ["failIfEventsMatch", "after"]), (given) => {
      if (isSurelyCondition(given)) expect(conditionSchema.safeParse(given).error).toBeUndefined();
    }),
    { numRuns: runsOf({}, 500), examples: [[{ failIfEventsMatch: withListForItem, after: 0 }]] },
  );
});

test("sound events and conditions are recognised at a glance", () => {
  fc.assert(
    fc.property(topic, jsonObject, queryItems, (about, data, items) => {
      expect(isSurelyWellFormed(eventAbout(about, { data }))).toBe(true);
      expect(isSurelyCondition({ failIfEventsMatch: { municipality: "m1", items }, after: 3 })).toBe(true);
    }),
  );
});

test("what is checked is a frozen copy that says the same", () => {
  fc.assert(
    fc.property(topic, jsonObject, (about, data) => {
      const given = eventAbout(about, { data });
      const [own] = checkAppend([given]);
      expect(JSON.parse(JSON.stringify(own))).toEqual(JSON.parse(JSON.stringify(given)));
      expectFrozen(own);
    }),
    { numRuns: runsOf({}, 100) },
  );
});

function expectFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  expect(Object.isFrozen(value)).toBe(true);
  for (const part of Object.values(value)) expectFrozen(part);
}
