import { describe, expect, test } from "vitest";
import { type Given, given } from "../testing/specification.ts";

const waiting = ["ReferralRegistered", "ReferralAccepted", "CoachRegistered"] as const;

describe("assigning a coach", () => {
  test("a coach takes a resident on", () => {
    given(...waiting)
      .when("AssignCoach")
      .leadsTo(["CoachAssigned", { coach: "coach-1", resident: "resident-1", how: "byHand" }]);
  });

  test("from one coach to another is one step: nobody is without a coach in between", () => {
    given(...waiting, "CoachAssigned", ["CoachRegistered", { coach: "coach-2" }])
      .when("AssignCoach", { coach: "coach-2", because: "moved" })
      .leadsTo(
        ["CoachReleased", { coach: "coach-1", reason: "moved" }],
        ["CoachAssigned", { coach: "coach-2", because: "moved" }],
      );
  });

  test("a coach nobody knows takes nobody on", () => {
    given("ReferralRegistered").when("AssignCoach").isRefused("unknown-coach", { coach: "coach-1" });
  });

  test("a coach who left takes nobody on", () => {
    given(...waiting, "CoachDeparted")
      .when("AssignCoach")
      .isRefused("coach-departed");
  });

  test("a coach on leave takes nobody on", () => {
    given(...waiting, "CoachWentOnLeave")
      .when("AssignCoach")
      .isRefused("coach-on-leave");
  });

  test("an untrained coach takes nobody on where training is required", () => {
    const untrained = given("ReferralRegistered", ["CoachRegistered", { trained: false }]);
    untrained
      .under({ coach: { trainingRequired: true } })
      .when("AssignCoach")
      .isRefused("coach-not-trained");
    untrained.when("AssignCoach").leadsTo("CoachAssigned");
  });

  test("a full coach takes nobody on", () => {
    const other = { referral: "referral-2", resident: "resident-2" };
    const busy = given(...waiting, ["ReferralRegistered", other], ["CoachAssigned", other]);
    busy
      .under({ coach: { maxCaseload: 1 } })
      .when("AssignCoach")
      .isRefused("coach-full", { caseload: 1, capacity: 1 });
    busy.when("AssignCoach").leadsTo("CoachAssigned");
  });

  test("a coach's own maximum counts before the municipality's", () => {
    given("ReferralRegistered", ["CoachRegistered", { maxCaseload: 0 }])
      .when("AssignCoach")
      .isRefused("coach-full");
  });

  test("the coach a resident has is not assigned again", () => {
    given(...waiting, "CoachAssigned")
      .when("AssignCoach")
      .isRefused("coach-already-assigned");
  });
});

describe("releasing a coach", () => {
  test("the resident waits in sight for another", () => {
    given(...waiting, "CoachAssigned")
      .when("ReleaseCoach", { reason: "no-click" })
      .leadsTo(["CoachReleased", { coach: "coach-1", reason: "no-click" }]);
  });

  test("who gave the resident back is remembered, unless it was out of need or they come together again", () => {
    const gaveBack = (...facts: readonly Given[]) =>
      given(...waiting, "CoachAssigned", ...facts)
        .when("RecordContactAttempt")
        .leadsTo("ContactAttempted")
        .referrals()[0]?.record.coach.gaveBack;
    expect(gaveBack(["CoachReleased", { reason: "no-click" }])).toEqual(["coach-1"]);
    expect(gaveBack(["CoachReleased", { reason: "onLeave" }])).toBeUndefined();
    expect(gaveBack(["CoachReleased", { reason: "no-click" }], "CoachAssigned")).toEqual([]);
  });

  test("without a coach there is nobody to release", () => {
    given(...waiting)
      .when("ReleaseCoach")
      .isRefused("not-in-this-state");
  });
});
