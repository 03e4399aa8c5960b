import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckpointStore } from "./checkpoints.ts";
import { event } from "./conformance/bench.ts";
import { runsOf } from "./conformance/guarantee.ts";
import { inMemoryEventStore } from "./in-memory.ts";
import { runSubscription, type Subscription } from "./subscription.ts";
import { virtualTime } from "./testing/virtual-time.ts";

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ append: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ start: fc.constant(true) }) },
  { weight: 2, arbitrary: fc.record({ stop: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ crash: fc.nat({ max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 4_000 }) }) },
);
/** How many attempts at an event fail, by position, again and again from the start. */
const failures = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3), { minLength: 1, maxLength: 5 });

test("whatever workers come, stop and crash: nothing is lost, and the order holds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), failures, async (steps, failing) => {
      const { time, pass } = virtualTime();
      const store = inMemoryEventStore({ now: time.now });
      const handled: number[] = [];
      const busy = new Set<string>();
      const workers: Worker[] = [];
      let started = 0;
      function start() {
        const owner = `worker-${++started}`;
        let dead = false;
        const checkpoints = mortal(store.checkpoints, () => dead);
        const subscription = runSubscription(store, checkpoints, {
          name: "letters",
          owner,
          query: { municipality: "m1" },
          time,
          maxAttempts: 3,
          batchSize: 3,
          async handle({ position }, { attempt }) {
            if (dead) return never;
            expect([...busy]).toEqual([]);
            busy.add(owner);
            await time.sleep(20, new AbortController().signal);
            busy.delete(owner);
            if (dead) return never;
            if (attempt <= (failing[position % failing.length] ?? 0)) throw new Error("busy");
            handled.push(position);
          },
        });
        workers.push({
          subscription,
          async crash() {
            dead = true;
            busy.delete(owner);
          },
        });
      }
      for (const each of steps) {
        if ("append" in each) await store.append(Array.from({ length: each.append }, () => event()));
        else if ("start" in each) start();
        else if ("pass" in each) await pass(each.pass);
        else if ("crash" in each) await workers.splice(each.crash, 1)[0]?.crash();
        else {
          const stopping = workers.splice(each.stop, 1)[0]?.subscription.stop();
          await pass(1_000);
          await stopping;
        }
      }
      start();
      await store.append([event()]);
      const head = await store.head();
      await pass(60_000);
      expect(await store.checkpoints.position("letters")).toBe(head);

      const poison = Array.from({ length: head }, (_, i) => i + 1).filter(
        (position) => (failing[position % failing.length] ?? 0) >= 3,
      );
      const parked = (await store.checkpoints.parked("letters")).map(({ position }) => position);
      expect(parked).toEqual(poison);
      const first = [...new Set(handled)];
      const all = Array.from({ length: head }, (_, i) => i + 1).filter((each) => !poison.includes(each));
      expect(first).toEqual(all);
      const ending = workers.map(({ subscription }) => subscription.stop());
      await pass(1_000);
      await Promise.all(ending);
    }),
    { numRuns: runsOf({}, 40) },
  );
});

interface Worker {
  readonly subscription: Subscription;
  crash(): Promise<void>;
}

const never = new Promise<never>(() => {});

/** Checkpoints that a dead process can no longer reach. */
function mortal(checkpoints: CheckpointStore, dead: () => boolean): CheckpointStore {
  return {
    acquire: (...given) => (dead() ? never : checkpoints.acquire(...given)),
    save: (...given) => (dead() ? never : checkpoints.save(...given)),
    release: (...given) => (dead() ? never : checkpoints.release(...given)),
    position: (...given) => (dead() ? never : checkpoints.position(...given)),
    park: (...given) => (dead() ? never : checkpoints.park(...given)),
    parked: (...given) => (dead() ? never : checkpoints.parked(...given)),
    unpark: (...given) => (dead() ? never : checkpoints.unpark(...given)),
  };
}
