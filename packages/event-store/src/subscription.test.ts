import { afterEach, expect, test } from "vitest";
import { all, event } from "./conformance/bench.ts";
import type { Tag } from "./event-store.ts";
import { type InMemoryEventStore, inMemoryEventStore } from "./in-memory.ts";
import { runSubscription, type Subscription, type SubscriptionOptions } from "./subscription.ts";
import { virtualTime } from "./testing/virtual-time.ts";
import type { Timekeeping } from "./timekeeping.ts";

const query = { municipality: "m1" };
const started: Subscription[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((subscription) => subscription.stop()));
});

test("a subscription handles what is there and what comes, in order, and remembers how far it came", async () => {
  const { store, time } = workplace();
  const seen: number[] = [];
  await store.append([event(), event()]);
  const first = start(store, time, { handle: ({ position }) => seen.push(position) });
  await store.append([event()]);
  await first.reached(3);
  await first.stop();
  await store.append([event()]);
  const second = start(store, time, { handle: ({ position }) => seen.push(position) });
  await second.reached(4);
  await second.stop();
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(await store.checkpoints.position("letters")).toBe(4);
});

test("of two workers one works, and the other takes over when it stops", async () => {
  const { store, time, pass } = workplace();
  const seen: string[] = [];
  const first = start(store, time, { owner: "a", handle: ({ position }) => seen.push(`a${position}`) });
  const second = start(store, time, { owner: "b", handle: ({ position }) => seen.push(`b${position}`) });
  await store.append([event()]);
  await first.reached(1);
  await pass(60_000);
  expect([first.working, second.working]).toEqual([true, false]);
  await first.stop();
  await store.append([event()]);
  await pass(2_000);
  await second.reached(2);
  expect(seen).toEqual(["a1", "b2"]);
});

test("a worker takes over within the lease of one that died", async () => {
  const { store, time, pass } = workplace();
  await store.checkpoints.acquire("letters", { owner: "dead", leaseMs: 5_000 });
  const seen: number[] = [];
  const worker = start(store, time, { handle: ({ position }) => seen.push(position) });
  await store.append([event()]);
  await pass(4_000);
  expect(worker.working).toBe(false);
  await pass(3_000);
  expect(worker.working).toBe(true);
  await worker.reached(1);
  expect(seen).toEqual([1]);
});

test("a worker that slept through its lease stops, and its successor repeats what it had not saved", async () => {
  const { store, time, pass } = workplace();
  const seen: string[] = [];
  const asleep = Promise.withResolvers<void>();
  let told = false;
  const first = start(
    store,
    { ...time, sleep: hangs },
    {
      owner: "a",
      async handle({ position }, { signal }) {
        seen.push(`a${position}`);
        await asleep.promise;
        told = signal.aborted;
      },
    },
  );
  await store.append([event(), event()]);
  await pass(6_000);
  const second = start(store, time, { owner: "b", handle: ({ position }) => seen.push(`b${position}`) });
  await second.reached(2);
  asleep.resolve();
  await pass(0);
  expect(seen).toEqual(["a1", "b1", "b2"]);
  expect(told).toBe(false);
  expect(first.working).toBe(false);
  expect(await store.checkpoints.position("letters")).toBe(2);
});

test("a worker is told when another has taken its lease", async () => {
  const { store, time, pass } = workplace();
  const signals: AbortSignal[] = [];
  const asleep = Promise.withResolvers<void>();
  start(store, time, {
    async handle(_, { signal }) {
      signals.push(signal);
      await asleep.promise;
    },
  });
  await store.append([event()]);
  await pass(100);
  const { acquire } = store.checkpoints;
  store.checkpoints.acquire = async () => undefined;
  await pass(2_000);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  store.checkpoints.acquire = acquire;
  asleep.resolve();
});

test("an event that keeps failing is parked with its error, and the others go on", async () => {
  const { store, time, pass } = workplace();
  const seen: number[] = [];
  const attempts: number[] = [];
  let broken = true;
  const worker = start(store, time, {
    maxAttempts: 3,
    handle({ position }, { attempt }) {
      if (position === 2) attempts.push(attempt);
      if (position === 2 && broken) throw new TypeError("no address");
      seen.push(position);
    },
  });
  await store.append([event(), event(), event()]);
  await pass(1_000);
  await worker.reached(3);
  expect(seen).toEqual([1, 3]);
  expect(attempts).toEqual([1, 2, 3]);
  const parked = { position: 2, attempts: 3, error: "TypeError: no address" };
  expect(await store.checkpoints.parked("letters")).toMatchObject([parked]);

  expect(await worker.retryParked()).toEqual({ handled: 0, left: 1 });
  expect(await store.checkpoints.parked("letters")).toMatchObject([{ ...parked, attempts: 4 }]);
  broken = false;
  expect(await worker.retryParked()).toEqual({ handled: 1, left: 0 });
  expect(seen).toEqual([1, 3, 2]);
});

test("an event that fails once is tried again and not parked", async () => {
  const { store, time, pass } = workplace();
  const seen: string[] = [];
  const worker = start(store, time, {
    handle({ position }, { attempt }) {
      seen.push(`${position}.${attempt}`);
      if (attempt === 1) throw new Error("busy");
    },
  });
  await store.append([event(), event()]);
  await pass(1_000);
  await worker.reached(2);
  expect(seen).toEqual(["1.1", "1.2", "2.1", "2.2"]);
  expect(await store.checkpoints.parked("letters")).toEqual([]);
});

