import assert from "node:assert/strict";
import type { NewEvent, Tag } from "../event-store.ts";
import { about, all, event, highest, ids, promise, refused, same } from "./bench.ts";

const everything = { municipality: "m1" };

/** What a store promises about what is long, deep, old, or hardly different. */
export const keeping = [
  promise("keeps every part of an event to the last character", async ({ store }) => {
    const longest = `a:${"x".repeat(253)}y` as const;
    const given: readonly NewEvent[] = [
      event({ occurredAt: "2022-05-01T08:30:00.123456789Z", recordedAt: "2022-05-01T08:30:00Z" }),
      event({ occurredAt: "0001-01-01T00:00:00.10Z", recordedAt: "9999-12-31T23:59:59.999Z" }),
      event({ tags: ["z:1", "b:2", "a:e\u0301", longest], type: `T${longest}`.slice(0, 256) }),
      event({
        actor: { id: "e\u0301 ", role: " coach", organisation: "Ω\u2126" },
        correlationId: "e\u0301 ",
      }),
      event({ schemaVersion: 70_000, data: {}, tags: [], causationId: " c " }),
    ];
    const { events } = await store.append(given);
    same(
      events,
      given.map((each, i) => ({ ...each, position: events[i]?.position })),
    );
    same(await all(store, everything), events);
    same(await all(store, about(longest)), [events[2]]);
  }),

  promise("keeps texts, numbers and nesting up to their limits", async ({ store }) => {
    for (const [what, value] of Object.entries(extremes)) {
      const { events } = await store.append([event({ data: { value }, tags: ["referral:1"] })]);
      const [found] = await all(store, everything, { backwards: true, limit: 1 });
      same(found, events[0], `${what}: read otherwise than returned`);
      same(found?.data, { value }, `${what} came out otherwise than it went in`);
    }
  }),

  promise("does not take what differs in case, accents or spaces for the same", async ({ store }) => {
    for (const [i, word] of alike.entries()) {
      const given = event({ id: word, commandId: word, municipality: word, type: word });
      assert.equal((await store.append([given])).outcome, "appended", `"${word}" was taken for another`);
      const inOne = event({ id: `${word}!`, commandId: word });
      assert.equal((await store.append([inOne])).outcome, "appended", `"${word}" was taken for another`);
      same(ids(await all(store, { municipality: word })), [word]);
      assert.equal((await all(store, everything)).length, i + 1);
    }
  }),

  promise("looks back to the beginning of a long log", async ({ store }) => {
    const first = event({ tags: ["resident:1"], commandId: "c-1" });
    const { events } = await store.append([first]);
    const many = Array.from({ length: 1_200 }, () => event({ tags: ["coach:1"] }));
    const after = highest((await store.append(many)).events);
    assert.equal((await store.append([event({ commandId: "c-1" })])).outcome, "repeated");
    await refused("events[0].id", () => store.append([event({ id: first.id })]));
    same(await matchedBy("resident:1"), events);
    same(ids(await matchedBy("coach:1")), ids(many));
    await store.append([event()], { failIfEventsMatch: about("coach:1"), after });

    async function matchedBy(tag: Tag) {
      const attempt = store.append([event()], { failIfEventsMatch: about(tag) });
      const error: unknown = await attempt.then(
        () => assert.fail(`appended although events match ${tag}`),
        (reason: unknown) => reason,
      );
      return error instanceof Error && "matched" in error && Array.isArray(error.matched)
        ? error.matched
        : [];
    }
  }),
];

const alike = ["c-e", "c-E", "C-e", "c-é", "c-e\u0301", "c-e ", " c-e", "c-e\u00a0"];

const extremes: { readonly [what: string]: unknown } = {
  "a long text": `${"tekst ".repeat(50_000)}.`,
  "a text with spaces around it": " \t\n tekst \r\n",
  "accents as written": ["e\u0301", "é", "\u212b", "ﬁ"],
  "an emoji of several characters": "👩🏽‍⚕️",
  "a text that looks like something else": ["null", "1e3", "0x10", "2022-05-01", "true", "\\u0041", "'; --"],
  "large numbers": [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 53, 1.7976931348623157e308],
  "small numbers": [5e-324, 0.1 + 0.2, 1 / 3, 1e-7, -1e21],
  "an object ninety deep": Array.from({ length: 90 }).reduce<unknown>((inner) => ({ inner }), "deep"),
  "a list of many": Array.from({ length: 5_000 }, (_, i) => i),
  "odd names of properties": { "": 1, " ": 2, "a.b": 3, $ref: 4, constructor: 5, toString: 6, 7: 8 },
  "what is empty": [[], {}, "", null, false, 0],
};
