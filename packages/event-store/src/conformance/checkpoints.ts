import assert from "node:assert/strict";
import { type CheckpointStore, type Lease, LeaseLost, type ParkedEvent } from "../checkpoints.ts";
import { fresh, same } from "./bench.ts";
import type { Guarantee } from "./guarantee.ts";

/** A store with checkpoints, on the bench. */
export interface CheckpointStoreUnderTest {
  readonly open: () => Promise<StoreWithCheckpoints>;
  /** Another store on the same checkpoints, as another process would have it. */
  readonly openAgain?: ((store: StoreWithCheckpoints) => Promise<StoreWithCheckpoints>) | undefined;
  /** Moves the clock by which leases run out. Default: really waits. */
  readonly passTime?: ((ms: number) => Promise<void>) | undefined;
}

/** What offers checkpoints: usually an event store. */
export interface StoreWithCheckpoints {
  readonly checkpoints: CheckpointStore;
  close(): Promise<void>;
}

interface Bench {
  readonly checkpoints: CheckpointStore;
  readonly others: CheckpointStore;
  /** A name that no other test has used. */
  readonly name: string;
  passTime(ms: number): Promise<void>;
}

function promise(
  guarantee: string,
  run: (bench: Bench) => Promise<void>,
): Guarantee<CheckpointStoreUnderTest> {
  return {
    guarantee,
    async run(subject) {
      const store = await subject.open();
      const other = await subject.openAgain?.(store);
      const passTime = subject.passTime ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
      const others = other?.checkpoints ?? store.checkpoints;
      try {
        await run({ checkpoints: store.checkpoints, others, name: fresh("subscription"), passTime });
      } finally {
        await other?.close();
        await store.close();
      }
    },
  };
}

const long = 60_000;

