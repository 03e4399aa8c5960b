import { nijmegen } from "@wor/variants";
import { expect, test } from "vitest";
import { municipality } from "./municipality.ts";

test("the timeline of a town tells whose path it was, and what happened around it", async () => {
  const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
  const coach = await town.coach("coach-1");
  await town.activity("walking-group", { capacity: 8 });
  const gp = town.gp("practice-a");
  const path = await gp.refers("resident-1");
  await gp.refers("resident-2");
  await coach.drops(path, { reason: "moved", initiator: "circumstance" });
  await gp.refers("resident-1");
  await coach.goesOnLeave({ until: "2026-02-01" });
  await town.coordinator().closesIntake();

  expect(town.timeline).toMatchInlineSnapshot(`
    "2026-01-05 coordinator: coach-1 starts work
    2026-01-05 coordinator: walking-group is offered (walking, room for 8)
    2026-01-05 gp.practice-a (resident-1, referral 6): refers resident-1 for loneliness (phone) → referred.triage
    2026-01-05 gp.practice-a (resident-1, referral 6): judged suitable by the referrer → referred.contacting
    2026-01-05 system (resident-1, referral 6): coach-1 becomes the coach by rule
    2026-01-05 gp.practice-a: refers resident-2 for loneliness (phone) → referred.triage
    2026-01-05 gp.practice-a (resident-2): judged suitable by the referrer → referred.contacting
    2026-01-05 system (resident-2): coach-1 becomes the coach by rule
    2026-01-05 coach-1 (resident-1, referral 6): drops out: moved, by circumstance → dropped.reporting
    2026-01-05 gp.practice-a (resident-1, referral 18): refers resident-1 for loneliness (phone) → referred.triage
    2026-01-05 gp.practice-a (resident-1, referral 18): judged suitable by the referrer → referred.contacting
    2026-01-05 system (resident-1, referral 18): coach-1 becomes the coach by rule
    2026-01-05 coach-1: coach-1 goes on leave until 2026-02-01
    2026-01-05 coach-1 (resident-1, referral 6): coach-1 is no longer the coach: onLeave
    2026-01-05 coach-1 (resident-2): coach-1 is no longer the coach: onLeave
    2026-01-05 coach-1 (resident-1, referral 18): coach-1 is no longer the coach: onLeave
    2026-01-05 coordinator: no new referrals: noCoach (individual)"
  `);
  expect(path.timeline).not.toContain("(resident-1");
});
