import assert from "node:assert/strict";
import { everyMunicipality, type Tag } from "../event-store.ts";
import { all, aWhile, delivered, event, highest, ids, patiently, promise, same } from "./bench.ts";

const everything = { municipality: "m1" };

/** What a store promises to subscribers when appends end in another order than that of their positions. */
export const outOfOrder = [
  promise(
    "never skips an event whose append ends after a later one",
    async (bench) => {
      const { store, subject } = bench;
      await store.append([event()]);
      const seeing = delivered(bench, everything, 6);
      const slow = [event({ tags: ["referral:slow"] }), event({ tags: ["referral:slow"] })];
      const slower = event({ tags: ["referral:slower"] });
      const held = [await subject.holdOpen?.(store, slow), await subject.holdOpen?.(store, [slower])];
      const quick: [Tag, Tag] = ["referral:q1", "referral:q2"];
      for (const tag of quick) await store.append([event({ tags: [tag] })]);
      await aWhile();
      await held[1]?.commit();
      await aWhile();
      await held[0]?.commit();
      const seen = await seeing;
      same(seen, await all(store, everything));
      assert.equal(seen.length, 6);
      same(ids(seen.slice(1, 4)), ids([...slow, slower]));
    },
    "holdOpen",
  ),

  promise(
    "shows who reads every municipality no event without those before it",
    async (bench) => {
      const { store, subject } = bench;
      await store.append([event({ municipality: "m2" })]);
      const held = await subject.holdOpen?.(store, [event({ tags: ["referral:held"] })]);
      await store.append([event({ municipality: "m2", tags: ["referral:later"] })]);
      const reading = all(store, { municipality: everyMunicipality });
      await aWhile();
      await held?.commit();
      const found = await patiently(bench, reading, () => "the reader still waited");
      const written = await all(store, { municipality: everyMunicipality });
      assert.equal(written.length, 3);
      assert.ok(found.length > 0, "nothing was read");
      same(ids(found), ids(written.filter(({ position }) => position <= highest(found))));
    },
    "holdOpen",
  ),

  promise(
    "does not wait for ever for an append that was rolled back",
    async (bench) => {
      const { store, subject } = bench;
      const gone = event({ tags: ["referral:gone"] });
      const seeing = delivered(bench, everything, 2);
      const held = await subject.holdOpen?.(store, [gone]);
      const there = [event({ tags: ["referral:there"] }), event({ tags: ["referral:later"] })];
      await store.append(there.slice(0, 1));
      await aWhile();
      await held?.rollback();
      await store.append(there.slice(1));
      same(ids(await seeing), ids(there));
      same(ids(await all(store, everything)), ids(there));
    },
    "holdOpen",
  ),

  promise(
    "does not make an append wait for another that shares no tag",
    async (bench) => {
      const { store, subject } = bench;
      const held = await subject.holdOpen?.(store, [event({ tags: ["referral:held"] })]);
      const query = { municipality: "m1", items: [{ tags: ["referral:free"] as const }] };
      const free = store.append([event({ tags: ["referral:free"] })], { failIfEventsMatch: query });
      try {
        const { outcome } = await patiently(bench, free, () => "the append still waited");
        assert.equal(outcome, "appended");
      } finally {
        await held?.commit();
      }
      assert.equal((await all(store, everything)).length, 2);
    },
    "holdOpen",
  ),
];
