import assert from "node:assert/strict";
import type { SequencedEvent } from "../event-store.ts";
import { about, all, delivered, event, ids, promise, refused, same } from "./bench.ts";

const everything = { municipality: "m1" };

/** What a store promises about moving a log into it. */
export const restoring = [
  promise("restores events at the positions they had, and goes on after them", async ({ store }) => {
    const moved = [at(3), at(4, { municipality: "m2" }), at(9), at(5_000_000_000)];
    await store.restore(moved.slice(0, 2));
    await store.restore(moved.slice(2));
    same(await all(store, everything), [moved[0], moved[2], moved[3]]);
    same(await all(store, everything, { after: 3, limit: 1 }), [moved[2]]);
    same(await all(store, everything, { after: 5, backwards: true }), [moved[3], moved[2]]);
    assert.equal(await store.head(), 5_000_000_000);
    const { events } = await store.append([event()]);
    assert.ok((events[0]?.position ?? 0) > 5_000_000_000);
  }),

  promise("does not notice when a caller changes what it restores afterwards", async ({ store }) => {
    const original = [at(3, { data: { word: "before" } }), at(4)];
    const given = structuredClone(original);
    const restoring = store.restore(given);
    for (const each of given)
      Object.assign(each, { type: "Changed", position: each.position + 7, tags: ["x:1"] });
    given.pop();
    await restoring;
    same(await all(store, everything), original);
    assert.equal(await store.head(), 4);
  }),

  promise("knows tags, commands and ids of restored events", async (bench) => {
    const { store } = bench;
    const moved = [at(5, { commandId: "c-1" }), at(7), at(8, { commandId: "c-1", tags: ["resident:1"] })];
    await store.restore(moved.slice(0, 1));
    await store.restore(moved.slice(1));
    same(await all(store, about("resident:1")), [moved[2]]);
    same(await delivered(bench, everything, 3), moved);
    const repeated = await store.append([event({ commandId: "c-1" })]);
    same(repeated, { outcome: "repeated", events: [moved[0], moved[2]] });
    await refused("events[0].id", () => store.append([event({ id: moved[1]?.id ?? "" })]));
    const condition = { failIfEventsMatch: about("resident:1"), after: 7 };
    await assert.rejects(() => store.append([event()], condition));
    await store.append([event()], { ...condition, after: 8 });
    assert.equal((await all(store, everything)).length, 4);
  }),

  promise("refuses to restore events that do not come after the log's head, in order", async ({ store }) => {
    const { events } = await store.append([event(), event()]);
    const head = await store.head();
    await refused("events[0].position", () => store.restore([at(head)]));
    await refused("events[1].position", () => store.restore([at(head + 2), at(head + 1)]));
    await refused("events[1].position", () => store.restore([at(head + 1), at(head + 1)]));
    await refused("events[1].id", () =>
      store.restore([at(head + 1), at(head + 2, { id: events[0]?.id ?? "" })]),
    );
    const twin = at(head + 1);
    await refused("events[1].id", () => store.restore([twin, { ...twin, position: head + 2 }]));
    await refused("events[1].type", () => store.restore([at(head + 1), at(head + 2, { type: "" })]));
    same(ids(await all(store, everything)), ids(events));
    await store.restore([at(head + 5)]);
    assert.equal((await all(store, everything)).length, 3);
  }),
];

function at(position: number, given: Parameters<typeof event>[0] = {}): SequencedEvent {
  return { ...event(given), position };
}