test("what has to stay in order waits behind a parked event, also for the next worker", async () => {
  const { store, time, pass } = workplace();
  const seen: number[] = [];
  let broken = true;
  const options: Partial<SubscriptionOptions> = {
    maxAttempts: 1,
    keepInOrder: ({ tags }) => tags[0],
    handle({ position }) {
      if (position === 1 && broken) throw new Error("no address");
      seen.push(position);
    },
  };
  const [mine, others]: [Tag, Tag] = ["referral:1", "referral:2"];
  await store.append([event({ tags: [mine] }), event({ tags: [others] }), event({ tags: [mine] })]);
  const first = start(store, time, { ...options, owner: "a" });
  await first.reached(3);
  await first.stop();
  const second = start(store, time, { ...options, owner: "b" });
  await store.append([event({ tags: [mine] }), event({ tags: [others] })]);
  await pass(2_000);
  await second.reached(5);
  expect(seen).toEqual([2, 5]);
  expect(await second.retryParked()).toEqual({ handled: 0, left: 3 });
  broken = false;
  expect(await second.retryParked()).toEqual({ handled: 3, left: 0 });
  await store.append([event({ tags: [mine] })]);
  await second.reached(6);
  expect(seen).toEqual([2, 5, 1, 3, 4, 6]);
});

test("parked events are retried by the worker that works, not by another", async () => {
  const { store, time, pass } = workplace();
  await store.checkpoints.acquire("letters", { owner: "other", leaseMs: 60_000 });
  const worker = start(store, time, {});
  await pass(1);
  await expect(worker.retryParked()).rejects.toThrow(/Another worker/);
});

test("a checkpoint that is ahead of a log that was put back does not hide what comes next", async () => {
  const { store, time } = workplace();
  const checkpoints = store.checkpoints;
  const lease = await checkpoints.acquire("letters", { owner: "before the loss", leaseMs: 1_000 });
  if (lease === undefined) throw new Error("nobody else has it");
  await checkpoints.save(lease, 7);
  await checkpoints.release(lease);
  await store.append([event()]);
  const seen: number[] = [];
  const worker = start(store, time, { handle: ({ position }) => seen.push(position) });
  await expect.poll(() => checkpoints.position("letters")).toBe(1);
  await store.append([event(), event()]);
  await worker.reached(3);
  expect(seen).toEqual([2, 3]);
});

test("a reader waits for its own write, and not for events that the subscription does not ask for", async () => {
  const { store, time } = workplace();
  const seen: number[] = [];
  const worker = start(store, time, {
    query: { municipality: "m1", items: [{ types: ["Wanted"] }] },
    handle: ({ position }) => seen.push(position),
  });
  const { events } = await store.append([event({ type: "Wanted" })]);
  await worker.reached(events[0]?.position ?? 0);
  expect(seen).toEqual([1]);
  await store.append([event(), event()]);
  await worker.reached(3);
  expect(await store.checkpoints.position("letters")).toBe(1);
});

test("a reader waits for what another worker handles", async () => {
  const { store, time, pass } = workplace();
  const seen: number[] = [];
  start(store, time, { owner: "a", handle: ({ position }) => seen.push(position) });
  await pass(1);
  const idle = start(store, time, { owner: "b" });
  await store.append([event()]);
  const waiting = idle.reached(1);
  await pass(200);
  await waiting;
  expect(seen).toEqual([1]);
});

test("a reader may stop waiting", async () => {
  const { store, time } = workplace();
  const worker = start(store, time, { handle: () => new Promise(() => {}) });
  started.pop();
  await store.append([event()]);
  const giveUp = new AbortController();
  const waiting = worker.reached(1, { signal: giveUp.signal });
  giveUp.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});

test("a worker outlives trouble with the log, and tells of it", async () => {
  const { store, time, pass } = workplace();
  const trouble: unknown[] = [];
  const seen: number[] = [];
  const { subscribe } = store;
  // biome-ignore lint/correctness/useYield: the connection is gone before anything comes
  store.subscribe = async function* () {
    throw new Error("connection lost");
  };
  const worker = start(store, time, {
    handle: ({ position }) => seen.push(position),
    onTrouble: (error) => trouble.push(String(error)),
  });
  await store.append([event()]);
  await pass(100);
  expect(trouble).toEqual(["Error: connection lost"]);
  store.subscribe = subscribe;
  await pass(2_000);
  await worker.reached(1);
  expect(seen).toEqual([1]);
  expect(await all(store, query)).toHaveLength(1);
});

function start(
  store: InMemoryEventStore,
  time: Timekeeping,
  options: Partial<SubscriptionOptions>,
): Subscription {
  const given = { name: "letters", owner: "a", query, handle: () => {}, time, ...options };
  const subscription = runSubscription(store, store.checkpoints, given);
  started.push(subscription);
  return subscription;
}

function workplace() {
  const { time, pass } = virtualTime();
  return { store: inMemoryEventStore({ now: time.now }), time, pass };
}

/** A machine that is suspended: its alarm does not go off. */
function hangs(_: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
