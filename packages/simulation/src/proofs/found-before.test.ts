import { inMemoryEventStore } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import { eventsOf } from "../testing/log.ts";
import { changed, leftBelow, manyHands } from "../testing/many-hands.ts";
import { registration } from "../testing/plain-town.ts";

/** What the proofs found, cut down to the few steps that matter. */
function town() {
  const store = inMemoryEventStore();
  const hands = manyHands(store);
  const does = async (command: CommandInput, hand = 1) => {
    const executed = await hands.execute(hand, command);
    if (!executed.ok) throw new Error(`${command.type}: ${executed.rejection.message.en}`);
    return executed.state?.record.id ?? "";
  };
  const refuses = async (command: CommandInput) => {
    const executed = await hands.execute(1, command);
    return executed.ok ? "done" : executed.rejection.code;
  };
  const days = (count: number) => {
    hands.clock.at += count * 86_400_000;
  };
  return { ...hands, store, does, refuses, days };
}

const drop = (referral: string): CommandInput => ({
  type: "DropReferral",
  referral,
  reason: "moved",
  initiator: "resident",
});

describe("two pseudonyms that turned out to be one resident, when all that was open has ended,", () => {
  async function merged() {
    const here = town();
    const { does } = here;
    const kept = await does(registration("p1"));
    const double = await does(registration("p2", 1));
    await does({ ...drop(double), reason: "duplicate", mergedInto: kept } as CommandInput);
    await does(drop(kept));
    return { ...here, kept, double };
  }

  test.each([
    ["p1", "p2"],
    ["p2", "p1"],
  ])("are still one: who comes back as %s is not registered as %s as well", async (first, second) => {
    const { does, refuses } = await merged();
    await does(registration(first));
    expect(await refuses(registration(second, 1))).toBe("referral-already-open");
  });

  test("are still one for who wants to go on with the referral that was kept", async () => {
    const { does, refuses, kept } = await merged();
    await does(registration("p2"));
    expect(await refuses({ type: "ReopenReferral", referral: kept, reason: "back" })).toBe(
      "referral-already-open",
    );
  });

  test("and a third that one of them was merged into, are all found", async () => {
    const { does, refuses } = await merged();
    const kept = await does(registration("p3"));
    const double = await does(registration("p2", 1));
    await does({ ...drop(double), reason: "duplicate", mergedInto: kept } as CommandInput);
    expect(await refuses(registration("p1"))).toBe("referral-already-open");
  });
});

test("a resident is found by a process that is two keys behind, through the referral between", async () => {
  const { does, refuses } = town();
  await does(drop(await does({ ...registration("key-2"), formerResident: "key-1" } as CommandInput)));
  await does({ ...registration("key-3"), formerResident: "key-2" } as CommandInput);
  expect(await refuses(registration("key-1"))).toBe("referral-already-open");
});

test("a step that rose under rules that were changed and changed back rises again", async () => {
  const { does, at, store, days, clock, ...hands } = town();
  const referral = await does(registration("p1"), 0);
  const to = (version: number) => does({ type: "MigrateVariant", referral, to: { id: "plain", version } });
  days(20);
  await at(1).runDue();
  await to(changed.version);
  days(20);
  await at(1).runDue();
  await to(1);

  await at(1).runDue();

  expect(await leftBelow({ ...hands, at, clock }, store)).toEqual([]);
});

test("what was taken up again is taken up once more, where another clock still had the day before it", async () => {
  const { does, at, store, clock } = town();
  const referral = await does(registration("p1"), 0);
  const postponed: CommandInput = {
    type: "PostponeReferral",
    referral,
    until: "2026-02-02",
    reason: "later",
  };
  await does(postponed);
  clock.at = Date.parse("2026-02-01T22:55:00.000Z");
  await at(2).runDue();
  await does(postponed, 0);
  clock.at = Date.parse("2026-02-01T23:30:00.000Z");

  await at(1).runDue();

  const types = (await eventsOf(store, "plain")).map(({ type }) => type);
  expect(types.filter((type) => type === "ReferralTakenUpAgain")).toHaveLength(2);
});
