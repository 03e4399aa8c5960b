import { describe, expect, test } from "vitest";
import { exampleVariant } from "../testing/example-town.ts";
import { type Given, given } from "../testing/specification.ts";
import { guided, inIntake, participating } from "../testing/ways.ts";
import { deadlines } from "./deadlines.ts";

const dueAt = "2024-03-18T09:00:00.000Z";

describe("agreeing on another day", () => {
  test("the step is due on that day, and reminders and escalation follow it", () => {
    const town = given(...guided)
      .when("RescheduleStep", { to: "2024-03-25", reason: "on-holiday" })
      .leadsTo(["StepRescheduled", { dueAt, to: "2024-03-24T23:00:00.000Z" }]);
    const [referral] = town.referrals();
    const steps = referral && deadlines(referral, exampleVariant());
    expect(steps?.find(({ kind }) => kind === "makeFirstContact")).toMatchObject({
      dueAt: "2024-03-24T23:00:00.000Z",
      remindAt: "2024-03-22T23:00:00.000Z",
      escalation: { at: "2024-03-24T23:00:00.000Z" },
    });
  });

  test("again, or sooner after all", () => {
    const once = given(...guided, "StepRescheduled");
    const town = once
      .when("RescheduleStep", { dueAt: "2024-03-24T23:00:00.000Z", to: "2024-03-12" })
      .leadsTo("StepRescheduled");
    const [referral] = town.referrals();
    expect(referral && deadlines(referral, exampleVariant())[0]?.dueAt).toBe("2024-03-11T23:00:00.000Z");
  });

  test("holds for this time, not for the next", () => {
    const talked = ["ConversationHeld", {}, "2024-03-08T09:00:00.000Z"] as const;
    const put = ["StepRescheduled", { step: "talkOrMatch", dueAt: "2024-04-01T08:00:00.000Z" }] as const;
    const town = given(...inIntake, put, talked)
      .when("MakeSideReferral")
      .leadsTo("SideReferralMade");
    const [referral] = town.referrals();
    expect(
      referral && deadlines(referral, exampleVariant()).find(({ kind }) => kind === "talkOrMatch")?.dueAt,
    ).toBe("2024-04-05T08:00:00.000Z");
  });

  test.each([
    ["postponed", guided, "ReferralPostponed", "takeUpAgain"],
    ["put on hold", inIntake, "IntakePutOnHold", "takeUpIntakeAgain"],
    ["paused", participating, "ParticipationPaused", "reviewPause"],
  ] as const)("gives way to a day for which it is %s since", (_, before, putOff, step) => {
    const until = (day: string) => [putOff, { until: day }] as const;
    const agreed = [
      "StepRescheduled",
      { step, dueAt: "2024-04-07T22:00:00.000Z", to: "2024-04-21T22:00:00.000Z" },
    ] as const;
    const dueNow = (...facts: readonly Given[]) => {
      const [referral] = given(...before, until("2024-04-08"), agreed, ...facts)
        .when("MakeSideReferral")
        .leadsTo("SideReferralMade")
        .referrals();
      return referral && deadlines(referral, exampleVariant()).find(({ kind }) => kind === step)?.dueAt;
    };
    expect(dueNow()).toBe("2024-04-21T22:00:00.000Z");
    expect(dueNow(until("2024-04-08"))).toBe("2024-04-07T22:00:00.000Z");
    const later = { ...agreed[1], dueAt: "2024-04-21T22:00:00.000Z", to: "2024-04-28T22:00:00.000Z" };
    expect(dueNow(until("2024-04-22"), ["StepRescheduled", later])).toBe("2024-04-28T22:00:00.000Z");
  });

  test("not what is not open, not on a day that has come, and not for ever", () => {
    given(...guided)
      .when("RescheduleStep", { step: "checkIn" })
      .isRefused("step-not-due");
    given(...guided)
      .when("RescheduleStep", { to: "2024-03-11" })
      .isRefused("date-has-passed");
    given(...guided)
      .when("RescheduleStep", { to: "2024-06-12" })
      .isRefused("too-far-off", { latest: "2024-06-11" });
  });
});
