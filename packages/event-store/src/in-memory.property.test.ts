import fc from "fast-check";
import { expect, test } from "vitest";
import { all, event } from "./conformance/bench.ts";
import { eventAbout, queryItems, topic } from "./conformance/generators.ts";
import { runsOf } from "./conformance/guarantee.ts";
import { type EventStore, everyMunicipality, type Query, type SequencedEvent } from "./event-store.ts";
import { type InMemoryEventStore, inMemoryEventStore } from "./in-memory.ts";
import { matches } from "./matches.ts";

const municipality = fc.constantFrom("m1", "m2");
const appends = fc.array(fc.record({ topic, municipality, command: fc.option(fc.nat({ max: 9 })) }), {
  maxLength: 12,
});
type Appends = typeof appends extends fc.Arbitrary<infer T> ? T : never;

const names: readonly Query["municipality"][] = ["m1", "m2", everyMunicipality];

/** Appends to a store and to the list of what it should hold. */
async function fill(store: EventStore, expected: SequencedEvent[], steps: Appends): Promise<void> {
  for (const { topic, municipality, command } of steps) {
    const commandId = command === null ? undefined : `c-${command}`;
    const known = (each: SequencedEvent) =>
      each.municipality === municipality && each.commandId === commandId;
    const before = commandId === undefined ? [] : expected.filter(known);
    const { outcome, events } = await store.append([eventAbout(topic, { municipality, commandId })]);
    expect(outcome).toBe(before.length ? "repeated" : "appended");
    if (before.length) expect(events).toEqual(before);
    else expected.push(...events);
  }
}

test("a fork and what it was forked from go on without each other", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(appends, { minLength: 3, maxLength: 7 }),
      fc.array(queryItems),
      async (rounds, queries) => {
        const logs: { store: InMemoryEventStore; expected: SequencedEvent[] }[] = [
          { store: inMemoryEventStore(), expected: [] },
        ];
        for (const [i, steps] of rounds.entries()) {
          const log = logs[i % logs.length];
          if (!log) continue;
          await fill(log.store, log.expected, steps);
          logs.push({ store: log.store.fork(), expected: [...log.expected] });
          await fill(log.store, log.expected, steps.slice(0, 3));
        }
        for (const { store, expected } of logs) {
          expect(await store.head()).toBe(expected.at(-1)?.position ?? 0);
          for (const items of [undefined, ...queries])
            for (const name of names) {
              const query: Query = { municipality: name, items };
              expect(await all(store, query)).toEqual(expected.filter((each) => matches(query, each)));
            }
          const [first] = expected;
          if (first)
            await expect(store.append([event({ id: first.id })])).rejects.toThrow(/is in the log already/);
        }
      },
    ),
    { numRuns: runsOf({}, 60) },
  );
});

test("a fork takes checkpoints along, and leaves leases behind", async () => {
  const store = inMemoryEventStore({ now: () => 0 });
  const lease = await store.checkpoints.acquire("letters", { owner: "a", leaseMs: 1_000 });
  if (!lease) throw new Error("the lease was free");
  await store.checkpoints.save(lease, 7);
  const fork = store.fork();
  expect(await fork.checkpoints.acquire("letters", { owner: "b", leaseMs: 1_000 })).toMatchObject({
    position: 7,
  });
  await store.checkpoints.save(lease, 8);
  expect(await fork.checkpoints.position("letters")).toBe(7);
});

test("a fork may use an id that what it was forked from used afterwards, also a fork of a fork", async () => {
  const store = inMemoryEventStore();
  await store.append([event({ id: "before" })]);
  const fork = store.fork();
  await store.append([event({ id: "in the store" })]);
  const second = fork.fork();
  await fork.append([event({ id: "in the fork" })]);
  for (const id of ["in the store", "in the fork"])
    expect((await second.append([event({ id })])).outcome).toBe("appended");
  expect((await fork.append([event({ id: "in the store" })])).outcome).toBe("appended");
  await expect(second.append([event({ id: "before" })])).rejects.toThrow(/is in the log already/);
});
