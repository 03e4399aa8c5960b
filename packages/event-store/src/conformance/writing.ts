import assert from "node:assert/strict";
import type { NewEvent } from "../event-store.ts";
import { about, all, event, highest, ids, patiently, promise, refused, same } from "./bench.ts";

const everything = { municipality: "m1" };

/** What a store promises about appending. */
export const writing = [
  promise("returns an event as it went in, with its place", async ({ store }) => {
    const given = event({
      data: { text: "één", nested: { list: [1, null, { deep: true }], empty: {} }, number: 0.1 },
      tags: ["referral:9f2c", "resident:5b1e", "coach:7"],
      occurredAt: "2021-12-31T23:59:59.123456Z",
      actor: { id: "a-1", role: "coach", organisation: "o-1" },
      commandId: "c-1",
      correlationId: "conversation-1",
      causationId: "e-0",
    });
    const { outcome, events } = await store.append([given]);
    assert.equal(outcome, "appended");
    const [stored] = events;
    same(stored, { ...given, position: stored?.position });
    same(await all(store, everything), [stored]);
  }),

  promise("counts positions as whole numbers that rise, over all municipalities", async ({ store }) => {
    const positions: unknown[] = [];
    for (const municipality of ["m1", "m2", "m1", "m3"]) {
      const { events } = await store.append([event({ municipality }), event({ municipality })]);
      positions.push(...events.map(({ position }) => position));
    }
    assert.equal(positions.length, 8);
    for (const [i, position] of positions.entries()) {
      assert.ok(typeof position === "number" && Number.isSafeInteger(position), `${position} is no number`);
      assert.ok(position > Number(positions[i - 1] ?? 0), `${positions.join()} does not rise`);
    }
  }),

  promise("tells the highest position, over all municipalities", async ({ store }) => {
    assert.equal(await store.head(), 0, "the head of an empty log");
    for (const municipality of ["m1", "m2"]) {
      const { events } = await store.append([event({ municipality }), event({ municipality })]);
      assert.equal(await store.head(), highest(events));
    }
    assert.ok((await store.head()) >= 4);
  }),

  promise("keeps the order of the events of an append", async ({ store }) => {
    const given = Array.from({ length: 50 }, () => event());
    same(ids((await store.append(given)).events), ids(given));
    same(ids(await all(store, everything)), ids(given));
  }),

  promise("writes all events of an append or none", async ({ store }) => {
    const [first, taken] = [event(), event()];
    await store.append([first, taken]);
    const spaced: NewEvent["tags"] = ["referral:a b"];
    await refused("events[2].tags[0]", () => store.append([event(), event(), event({ tags: spaced })]));
    await refused("events[2].id", () => store.append([event(), event(), event({ id: taken.id })]));
    const condition = { failIfEventsMatch: about("referral:1") };
    await assert.rejects(() => store.append([event(), event({ tags: ["referral:2"] })], condition));
    same(ids(await all(store, everything)), ids([first, taken]));
    const three = [event(), event(), event()];
    await store.append(three);
    same(ids(await all(store, everything)), ids([first, taken, ...three]));
  }),

  promise("does not notice when a reader changes what has been in the log for a while", async (bench) => {
    const { store } = bench;
    const reader = await bench.other();
    const { events } = await store.append([event({ data: { list: [1] } })]);
    const expected = structuredClone(events);
    for (let i = 0; i < 8; i++) await store.append([event({ tags: ["referral:2"] })]);
    assert.equal(expected.length, 1);
    for (const who of [store, reader, store, reader]) {
      const found = await all(who, about("referral:1"));
      same(found, expected);
      change(...found);
    }
    const last = await store.append([event({ tags: ["referral:3"] })]);
    const news = structuredClone(last.events);
    for (let i = 0; i < 2; i++) {
      const found = await all(reader, about("referral:3"));
      same(found, news);
      change(...found);
    }
  }),

  promise("refuses an append without events", async ({ store }) => {
    await refused("events", () => store.append([]));
    await refused("events", () => store.append([], { failIfEventsMatch: everything }));
    await store.append([event()]);
    assert.equal((await all(store, everything)).length, 1);
  }),

  promise("refuses what is malformed and says where", async ({ store }) => {
    for (const [path, given] of malformed) await refused(path, () => store.append([event(), given]));
    same(await all(store, everything), []);
    await store.append([event()]);
    assert.equal((await all(store, everything)).length, 1);
  }),

  promise("refuses an append that spans municipalities or commands", async ({ store }) => {
    await refused("events[1].municipality", () => store.append([event(), event({ municipality: "m2" })]));
    await refused("events[1].commandId", () =>
      store.append([event({ commandId: "a" }), event({ commandId: "b" })]),
    );
    await refused("events[1].commandId", () => store.append([event(), event({ commandId: "b" })]));
    const together = [event({ commandId: "a" }), event({ commandId: "a" })];
    await store.append(together);
    same(ids(await all(store, everything)), ids(together));
  }),

  promise("refuses an event whose id is in the log already", async ({ store }) => {
    const first = event();
    await store.append([first]);
    await refused("events[0].id", () => store.append([event({ id: first.id, type: "CoachAssigned" })]));
    await refused("events[0].id", () => store.append([event({ id: first.id, municipality: "m2" })]));
    const twin = event();
    await refused("events[1].id", () => store.append([twin, { ...twin }]));
    same(ids(await all(store, everything)), [first.id]);
  }),

  promise("does not notice when a caller changes its objects afterwards", async ({ store }) => {
    const original = event({ data: { list: [1], nested: { word: "before" } }, tags: ["referral:1"] });
    const given = structuredClone(original);
    const events = [given];
    const appending = store.append(events);
    change(given);
    events.push(event());
    const result = await appending;
    change(given);
    same(result.events, [{ ...original, position: result.events[0]?.position }]);
    same(await all(store, about("referral:1")), result.events);
    same(await all(store, about("referral:changed")), []);
  }),

  promise("does not notice when a reader changes what it was given", async (bench) => {
    const { store } = bench;
    const original = event({ data: { list: [1], nested: { word: "before" } }, commandId: "c-1" });
    const { events } = await store.append([structuredClone(original)]);
    const expected = [{ ...original, position: events[0]?.position }];
    change(...events);
    change(...(await all(store, everything)));
    change(...(await store.append([event({ commandId: "c-1" })])).events);
    const conflict: unknown = await store
      .append([event()], { failIfEventsMatch: everything })
      .catch((error: unknown) => error);
    if (conflict instanceof Error && "matched" in conflict && Array.isArray(conflict.matched))
      change(...conflict.matched);
    const stop = new AbortController();
    const subscription = store.subscribe(everything, { signal: stop.signal })[Symbol.asyncIterator]();
    const step = await patiently(bench, subscription.next(), () => "nothing was delivered");
    change(...(step.done ? [] : step.value));
    stop.abort();
    await subscription.return?.();
    same(await all(store, everything), expected);
    same(await all(store, about("referral:1")), expected);
  }),
];

