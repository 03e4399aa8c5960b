import assert from "node:assert/strict";
import { type EventStore, everyMunicipality, type SequencedEvent } from "../event-store.ts";
import { about, all, aTurn, event, highest, ids, promise, same } from "./bench.ts";

const everything = { municipality: "m1" };

/** What a store promises about reading. */
export const reading = [
  promise("reads what was written, at once", async ({ store, other }) => {
    const reader = await other();
    for (let i = 0; i < 20; i++) {
      const { events } = await store.append([event({ tags: [`referral:${i}`] })]);
      assert.equal(events.length, 1);
      same(await all(store, about(`referral:${i}`)), events);
      same(await all(reader, about(`referral:${i}`)), events);
    }
  }),

  promise("never tells a head that cannot be read yet", async ({ store, other }) => {
    const reader = await other();
    let writing = true;
    const appends = Promise.all(
      Array.from({ length: 24 }, (_, i) => store.append([event({ tags: [`referral:${i}`] })])),
    ).finally(() => {
      writing = false;
    });
    do {
      const head = await reader.head();
      const written = await all(reader, { municipality: everyMunicipality });
      assert.ok(
        highest(written) >= head,
        `the head was ${head}, and the last event read ${highest(written)}`,
      );
      await aTurn();
    } while (writing);
    assert.ok((await reader.head()) >= 24, "the head of a log of 24 events");
    assert.equal(await reader.head(), highest((await appends).flatMap(({ events }) => events)));
  }),

  promise("reads in the order of positions, or newest first", async ({ store }) => {
    const written = await twenty(store);
    same(ids(await all(store, everything)), ids(written));
    same(ids(await all(store, everything, { backwards: true })), ids(written).reverse());
  }),

  promise("reads only what comes after a position, in both directions", async ({ store }) => {
    const written = await twenty(store);
    const after = written[11]?.position ?? 0;
    same(ids(await all(store, everything, { after })), ids(written.slice(12)));
    same(ids(await all(store, everything, { after, backwards: true })), ids(written.slice(12)).reverse());
    same(await all(store, everything, { after: await store.head() }), []);
  }),

  promise("reads no more than asked for", async ({ store }) => {
    const written = await twenty(store);
    same(ids(await all(store, everything, { limit: 7 })), ids(written.slice(0, 7)));
    same(ids(await all(store, everything, { limit: 3, backwards: true })), ids(written.slice(-3)).reverse());
    same(
      ids(await all(store, about("half:1"), { limit: 4, batchSize: 3 })),
      ids(halved(written).slice(0, 4)),
    );
    same(await all(store, everything, { limit: 0 }), []);
    assert.equal((await all(store, everything, { limit: 1_000 })).length, 20);
  }),

  promise("reads in batches that are never empty nor longer than asked for", async ({ store }) => {
    const written = await twenty(store);
    for (const backwards of [false, true]) {
      const sizes: number[] = [];
      const found: SequencedEvent[] = [];
      for await (const batch of store.read(everything, { batchSize: 3, backwards })) {
        sizes.push(batch.length);
        found.push(...batch);
      }
      assert.ok(sizes.length >= 7 && sizes.every((size) => size > 0 && size <= 3), `sizes ${sizes.join()}`);
      same(ids(found), backwards ? ids(written).reverse() : ids(written));
    }
  }),

  promise("reads a log longer than a batch", async ({ store }) => {
    const given = Array.from({ length: 2_345 }, (_, i) => event({ tags: [`half:${i % 2}`] }));
    await store.append(given);
    same(ids(await all(store, everything)), ids(given));
    same(ids(await all(store, about("half:1"))), ids(given.filter((_, i) => i % 2)));
  }),

  promise("stays usable when a reader stops halfway", async ({ store }) => {
    const written = await twenty(store);
    for await (const batch of store.read(everything, { batchSize: 2 })) {
      same(ids(batch), ids(written.slice(0, 2)));
      break;
    }
    await store.append([event()]);
    assert.equal((await all(store, everything)).length, 21);
  }),

  promise("shows an event once that answers several items of a query", async ({ store }) => {
    const given = [event({ tags: ["referral:1", "coach:1"] }), event({ tags: ["coach:1"] })];
    await store.append(given);
    same(ids(await all(store, about("referral:1", "coach:1"))), ids(given));
    const items = [
      { tags: ["coach:1"] as const },
      { types: ["ConversationHeld"] },
      { tags: ["coach:1"] as const },
    ];
    same(ids(await all(store, { municipality: "m1", items })), ids(given));
  }),

  promise("does not take one tag or type for another that looks like it", async ({ store }) => {
    const given = [
      "a:1",
      "a:10",
      "a:1_",
      "a:1%",
      "a:A",
      "a:a",
      "a:é",
      "a:e\u0301",
      "a:'",
      'a:"',
      "a:\\",
      "a:1,b:2",
      "b:2",
    ];
    const tags = given.flatMap((tag) => (isTag(tag) ? [tag] : []));
    for (const tag of tags) await store.append([event({ type: `T${tag}`, tags: [tag] })]);
    for (const tag of tags) {
      const [byTag, ...more] = await all(store, about(tag));
      same([byTag?.tags, more.length], [[tag], 0]);
      same(await all(store, { municipality: "m1", items: [{ types: [`T${tag}`] }] }), [byTag]);
    }
  }),

  promise("does not show one municipality's events to another", async ({ store }) => {
    const [mine, theirs] = [event(), event({ municipality: "m2" })];
    await store.append([mine]);
    await store.append([theirs]);
    for (const items of [undefined, [{ tags: ["referral:1"] as const }], [{ types: ["ConversationHeld"] }]]) {
      same(ids(await all(store, { municipality: "m1", items })), [mine.id]);
      same(ids(await all(store, { municipality: "m2", items })), [theirs.id]);
      same(await all(store, { municipality: "m3", items }), []);
    }
  }),

  promise("shows all municipalities, in one order, to a reader who asks for every one", async ({ store }) => {
    const written: SequencedEvent[] = [];
    for (let i = 0; i < 12; i++) {
      const given = event({ municipality: `m${i % 3}`, tags: [`half:${i % 2}`] });
      written.push(...(await store.append([given])).events);
    }
    assert.equal(written.length, 12);
    const query = { municipality: everyMunicipality } as const;
    same(await all(store, query), written);
    same(await all(store, query, { backwards: true, limit: 5 }), written.toReversed().slice(0, 5));
    same(await all(store, { ...query, items: [{ tags: ["half:1"] }] }), halved(written));
    same(await all(store, { ...query, items: [{ types: ["Nothing"] }] }), []);
  }),
];

async function twenty(store: EventStore): Promise<SequencedEvent[]> {
  const written: SequencedEvent[] = [];
  for (let i = 0; i < 20; i++) {
    await store.append([event({ municipality: "m2" })]);
    written.push(...(await store.append([event({ tags: [`half:${i % 2}`, "referral:1"] })])).events);
  }
  assert.equal(written.length, 20);
  return written;
}

function halved(events: readonly SequencedEvent[]): SequencedEvent[] {
  return events.filter(({ tags }) => tags.includes("half:1"));
}

function isTag(text: string): text is `${string}:${string}` {
  return text.includes(":");
}
