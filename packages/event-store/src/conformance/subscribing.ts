import assert from "node:assert/strict";
import { type EventStore, everyMunicipality, type SequencedEvent } from "../event-store.ts";
import {
  about,
  all,
  aWhile,
  delivered,
  event,
  fresh,
  highest,
  ids,
  patiently,
  promise,
  same,
} from "./bench.ts";

const everything = { municipality: "m1" };

/** What a store promises about subscriptions. */
export const subscribing = [
  promise("delivers what is there, and then what comes", async (bench) => {
    const there = [event(), event()];
    const coming = [event(), event(), event()];
    await bench.store.append(there);
    const seen = await delivered(bench, everything, 5, {
      onStart: async () => {
        await aWhile(); // nothing comes, which is no reason to end
        await aWhile();
        for (const each of coming) await bench.store.append([each]);
      },
    });
    same(seen, await all(bench.store, everything));
    same(ids(seen), ids([...there, ...coming]));
  }),

  promise("delivers what another store on the same log appends", async (bench) => {
    const writer = await bench.other();
    const given = [event(), event()];
    const seen = await delivered(bench, everything, 2, { onStart: () => writer.append(given) });
    same(ids(seen), ids(given));
  }),

  promise("starts a subscription after the position given", async (bench) => {
    const { store } = bench;
    const first = await store.append([event(), event()]);
    await store.append([event()]);
    const seen = await delivered(bench, everything, 2, {
      after: highest(first.events),
      onStart: () => store.append([event()]),
    });
    assert.equal(seen.length, 2);
    same(seen, (await all(store, everything)).slice(2));
    const ahead = (await store.head()) + 2;
    const late = await delivered(bench, everything, 1, {
      after: ahead,
      onStart: async () => {
        await aWhile();
        await store.append([event(), event(), event(), event()]);
      },
    });
    assert.ok(
      late.length > 0 && late.every(({ position }) => position > ahead),
      "began before the position given",
    );
  }),

  promise("delivers nothing that was refused", async (bench) => {
    const { store } = bench;
    const [known] = (await store.append([event()])).events;
    const last = event();
    const seeing = delivered(bench, everything, 2);
    await assert.rejects(() => store.append([event(), event({ id: known?.id ?? "" })]));
    await assert.rejects(() => store.append([event()], { failIfEventsMatch: everything }));
    await aWhile();
    await store.append([last]);
    same(ids(await seeing), [known?.id, last.id]);
  }),

  promise("delivers only what the query asks for", async (bench) => {
    const { store } = bench;
    const wanted: string[] = [];
    for (let i = 0; i < 6; i++) {
      await store.append([event({ tags: ["referral:2"] })]);
      await store.append([event({ municipality: "m2" })]);
      wanted.push(...ids((await store.append([event()])).events));
    }
    const last = event();
    const seen = await delivered(bench, about("referral:1"), 7, {
      onStart: () =>
        store
          .append([event({ municipality: "m2" }), event({ municipality: "m2" })])
          .then(() => store.append([last])),
    });
    same(ids(seen), [...wanted, last.id]);
  }),

  promise("delivers all municipalities to a subscriber who asks for every one", async (bench) => {
    const { store } = bench;
    for (let i = 0; i < 4; i++) await store.append([event({ municipality: `m${i % 2}` })]);
    const seen = await delivered(bench, { municipality: everyMunicipality }, 5, {
      onStart: () => store.append([event({ municipality: "m9" })]),
    });
    same(
      seen.map(({ municipality }) => municipality),
      ["m0", "m1", "m0", "m1", "m9"],
    );
  }),

  promise("delivers in batches that are never longer than asked for", async (bench) => {
    const { store } = bench;
    await store.append(Array.from({ length: 10 }, () => event()));
    const stop = new AbortController();
    const sizes: number[] = [];
    async function collect() {
      for await (const batch of store.subscribe(everything, { signal: stop.signal, batchSize: 3 })) {
        sizes.push(batch.length);
        if (sizes.reduce((sum, size) => sum + size, 0) >= 10) break;
      }
    }
    await patiently(bench, collect(), () => `batches of ${sizes.join()} came`);
    stop.abort();
    assert.ok(sizes.length >= 4 && sizes.every((size) => size > 0 && size <= 3), `sizes ${sizes.join()}`);
  }),

  promise("delivers everything to each of several subscribers, the slow ones too", async (bench) => {
    const { store } = bench;
    const given = Array.from({ length: 300 }, () => event());
    const stop = new AbortController();
    const seen: SequencedEvent[][] = [[], [], []];
    const collecting = seen.map(async (mine, i) => {
      for await (const batch of store.subscribe(everything, { signal: stop.signal, batchSize: 2 })) {
        if (i > 0 && mine.length < 40) await new Promise((resolve) => setTimeout(resolve, i));
        mine.push(...batch);
        if (mine.length >= given.length) break;
      }
    });
    for (let i = 0; i < 12; i++) await store.append(given.slice(i, i + 1));
    await store.append(given.slice(12));
    const progress = () => `${seen.map((mine) => mine.length).join()} of ${given.length} were delivered`;
    await patiently(bench, Promise.all(collecting), progress);
    stop.abort();
    for (const mine of seen) same(ids(mine), ids(given));
  }),

  promise("delivers every event once and in order while many append", async (bench) => {
    const stores = [bench.store, await bench.other()];
    const total = 121;
    async function write(store: EventStore, writer: number) {
      for (let i = 0; i < 20; i++) await store.append([event({ tags: [`coach:${writer % 4}`] })]);
    }
    const early = delivered(bench, everything, total);
    await bench.store.append([event()]);
    const writing = Promise.all(Array.from({ length: 6 }, (_, i) => write(stores[i % 2] ?? bench.store, i)));
    const late = delivered(bench, everything, total, { batchSize: 7 });
    await writing;
    const written = await all(bench.store, everything);
    assert.equal(written.length, total);
    same(ids(await early), ids(written));
    same(ids(await late), ids(written));
  }),

  promise("ends a subscription without an error when its signal aborts", async (bench) => {
    const stop = new AbortController();
    let seen = 0;
    await bench.store.append([event()]);
    async function collect(signal: AbortSignal) {
      for await (const batch of bench.store.subscribe(everything, { signal })) {
        seen += batch.length;
        setTimeout(() => stop.abort(), 1);
      }
    }
    await patiently(bench, collect(stop.signal), () => "the subscription went on");
    assert.equal(seen, 1);
    await patiently(bench, collect(AbortSignal.abort()), () => "the subscription went on");
    assert.equal(seen, 1, "delivered although the signal was aborted from the start");
  }),

  promise("ends subscriptions when the store closes, which may happen twice", async (bench) => {
    const { store } = bench;
    const { signal } = new AbortController();
    let seen = 0;
    await store.append([event()]);
    async function collect() {
      for await (const batch of store.subscribe(everything, { signal })) {
        seen += batch.length;
        setTimeout(() => void store.close(), 1);
      }
    }
    await patiently(bench, collect(), () => "the subscription went on");
    assert.equal(seen, 1);
    await store.close();
  }),

  promise(
    "has written whatever it acknowledged when it is closed meanwhile",
    async ({ store, other }) => {
      const again = await other();
      const given = Array.from({ length: 6 }, (_, i) => event({ tags: [`referral:${i}`] }));
      const appending = given.map((each) => store.append([each]));
      const closing = store.close();
      const tooLate = store.append([event()]);
      const outcomes = await Promise.allSettled([...appending, tooLate]);
      await closing;
      const refused = outcomes.slice(0, given.length).filter(({ status }) => status === "rejected");
      assert.equal(refused.length, 0, "an append that was asked for before was refused");
      const told = outcomes.flatMap((each) => (each.status === "fulfilled" ? ids(each.value.events) : []));
      assert.ok(told.length >= given.length, "an append answered without its events");
      same(ids(await all(again, everything)).sort(), told.sort());
    },
    "openAgain",
  ),

  promise(
    "finds everything again when the log is opened anew",
    async (bench) => {
      const tags = [`resident:${fresh("r")}`] as const;
      const { events } = await bench.store.append([
        event({ tags, commandId: "c-1" }),
        event({ tags, commandId: "c-1" }),
      ]);
      const again = await bench.other();
      await bench.store.close();
      assert.equal(events.length, 2);
      same(await all(again, about(...tags)), events);
      assert.equal(await again.head(), highest(events));
      assert.equal((await again.append([event({ commandId: "c-1" })])).outcome, "repeated");
      await assert.rejects(() => again.append([event()], { failIfEventsMatch: about(...tags) }));
      assert.equal((await again.append([event()])).outcome, "appended");
    },
    "openAgain",
  ),
];
