import { expect, test } from "vitest";
import { momentsAsOf } from "./moments-as-of.ts";
import { testTown } from "./testing/town.ts";

/** Referred on 5 January; talked with on the 12th, which the coach enters on the 20th, when it is accepted too. */
async function lateEntry() {
  const town = await testTown();
  const referral = await town.refers("r1");
  town.clock.at = "2026-01-20T08:00:00.000Z";
  await town.gives("coordinator", { type: "AcceptReferral", referral });
  await town.gives("coach", {
    type: "HoldConversation",
    referral,
    mode: "phone",
    occurredAt: "2026-01-12T10:00:00.000Z",
  });
  const history = await town.engine.history(referral, { actor: { id: "coach-1", role: "coach" } });
  if (!history.ok) throw new Error("no history");
  return { moments: history.moments, now: town.clock.at };
}

test("without a moment to look from, a life is as it is", async () => {
  const { moments, now } = await lateEntry();
  expect(momentsAsOf(moments, { now }).moments).toEqual(moments);
});

test("a life holds what had happened, or what was known, and stands where that led", async () => {
  const { moments, now } = await lateEntry();
  const seen = (asOf: object) => {
    const found = momentsAsOf(moments, { now, asOf });
    return {
      types: found.moments.map((one) => one.event.type),
      place: found.moments.at(-1)?.state.place.lifecycle,
    };
  };
  expect(seen({ occurredBy: "2026-01-15" })).toEqual({
    types: ["ReferralRegistered", "IntakeStarted", "ConversationHeld"],
    place: "intake.conversing",
  });
  expect(seen({ recordedBy: "2026-01-15" })).toEqual({
    types: ["ReferralRegistered"],
    place: "referred.triage",
  });
  expect(seen({ occurredBy: "2026-01-01" })).toEqual({ types: [], place: undefined });
});

test("what is due is measured against the moment looked from", async () => {
  const { moments, now } = await lateEntry();
  expect(momentsAsOf(moments, { now, asOf: { occurredBy: "2026-01-08" } }).moment).toBe(
    "2026-01-08T22:59:59.999Z",
  );
});
