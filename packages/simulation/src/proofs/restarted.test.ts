import { setTimeout as sleep } from "node:timers/promises";
import { noticesOf, runOutbox } from "@wor/engine";
import {
  type CheckpointStore,
  type EventStore,
  exportLog,
  importLog,
  inMemoryEventStore,
  realTime,
  type SequencedEvent,
} from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import { Crash, crashing } from "../generators/interleaving.ts";
import { eventsOf } from "../testing/log.ts";
import { as, engines, must, registered, registration } from "../testing/plain-town.ts";
import { runs } from "../testing/runs.ts";

/** Two who wait for a coach, one in an activity that stopped and one on the list of a place that came free; a week later. */
async function muchToDo() {
  const store = inMemoryEventStore();
  const { one, clock } = engines(1, store);
  const does = (command: CommandInput) => must(one(0), command);
  for (const activity of ["choir", "walking"])
    await does({ type: "OfferActivity", activity, kind: "outing", capacity: 1 });
  const [first = "", second = "", third = "", fourth = ""] = await Promise.all(
    ["r1", "r2", "r3", "r4"].map((resident, i) => registered(one(0), resident, i % 3)),
  );
  for (const referral of [first, second, third])
    await does({ type: "HoldConversation", referral, mode: "phone" });
  await does({ type: "MatchActivity", referral: first, activity: "choir" });
  await does({ type: "MatchActivity", referral: second, activity: "walking" });
  await does({ type: "JoinWaitingList", referral: third, activity: "walking" });
  await does({ type: "ReturnToMatching", referral: second, reason: "noClick" });
  await does({ type: "StopActivity", activity: "choir", reason: "noLeader" });
  await does({ type: "RegisterCoach", coach: "coach-1", maxCaseload: 3 });
  await does({ type: "DropReferral", referral: fourth, reason: "moved", initiator: "resident" });
  clock.at = "2026-01-24T09:00:00.000Z";
  return { store, at: clock.at, ended: fourth };
}

/** A process that reacts and minds the deadlines on a log. */
async function minds(store: EventStore, at: string): Promise<void> {
  const { one, clock } = engines(1, store);
  clock.at = at;
  await one(0).runReactions();
  await one(0).runDue();
}

/** By turns, and both with more patience. */
const fates = (turn: number) =>
  (["crashBefore", "crashAfter"] as const).filter((_, i) => runs(1) > 1 || i === turn % 2);

const told = (events: readonly SequencedEvent[]) =>
  events.map(({ type, data, commandId }) => JSON.stringify([type, data, commandId]));

describe("what follows by itself", () => {
  test("is done once when a process goes down at any append, before or after writing, and another starts", async () => {
    const { store, at } = await muchToDo();
    const before = await store.head();
    const whole = store.fork();
    await minds(whole, at);
    const expected = told(await eventsOf(whole, "plain"));
    const appends = new Set((await eventsOf(whole, "plain")).slice(before).map(({ commandId }) => commandId));
    expect(appends.size).toBeGreaterThan(6);

    for (let last = 0; last < appends.size; last += 1)
      for (const fate of fates(last)) {
        const log = store.fork();
        let count = 0;
        // Once it is down it writes nothing more.
        const down = crashing(log, () =>
          count++ < last ? "fine" : count === last + 1 ? fate : "crashBefore",
        );
        await expect(minds(down, at)).rejects.toThrow(/went down/);

        await minds(log, at);

        expect(told(await eventsOf(log, "plain")).toSorted()).toEqual(expected.toSorted());
      }
  });

  test("is done once when it runs again, in a process that knows nothing of the first", async () => {
    const { store, at } = await muchToDo();
    await minds(store, at);
    const head = await store.head();
    await minds(store, at);
    expect(await store.head()).toBe(head);
  });
});

