import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { accepted, dropped, guided } from "../testing/ways.ts";

const decisionTree = [
  {
    code: "mild",
    ask: { nl: "Licht?", en: "Mild?" },
    yes: "suitable" as const,
    no: { redirectTo: "broad-basic-care" },
  },
];

describe("judging whether it fits", () => {
  test("who judges accepts", () => {
    given("ReferralRegistered")
      .under({ triage: { by: "coach" } })
      .when("AcceptReferral")
      .by("coach")
      .leadsTo(["ReferralAccepted", { by: "coach" }]);
  });

  test("another organisation may have screened first", () => {
    given("ReferralRegistered")
      .under({ triage: { by: "coordinator" } })
      .when("AcceptReferral", { screenedBy: "home-care-1" })
      .by("coordinator")
      .leadsTo(["ReferralAccepted", { by: "coordinator", screenedBy: "home-care-1" }]);
  });

  test("who does not judge here does not accept", () => {
    given("ReferralRegistered")
      .under({ triage: { by: "coordinator" } })
      .when("AcceptReferral")
      .by("coach")
      .isRefused("not-your-judgement", { judge: "coordinator" });
  });

  test("the judge follows the decision tree", () => {
    given("ReferralRegistered")
      .under({ triage: { by: "coach", decisionTree } })
      .when("AcceptReferral", { answers: { mild: false } })
      .by("coach")
      .isRefused("tree-says-no", { redirectTo: "broad-basic-care" });
  });

  test("what was accepted is not accepted again", () => {
    given(...accepted)
      .when("AcceptReferral")
      .by("coach")
      .isRefused("not-in-this-state");
  });

  test("who is referred elsewhere ends here with the other approach named, and the referrer is told", () => {
    const town = given("ReferralRegistered")
      .under({ triage: { by: "coach" } })
      .when("DropReferral", { reason: "otherApproach", initiator: "service", onwardTo: "broad-basic-care" })
      .by("coach")
      .leadsTo(["ReferralDropped", { phase: "referred", onwardTo: "broad-basic-care" }]);
    expect(town.referrals()[0]?.place.feedback).toBe("owed");
  });
});

describe("not now, come back on", () => {
  test("the wrong moment is no refusal: the referral waits for a day", () => {
    given(...guided)
      .when("PostponeReferral", { until: "2024-05-01", reason: "holiday" })
      .leadsTo(["ReferralPostponed", { until: "2024-05-01", reason: "holiday" }]);
  });

  test("a day that has come is no day to come back on", () => {
    for (const until of ["2024-03-10", "2024-03-11"]) {
      given(...guided)
        .when("PostponeReferral", { until })
        .isRefused("date-has-passed", { date: until });
    }
  });

  test("nobody is put out of sight: a day beyond the longest pause is refused", () => {
    given(...guided)
      .when("PostponeReferral", { until: "2199-05-01" })
      .isRefused("too-far-off", { latest: "2024-06-11" });
  });

  test("postponing again and again is refused", () => {
    const often = given(...guided, "ReferralPostponed", "ReferralTakenUpAgain", "ReferralPostponed");
    often.when("PostponeReferral").isRefused("postponed-too-often", { times: 2 });
    given(...guided, "ReferralPostponed")
      .when("PostponeReferral")
      .leadsTo("ReferralPostponed");
  });

  test("postponing what nobody has judged yet is for the judge", () => {
    const unjudged = given("ReferralRegistered").under({ triage: { by: "coordinator" } });
    unjudged.when("PostponeReferral").by("coach").isRefused("not-your-judgement");
    unjudged.when("PostponeReferral").by("coordinator").leadsTo("ReferralPostponed");
  });

  test("postponing is no way around the decision tree", () => {
    const unjudged = given("ReferralRegistered").under({ triage: { by: "coach", decisionTree } });
    unjudged.when("PostponeReferral").by("coach").isRefused("question-unanswered");
    unjudged
      .when("PostponeReferral", { answers: { mild: false } })
      .by("coach")
      .isRefused("tree-says-no");
    unjudged
      .when("PostponeReferral", { answers: { mild: true } })
      .by("coach")
      .leadsTo("ReferralPostponed");
    given(...guided)
      .under({ triage: { by: "coach", decisionTree } })
      .when("PostponeReferral")
      .leadsTo("ReferralPostponed");
  });

  test("the day has come, or sooner: contact is sought again, and an appointment of before no longer holds", () => {
    const town = given(
      ["ReferralRegistered", { handover: "appointment", appointmentAt: "2024-03-06T10:00:00.000Z" }],
      "ReferralAccepted",
      "ReferralPostponed",
    )
      .when("TakeUpReferralAgain")
      .leadsTo("ReferralTakenUpAgain");
    expect(town.referrals()[0]?.place.lifecycle).toBe("referred.contacting");
    expect(town.referrals()[0]?.record.appointmentAt).toBeUndefined();
  });

  test("what ended is not postponed", () => {
    given(...dropped)
      .when("PostponeReferral")
      .isRefused("not-in-this-state");
  });
});