/** Each with the path the refusal has to name. */
const malformed: readonly (readonly [string, NewEvent])[] = [
  ["events[1].id", event({ id: "" })],
  ["events[1].type", event({ type: "" })],
  ["events[1].schemaVersion", event({ schemaVersion: 0 })],
  ["events[1].schemaVersion", event({ schemaVersion: 1.5 })],
  ["events[1].municipality", event({ municipality: "" })],
  ["events[1].tags[1]", event({ tags: ["referral:1", "referral:1"] })],
  ["events[1].tags[0]", event({ tags: ["referral:"] })],
  ["events[1].tags[0]", event({ tags: [":1"] })],
  ["events[1].occurredAt", event({ occurredAt: "2022-05-01" })],
  ["events[1].occurredAt", event({ occurredAt: "2022-05-01T08:30:00+02:00" })],
  ["events[1].recordedAt", event({ recordedAt: "2022-02-30T08:30:00.000Z" })],
  ["events[1].recordedAt", event({ recordedAt: "2023-02-29T08:30:00.000Z" })],
  ["events[1].occurredAt", event({ occurredAt: "2022-04-31T08:30:00.000Z" })],
  ["events[1].actor.id", event({ actor: { id: "", role: "coach" } })],
  ["events[1].data.when", event({ data: { when: new Date(0) } })],
  ["events[1].data.list[1]", event({ data: { list: [1, undefined] } })],
  ["events[1].data.nested.n", event({ data: { nested: { n: Number.NaN } } })],
  ["events[1].data.big", event({ data: { big: 1n } })],
  ["events[1].data.text", event({ data: { text: "nul \0" } })],
  ["events[1].position", Object.assign(event(), { position: 7 })],
];

/** Does its worst to what it was given; frozen objects refuse, which is fine. */
function change(...events: readonly object[]): void {
  for (const each of events)
    for (const [key, value] of Object.entries(each)) {
      if (typeof value === "object" && value !== null) change(value);
      Reflect.set(each, key, typeof value === "string" ? "referral:changed" : 0);
    }
}