/** Every promise of a checkpoint store, to be tested one by one. */
export const checkpointGuarantees: readonly Guarantee<CheckpointStoreUnderTest>[] = [
  promise(
    "starts every subscription at 0 and keeps how far it has come",
    async ({ checkpoints, others, name }) => {
      assert.equal(await checkpoints.position(name), 0);
      const lease = await taken(checkpoints, name, "a", long);
      assert.equal(lease.position, 0);
      for (const position of [1, 7, 5_000_000_000]) {
        await checkpoints.save(lease, position);
        assert.equal(await checkpoints.position(name), position);
        assert.equal(await others.position(name), position);
      }
      await checkpoints.release(lease);
      assert.equal((await taken(others, name, "b", long)).position, 5_000_000_000);
    },
  ),

  promise("lets one worker hold a subscription at a time", async ({ checkpoints, others, name }) => {
    const lease = await taken(checkpoints, name, "a", long);
    assert.equal(await checkpoints.acquire(name, { owner: "b", leaseMs: long }), undefined);
    assert.equal(await others.acquire(name, { owner: "c", leaseMs: long }), undefined);
    await checkpoints.save(lease, 3);
    assert.equal(await checkpoints.position(name), 3);
  }),

  promise("gives a subscription to one of many who ask at once", async ({ checkpoints, others, name }) => {
    const asking = Array.from({ length: 10 }, (_, i) =>
      (i % 2 ? others : checkpoints).acquire(name, { owner: `worker-${i}`, leaseMs: long }),
    );
    const given = (await Promise.all(asking)).filter((lease) => lease !== undefined);
    assert.equal(given.length, 1);
  }),

  promise("keeps subscriptions apart by name", async ({ checkpoints, name }) => {
    const one = await taken(checkpoints, name, "a", long);
    const two = await taken(checkpoints, `${name}-2`, "b", long);
    await checkpoints.save(one, 4);
    await checkpoints.park(two, failed(2));
    same([await checkpoints.position(name), await checkpoints.position(`${name}-2`)], [4, 0]);
    same([await checkpoints.parked(name), (await checkpoints.parked(`${name}-2`)).length], [[], 1]);
  }),

  promise("lets a worker renew its lease", async ({ checkpoints, others, name, passTime }) => {
    const first = await taken(checkpoints, name, "a", 300);
    await checkpoints.save(first, 2);
    const renewed = await taken(checkpoints, name, "a", long);
    same([renewed.token, renewed.position], [first.token, 2]);
    await passTime(400);
    assert.equal(await others.acquire(name, { owner: "b", leaseMs: long }), undefined);
    await checkpoints.save(first, 3);
    assert.equal(await others.position(name), 3);
  }),

  promise("hands over when a lease has run out", async ({ checkpoints, others, name, passTime }) => {
    const first = await taken(checkpoints, name, "a", 200);
    await checkpoints.save(first, 6);
    await passTime(300);
    const second = await taken(others, name, "b", long);
    assert.equal(second.position, 6);
    assert.ok(second.token > first.token, "the token did not grow");
  }),

  promise("hands over at once when a lease is given back", async ({ checkpoints, others, name }) => {
    const first = await taken(checkpoints, name, "a", long);
    await checkpoints.release(first);
    const second = await taken(others, name, "b", long);
    assert.ok(second.token > first.token, "the token did not grow");
  }),

  promise("stops a worker that has lost its lease", async ({ checkpoints, others, name, passTime }) => {
    const first = await taken(checkpoints, name, "a", 200);
    await passTime(300);
    const second = await taken(others, name, "b", long);
    await others.save(second, 9);
    await assert.rejects(() => checkpoints.save(first, 4), LeaseLost);
    await assert.rejects(() => checkpoints.park(first, failed(4)), LeaseLost);
    await checkpoints.release(first);
    assert.equal(await checkpoints.acquire(name, { owner: "a", leaseMs: long }), undefined);
    assert.equal(await checkpoints.position(name), 9);
    same(await checkpoints.parked(name), []);
  }),

  promise("stops a worker that has given its lease back", async ({ checkpoints, others, name }) => {
    const lease = await taken(checkpoints, name, "a", long);
    await checkpoints.save(lease, 4);
    await checkpoints.release(lease);
    await assert.rejects(() => checkpoints.save(lease, 7), LeaseLost);
    await assert.rejects(() => others.park(lease, failed(7)), LeaseLost);
    assert.equal(await others.position(name), 4);
    same(await others.parked(name), []);
  }),

  promise(
    "tells a worker's new lease from the one it lost",
    async ({ checkpoints, others, name, passTime }) => {
      const lost = await taken(checkpoints, name, "a", 200);
      await passTime(300);
      await others.release(await taken(others, name, "b", long));
      const again = await taken(checkpoints, name, "a", long);
      assert.ok(again.token > lost.token, "the token did not grow");
      await checkpoints.save(again, 9);
      await assert.rejects(() => checkpoints.save(lost, 4), LeaseLost);
      assert.equal(await checkpoints.position(name), 9);
    },
  ),

  promise("can be taken back, when a log ends earlier than before", async ({ checkpoints, others, name }) => {
    const lease = await taken(checkpoints, name, "a", long);
    await checkpoints.save(lease, 9);
    await checkpoints.save(lease, 4);
    assert.equal(await others.position(name), 4);
  }),

  promise("keeps events that could not be handled, oldest first", async ({ checkpoints, others, name }) => {
    const lease = await taken(checkpoints, name, "a", long);
    await checkpoints.park(lease, failed(12));
    await checkpoints.park(lease, failed(5));
    same(await others.parked(name), [failed(5), failed(12)]);
    const again = { ...failed(5), attempts: 6, error: "Error: still not" };
    await checkpoints.park(lease, again);
    same(await others.parked(name), [again, failed(12)]);
  }),

  promise("takes an event off the list of those set aside", async ({ checkpoints, others, name }) => {
    const lease = await taken(checkpoints, name, "a", long);
    await checkpoints.park(lease, failed(5));
    await checkpoints.park(lease, failed(6));
    await others.unpark(name, 5);
    await others.unpark(name, 5);
    same(await checkpoints.parked(name), [failed(6)]);
  }),
];

async function taken(
  checkpoints: CheckpointStore,
  name: string,
  owner: string,
  leaseMs: number,
): Promise<Lease> {
  const lease = await checkpoints.acquire(name, { owner, leaseMs });
  assert.ok(lease, `${owner} did not get the lease`);
  same([lease.name, lease.owner], [name, owner]);
  return lease;
}

function failed(position: number): ParkedEvent {
  return { position, attempts: 5, error: "TypeError: no such thing", parkedAt: "2022-05-01T08:30:00.000Z" };
}
