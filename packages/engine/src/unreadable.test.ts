import { inMemoryEventStore, type NewEvent } from "@wor/event-store";
import { describe, expect, test } from "vitest";
import { createEngine } from "./engine.ts";
import { differently, testTown, variant } from "./testing/town.ts";

/** A fact that this release cannot read, about somebody who is referred. */
const ofANewerRelease = (tag: NewEvent["tags"][number], data: NewEvent["data"]): NewEvent => ({
  id: `newer-${tag}`,
  type: tag.startsWith("coach:") ? "CoachChanged" : "CheckedIn",
  schemaVersion: 99,
  data,
  tags: [tag],
  municipality: variant.municipality,
  occurredAt: "2026-01-05T08:00:00.000Z",
  recordedAt: "2026-01-05T08:00:00.000Z",
  actor: { id: "system", role: "system" },
});

const types = async (store: ReturnType<typeof testTown>["store"], referral: string) => {
  const events = [];
  const items = [{ tags: [`referral:${referral}`] as const }];
  for await (const batch of store.read({ municipality: variant.municipality, items })) events.push(...batch);
  return events.map(({ type }) => type);
};

describe("one resident whose record cannot be read", () => {
  test("keeps no other from what time and the rules call for, and is told of every time", async () => {
    const { engine, store, refers, gives, clock } = testTown();
    const unreadable = await refers("resident-1");
    const other = await refers("resident-2");
    await store.append([ofANewerRelease(`referral:${unreadable}`, { referral: unreadable })]);
    clock.at = "2026-01-20T08:00:00.000Z";
    await expect(engine.runDue()).rejects.toThrow("CheckedIn at position 5 has version 99");
    expect(await types(store, other)).toContain("StepEscalated");
    await gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
    await expect(engine.runReactions()).rejects.toThrow("CheckedIn at position 5 has version 99");
    expect(await types(store, other)).toContain("CoachAssigned");
    await expect(engine.runDue()).rejects.toThrow("version 99");
    const open = await engine.openReferrals({ actor: { id: "c", role: "coordinator" } });
    expect(open.ok && open.referrals.map(({ state }) => state.record.resident).toSorted()).toEqual([
      "resident-1",
      "resident-2",
    ]);
  });

  test("keeps no other waiting when it is the writing that fails", async () => {
    const { store, refers, clock } = testTown({ store: inMemoryEventStore() });
    const stuck = await refers("resident-1");
    const other = await refers("resident-2");
    clock.at = "2026-01-20T08:00:00.000Z";
    const failing = differently(store, {
      append: async (events, condition) => {
        if (events[0]?.data.referral === stuck) throw new Error("this one cannot be written");
        return store.append(events, condition);
      },
    });
    const engine = createEngine({ store: failing, variants: [variant], clock });
    await expect(engine.runDue()).rejects.toThrow("this one cannot be written");
    expect(await types(store, other)).toContain("StepEscalated");
  });
});

test("a coach who cannot be read is given nobody, and keeps nobody from another coach", async () => {
  const { engine, store, refers, gives } = testTown();
  await gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
  await store.append([ofANewerRelease("coach:coach-1", { coach: "coach-1" })]);
  const referral = await refers("resident-1");
  await gives("coordinator", { type: "RegisterCoach", coach: "coach-2" });
  await expect(engine.runReactions()).rejects.toThrow("CoachChanged at position 2 has version 99");
  expect(await engine.referral(referral, { actor: { id: "c", role: "coordinator" } })).toMatchObject({
    state: { record: { coach: { id: "coach-2" } } },
  });
});

test("a log that does not work at all is not asked a thousand times", async () => {
  const { store, refers, clock } = testTown({ store: inMemoryEventStore() });
  for (let i = 0; i < 30; i += 1) await refers(`resident-${i}`);
  clock.at = "2026-01-20T08:00:00.000Z";
  let asked = 0;
  const down = differently(store, {
    append: async () => {
      asked += 1;
      throw new Error("the disk is full");
    },
  });
  const engine = createEngine({ store: down, variants: [variant], clock });
  await expect(engine.runDue()).rejects.toThrow("the disk is full");
  expect(asked).toBe(10);
});
