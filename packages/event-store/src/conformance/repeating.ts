import assert from "node:assert/strict";
import { about, all, event, fresh, ids, promise, same } from "./bench.ts";
import { runsOf } from "./guarantee.ts";

const everything = { municipality: "m1" };

/** What a store promises about a command that arrives more than once. */
export const repeating = [
  promise("does not write a command's events a second time", async ({ store }) => {
    const first = await store.append([event({ commandId: "c-1" }), event({ commandId: "c-1" })]);
    const second = await store.append([event({ commandId: "c-1", type: "Other" })]);
    assert.equal(first.outcome, "appended");
    assert.equal(second.outcome, "repeated");
    assert.equal(second.events.length, 2);
    same(second.events, first.events);
    same(await all(store, everything), first.events);
  }),

  promise("answers a repeated command even when its condition would fail by now", async ({ store }) => {
    const condition = { failIfEventsMatch: about("resident:1") };
    const given = event({ commandId: "c-1", tags: ["resident:1"] });
    const first = await store.append([given], condition);
    const second = await store.append([{ ...given }], condition);
    assert.equal(second.outcome, "repeated");
    assert.equal(second.events.length, 1);
    same(second.events, first.events);
  }),

  promise("takes the same command id in another municipality for another command", async ({ store }) => {
    for (const municipality of ["m1", "m2"]) {
      const { outcome, events } = await store.append([event({ commandId: "c-1", municipality })]);
      assert.equal(outcome, "appended");
      same(await all(store, { municipality }), events);
    }
    assert.equal((await store.append([event({ commandId: "c-1" })])).outcome, "repeated");
  }),

  promise("writes a command once when it arrives many times at once", async ({ store, other }) => {
    const stores = [store, await other()];
    const attempts = Array.from({ length: 12 }, (_, i) =>
      (stores[i % 2] ?? store).append([event({ commandId: "c-1" }), event({ commandId: "c-1" })]),
    );
    const results = await Promise.all(attempts);
    const written = await all(store, everything);
    assert.equal(written.length, 2);
    assert.equal(results.filter(({ outcome }) => outcome === "appended").length, 1);
    for (const { events } of results) same(ids(events), ids(written));
  }),

  promise(
    "writes a command once though it is about something else each time",
    async ({ store, other, subject }) => {
      const stores = [store, await other()];
      for (let round = 0; round < runsOf(subject, 5); round++) {
        const commandId = fresh("c");
        const attempts = Array.from({ length: 8 }, (_, i) =>
          (stores[i % 2] ?? store).append([event({ commandId, tags: [`referral:${fresh("r")}`] })]),
        );
        const results = await Promise.all(attempts);
        const written = (await all(store, everything)).filter((each) => each.commandId === commandId);
        assert.equal(written.length, 1, `a command was written ${written.length} times`);
        for (const { events } of results) same(ids(events), ids(written));
      }
    },
  ),

  promise("takes events without a command id for no repetition of each other", async ({ store }) => {
    for (let i = 0; i < 3; i++) assert.equal((await store.append([event()])).outcome, "appended");
    assert.equal((await all(store, everything)).length, 3);
  }),
];
