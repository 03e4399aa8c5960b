import { expect, test } from "vitest";
import { z } from "zod";
import { about, all, delivered, event } from "./conformance/bench.ts";
import { AppendConditionFailed } from "./errors.ts";
import { inMemoryEventStore } from "./in-memory.ts";
import { BrokenChain, UpcastFailed, upcaster, upcastWith, withUpcasters } from "./upcasters.ts";

const viaToChannel = upcaster({
  type: "ConversationHeld",
  from: 1,
  data: z.object({ via: z.string() }),
  up: ({ via }) => ({ channel: via }),
});
const withMinutes = upcaster({
  type: "ConversationHeld",
  from: 2,
  data: z.object({ channel: z.string() }),
  up: ({ channel }) => ({ channel, minutes: null }),
});
const renamed = upcaster({
  type: "ConversationHeld",
  from: 3,
  becomes: "ContactMade",
  data: z.object({ channel: z.string(), minutes: z.number().nullable() }),
  up: (data) => data,
});
const chain = [withMinutes, viaToChannel];
const query = { municipality: "m1" };

async function logOf(...versions: readonly (readonly [number, { readonly [key: string]: unknown }])[]) {
  const store = inMemoryEventStore();
  for (const [schemaVersion, data] of versions) await store.append([event({ schemaVersion, data })]);
  return store;
}

test("readers see every version of an event as the current one, and how it was stored", async () => {
  const store = withUpcasters(
    await logOf([1, { via: "phone" }], [2, { channel: "home" }], [3, { channel: "walk", minutes: 20 }]),
    chain,
  );
  const events = await all(store, query);
  expect(events).toMatchObject([
    { data: { channel: "phone", minutes: null }, schemaVersion: 3, stored: { schemaVersion: 1 } },
    { data: { channel: "home", minutes: null }, schemaVersion: 3, stored: { schemaVersion: 2 } },
    { data: { channel: "walk", minutes: 20 }, schemaVersion: 3 },
  ]);
  expect(events[2]).not.toHaveProperty("stored");
});

test("subscribers, repeated commands and conflicts show the current version too", async () => {
  const log = inMemoryEventStore();
  await log.append([event({ data: { via: "phone" }, commandId: "c-1" })]);
  const store = withUpcasters(log, chain);
  const current = { schemaVersion: 3, data: { channel: "phone", minutes: null } };
  const bench = { store, subject: { open: async () => store }, other: async () => store };
  expect(await delivered(bench, query, 1)).toMatchObject([current]);
  const again = event({ schemaVersion: 3, commandId: "c-1" });
  expect(await store.append([again])).toMatchObject({ outcome: "repeated", events: [current] });
  const condition = { failIfEventsMatch: about("referral:1") };
  const conflict = await store
    .append([event({ schemaVersion: 3 })], condition)
    .catch((error: unknown) => error);
  expect(conflict).toBeInstanceOf(AppendConditionFailed);
  expect(conflict).toMatchObject({ condition, matched: [current] });
});

test("an event that changed its name is found under the new one, also by conditions", async () => {
  const log = await logOf([1, { via: "phone" }], [3, { channel: "walk", minutes: 20 }]);
  const store = withUpcasters(log, [renamed, ...chain]);
  const items = [{ types: ["ContactMade"] }];
  const stored = { type: "ConversationHeld", schemaVersion: 1 };
  expect(await all(store, { ...query, items })).toMatchObject([
    { type: "ContactMade", schemaVersion: 4, stored },
    { type: "ContactMade", schemaVersion: 4 },
  ]);
  const mine = event({ type: "ContactMade", schemaVersion: 4, data: { channel: "home", minutes: 5 } });
  const failIfEventsMatch = { ...query, items };
  await expect(store.append([mine], { failIfEventsMatch })).rejects.toThrow(AppendConditionFailed);
  await store.append([mine], { failIfEventsMatch, after: 2 });
  expect(await all(store, { ...query, items })).toHaveLength(3);
});

test("who subscribes to an event by its new name is told of it under the earlier one too", async () => {
  const log = await logOf([1, { via: "phone" }], [3, { channel: "walk", minutes: 20 }]);
  const store = withUpcasters(log, [renamed, ...chain]);
  const bench = { store, subject: { open: async () => store }, other: async () => store };
  const asked = { ...query, items: [{ types: ["ContactMade"] }] };
  expect(await delivered(bench, asked, 2)).toMatchObject([{ type: "ContactMade" }, { type: "ContactMade" }]);
});

test("a chain with a hole, or with two ways to go, is refused when it is made", () => {
  const store = inMemoryEventStore();
  expect(() => withUpcasters(store, [withMinutes])).toThrow(
    /No upcaster leads to ConversationHeld version 2/,
  );
  expect(() => withUpcasters(store, [viaToChannel, renamed])).toThrow(/is one from 2 missing/);
  expect(() => upcastWith([viaToChannel, viaToChannel])).toThrow(BrokenChain);
  const astray = upcaster({
    type: "ConversationHeld",
    from: 1,
    becomes: "Other",
    data: z.unknown(),
    up: () => ({}),
  });
  expect(() => upcastWith([astray, withMinutes])).toThrow(BrokenChain);
});

test("an event that is not what its version says is an error that names the place and nothing else", async () => {
  const store = withUpcasters(await logOf([1, { via: 31_415 }]), chain);
  await expect(all(store, query)).rejects.toThrow(UpcastFailed);
  await expect(all(store, query)).rejects.toThrow(
    "The ConversationHeld at position 1 is not a version 1: see data.via",
  );
});

test("an event newer than the code is an error, not a guess", async () => {
  const store = withUpcasters(await logOf([9, { channel: "mail" }]), chain);
  await expect(all(store, query)).rejects.toThrow(UpcastFailed);
});

test("nobody writes an old version any more", async () => {
  const store = withUpcasters(inMemoryEventStore(), [renamed, ...chain]);
  const old = { type: "ContactMade", schemaVersion: 3 };
  await expect(store.append([event(old)])).rejects.toThrow(
    /events\[0\]\.schemaVersion: is 3; the current one is 4/,
  );
  await expect(store.append([event()])).rejects.toThrow(/events\[0\]\.type: is called ContactMade now/);
  await store.append([event({ ...old, schemaVersion: 4 })]);
  expect(await all(store, query)).toHaveLength(1);
});

test("events without upcasters pass as they are", async () => {
  const store = withUpcasters(inMemoryEventStore(), chain);
  const { events } = await store.append([event({ type: "CoachAssigned", schemaVersion: 7 })]);
  expect(await all(store, query)).toEqual(events);
});