test("a log that is moved to another store is gone on with as if it had always been there", async () => {
  const { store, at } = await muchToDo();
  const given = { ...as("coordinator"), commandId: "once" };
  await engines(1, store).one(0).execute(registration("r5"), given);
  const moved = inMemoryEventStore();
  await importLog(moved, exportLog(store), { batchSize: 3 });

  for (const one of [store, moved]) await minds(one, at);

  expect(told(await eventsOf(moved, "plain"))).toEqual(told(await eventsOf(store, "plain")));
  const { one } = engines(1, moved);
  expect(await one(0).execute(registration("r5"), given)).toMatchObject({ ok: true, repeated: true });
  expect(await one(0).execute(registration("r2"), as("coordinator"))).toMatchObject({
    rejection: { code: "referral-already-open" },
  });
});

test("what is owed to the outside is told under one key each, wherever a process goes down, and in order", async () => {
  const { store, at, ended } = await muchToDo();
  await minds(store, at);
  await must(engines(1, store).one(0), {
    type: "GiveFeedback",
    referral: ended,
    message: "stopped",
    via: "system",
  });
  await minds(store, "2026-02-10T09:00:00.000Z");
  const referralOf = new Map<string, unknown>();
  for (const event of await eventsOf(store, "plain"))
    for (const [i, { referral }] of noticesOf(event).entries())
      referralOf.set(`post/${event.id}/${i}`, referral);
  const owed = [...referralOf.keys()];
  expect(owed.length).toBeGreaterThan(3);
  /** With a first process that goes down at its call number `last`; answers how many calls it made. */
  async function goesDownAt(last: number): Promise<number> {
    const log = store.fork();
    const delivered: string[] = [];
    let calls = 0;
    let survives = false;
    const isDead = () => !survives && calls > last;
    const start = (owner: string, isDown: () => boolean) =>
      runOutbox(log, mortal(log.checkpoints, isDown), {
        name: "post",
        owner,
        query: { municipality: "plain" },
        messages: noticesOf,
        async deliver({ key }) {
          if (isDown()) await never;
          delivered.push(key);
          // Arrived, and the answer is lost.
          if (delivered.length % 3 === 0) throw new Crash("no answer");
        },
        backoffMs: () => 0,
        leaseMs: 60,
        everyMs: 2,
        maxAttempts: 50,
        // The dead do not look at the clock either.
        time: {
          now: realTime.now,
          sleep: (ms, signal) => (owner === "first" && isDead() ? never : realTime.sleep(ms, signal)),
        },
      });
    const first = start("first", () => {
      calls += 1;
      return isDead();
    });
    const second = start("second", () => false);
    await second.reached(await log.head());
    while ((await second.waiting()).length > 0) await sleep(5);
    await second.stop();
    survives = calls <= last;
    if (survives) await first.stop();
    expect(delivered.filter((key) => !owed.includes(key))).toEqual([]);
    for (const about of new Set(owed.map((key) => referralOf.get(key))))
      expect([...new Set(delivered)].filter((key) => referralOf.get(key) === about)).toEqual(
        owed.filter((key) => referralOf.get(key) === about),
      );
    return calls;
  }
  const calls = await goesDownAt(1_000);
  expect(calls).toBeGreaterThan(owed.length);
  await Promise.all(Array.from({ length: calls }, (_, last) => goesDownAt(last)));
});

const never = new Promise<never>(() => {});

/** Checkpoints that a dead process can no longer reach. */
const mortal = (checkpoints: CheckpointStore, isDown: () => boolean): CheckpointStore => ({
  acquire: (...given) => (isDown() ? never : checkpoints.acquire(...given)),
  save: (...given) => (isDown() ? never : checkpoints.save(...given)),
  release: (...given) => (isDown() ? never : checkpoints.release(...given)),
  position: (...given) => (isDown() ? never : checkpoints.position(...given)),
  park: (...given) => (isDown() ? never : checkpoints.park(...given)),
  parked: (...given) => (isDown() ? never : checkpoints.parked(...given)),
  unpark: (...given) => (isDown() ? never : checkpoints.unpark(...given)),
});
