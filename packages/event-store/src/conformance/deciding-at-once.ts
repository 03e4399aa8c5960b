import assert from "node:assert/strict";
import { AppendConditionFailed } from "../errors.ts";
import type { AppendResult, Query, SequencedEvent, Tag } from "../event-store.ts";
import { about, all, event, fresh, highest, ids, patiently, promise, same } from "./bench.ts";
import { runsOf } from "./guarantee.ts";

/** What a store promises to decisions that are taken at the same time. */
export const decidingAtOnce = [
  promise("never makes appends without a condition conflict with each other", async ({ store, other }) => {
    const stores = [store, await other()];
    const appends = Array.from({ length: 40 }, (_, i) =>
      (stores[i % 2] ?? store).append([event({ tags: ["coach:1"] }), event({ tags: ["coach:1"] })]),
    );
    const results = await Promise.all(appends);
    const written = await all(store, about("coach:1"));
    same(new Set(written.map(({ position }) => position)).size, 80);
    const returned = results.flatMap(({ events }) => events);
    same(
      returned.toSorted((a, b) => a.position - b.position),
      written,
    );
  }),

  promise(
    "lets one of many win who register the same resident at once",
    async ({ store, other, subject }) => {
      const stores = [store, await other()];
      for (let round = 0; round < runsOf(subject, 5); round++) {
        const tag: Tag = `resident:${fresh("r")}`;
        const query = about(tag);
        const attempts = Array.from({ length: 8 }, (_, i) =>
          (stores[i % 2] ?? store).append([event({ tags: [tag] })], { failIfEventsMatch: query }),
        );
        const { won, lost } = await settled(attempts);
        assert.equal(won.length, 1, `${won.length} of 8 registered`);
        const written = await all(store, query);
        same(written, won[0]?.events);
        for (const error of lost) same(error.matched, written);
      }
    },
  ),

  promise(
    "never lets two decisions through that each depend on what the other writes",
    async ({ store, other, subject }) => {
      const stores = [store, await other()];
      for (let round = 0; round < runsOf(subject, 20); round++) {
        const [x, y]: [Tag, Tag] = [`referral:${fresh("x")}`, `referral:${fresh("y")}`];
        const before = await store.append([event({ tags: [x] }), event({ tags: [y] })]);
        const after = highest(before.events);
        const attempts = [
          store.append([event({ tags: [y] })], { failIfEventsMatch: about(x), after }),
          (stores[1] ?? store).append([event({ tags: [x] })], { failIfEventsMatch: about(y), after }),
        ];
        const { won, lost } = await settled(attempts);
        assert.equal(won.length, 1, `${won.length} of two crossing decisions were written`);
        same(lost[0]?.matched, won[0]?.events);
      }
    },
  ),

  promise(
    "never lets a decision on a type through beside one that writes that type",
    async ({ store, other, subject }) => {
      const stores = [store, await other()];
      for (let round = 0; round < runsOf(subject, 10); round++) {
        const [a, b] = [fresh("TypeA"), fresh("TypeB")];
        const after = await store.head();
        const given = (types: string[]) => ({
          failIfEventsMatch: { municipality: "m1", items: [{ types }] },
          after,
        });
        const { won } = await settled([
          store.append([event({ type: a, tags: ["referral:1"] })], given([b])),
          (stores[1] ?? store).append([event({ type: b, tags: ["referral:2"] })], given([a])),
        ]);
        assert.equal(won.length, 1, `${won.length} of two crossing decisions were written`);
      }
    },
  ),

  promise("never gives a coach more referrals than there is room for", async ({ store, other }) => {
    const stores = [store, await other()];
    const room = 3;
    const asking = Array.from({ length: 8 }, async (_, i) => {
      const mine = stores[i % 2] ?? store;
      const referral: Tag = `referral:${i}`;
      // Of all who decide on the same, one is written, so nobody has to try more often than there are others.
      for (let attempt = 0; attempt < 100; attempt++) {
        const known = await all(mine, about("coach:1"));
        if (known.length >= room) return false;
        const condition = { failIfEventsMatch: about("coach:1"), after: highest(known) };
        const { won } = await settled([mine.append([event({ tags: [referral, "coach:1"] })], condition)]);
        if (won.length) return true;
      }
      return assert.fail("a decision that knew all there was to know was refused a hundred times");
    });
    const answers = await Promise.all(asking);
    assert.equal(answers.filter(Boolean).length, room);
    assert.equal((await all(store, about("coach:1"))).length, room);
  }),

  promise(
    "refuses a decision that read past an event whose append had not ended",
    async (bench) => {
      for (const [mine, theirs, query] of crossings) {
        const { store, subject } = bench;
        const held = await subject.holdOpen?.(store, [event({ tags: [theirs] })]);
        assert.ok(held);
        const later = event({ tags: [mine] });
        await patiently(bench, store.append([later]), () => "an append that shares no tag still waited");
        const decide = async () => {
          const known = await all(store, query);
          const condition = { failIfEventsMatch: query, after: highest(known) };
          return { known, ...(await settled([store.append([event({ tags: [mine] })], condition)])) };
        };
        const deciding = decide();
        await new Promise((resolve) => setTimeout(resolve, 60));
        await held.commit();
        const { known, won, lost } = await patiently(bench, deciding, () => "the decision still waited");
        const [early] = await all(store, about(theirs));
        assert.ok(early, "the held append was lost");
        const informed = ids(known).includes(early.id);
        if (!informed)
          assert.equal(won.length, 0, "a decision was written that did not know an earlier event");
        if (!informed)
          assert.ok(
            lost[0]?.matched.some(({ id }) => id === early.id),
            "the event that matched is not named",
          );
        assert.ok(ids(known).includes(later.id));
      }
    },
    "holdOpen",
  ),

  promise(
    "shows nothing of an append before it ends, and all of it afterwards",
    async (bench) => {
      const { store, subject } = bench;
      const tags: [Tag] = ["referral:held"];
      const given = [event({ tags }), event({ tags }), event({ tags })];
      const held = await subject.holdOpen?.(store, given);
      const reading = all(store, { municipality: "m1", items: [{ tags }] });
      const early = await Promise.race([
        reading,
        new Promise<"waits">((resolve) => setTimeout(() => resolve("waits"), 60)),
      ]);
      if (early !== "waits") same(early, []);
      await held?.commit();
      const seen: SequencedEvent[] = await patiently(bench, reading, () => "the reader still waited");
      assert.ok(seen.length === 0 || seen.length === 3, "a part of the append was read");
      same(ids(await all(store, about(...tags))), ids(given));
    },
    "holdOpen",
  ),
];

/** A tag of a later event, one of an earlier that is held open, and a question that both answer. */
const crossings: readonly (readonly [Tag, Tag, Query])[] = [
  ["referral:a1", "referral:b1", about("referral:a1", "referral:b1")],
  ["coach:z2", "resident:a2", about("coach:z2", "resident:a2")],
  ["resident:m3", "coach:b3", about("resident:m3", "coach:b3")],
  ["referral:a4", "referral:b4", { municipality: "m1", items: [{ types: ["ConversationHeld"] }] }],
  ["referral:a5", "referral:b5", { municipality: "m1" }],
];

/** What was written, and the conflicts; any other error is one. */
export async function settled(
  attempts: readonly Promise<AppendResult>[],
): Promise<{ won: AppendResult[]; lost: AppendConditionFailed[] }> {
  const won: AppendResult[] = [];
  const lost: AppendConditionFailed[] = [];
  for (const outcome of await Promise.allSettled(attempts)) {
    if (outcome.status === "fulfilled") won.push(outcome.value);
    else if (outcome.reason instanceof AppendConditionFailed) lost.push(outcome.reason);
    else throw outcome.reason;
  }
  return { won, lost };
}
