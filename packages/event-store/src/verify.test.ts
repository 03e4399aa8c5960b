import { expect, test } from "vitest";
import { z } from "zod";
import { event } from "./conformance/bench.ts";
import { NaiveStore } from "./conformance/faults/naive-store.ts";
import type { SequencedEvent } from "./event-store.ts";
import { inMemoryEventStore } from "./in-memory.ts";
import { verifyLog } from "./verify.ts";

test("a sound log has no findings", async () => {
  const store = inMemoryEventStore();
  await store.append(Array.from({ length: 5 }, () => event()));
  const dataSchema = () => z.object({ channel: z.string() });
  expect(await verifyLog(store, { knownTypes: ["ConversationHeld"], dataSchema })).toEqual([]);
});

test("positions that do not rise are found", async () => {
  expect(await findings(at(2), at(1), at(3), at(3))).toEqual([
    { position: 1, kind: "order", message: "comes after position 2" },
    { position: 3, kind: "order", message: "comes after position 3" },
  ]);
});

test("an id that is there twice is found", async () => {
  const twin = at(1);
  expect(await findings(twin, { ...twin, position: 2 })).toEqual([
    { position: 2, kind: "id", message: "has the id of position 1" },
  ]);
});

test("an event that does not fit the schema is found, without telling what it says", async () => {
  const [finding, ...more] = await findings(at(1, { occurredAt: "yesterday, says A. Person" }));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ position: 1, kind: "schema" });
  expect(finding?.message).toMatch(/^occurredAt: is not an instant/);
  expect(finding?.message).not.toContain("Person");
});

test("data that does not fit its type's schema is found", async () => {
  const store = logOf(at(1, { data: { channel: 5 } }));
  const dataSchema = ({ type }: SequencedEvent) =>
    type === "ConversationHeld" ? z.object({ channel: z.string() }) : undefined;
  expect(await verifyLog(store, { dataSchema })).toMatchObject([{ position: 1, kind: "schema" }]);
});

test("a type that nobody knows is found", async () => {
  const store = logOf(at(1), at(2, { type: "Gone" }));
  expect(await verifyLog(store, { knownTypes: new Set(["ConversationHeld"]) })).toEqual([
    { position: 2, kind: "type", message: "has the unknown type Gone" },
  ]);
});

test("a list of findings does not grow with the log", async () => {
  const store = logOf(...Array.from({ length: 9 }, (_, i) => at(i + 1, { type: "Gone" })));
  expect(await verifyLog(store, { knownTypes: [], mostFindings: 2 })).toEqual([
    { position: 1, kind: "type", message: "has the unknown type Gone" },
    { position: 2, kind: "type", message: "has the unknown type Gone" },
    { position: 2, kind: "more", message: "and 7 more" },
  ]);
});

test("a head without its event is found", async () => {
  const store = logOf(at(1));
  store.head = async () => 9;
  expect(await verifyLog(store)).toMatchObject([{ position: 9, kind: "head" }]);
});

function at(position: number, given: Parameters<typeof event>[0] = {}): SequencedEvent {
  return { ...event(given), position };
}

/** A log that was written without any check. */
function logOf(...events: readonly SequencedEvent[]): NaiveStore {
  const store = new NaiveStore();
  store.log.rows = events.map((each) => ({ event: each, state: "written", ended: Promise.resolve() }));
  return store;
}

function findings(...events: readonly SequencedEvent[]) {
  return verifyLog(logOf(...events));
}
