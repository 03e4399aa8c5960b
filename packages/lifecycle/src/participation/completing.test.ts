import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { matched, participating } from "../testing/ways.ts";

describe("completing", () => {
  test("what was hoped for is reached: the places are free and the referrer is to be told", () => {
    const town = given(...participating)
      .when("CompleteParticipation", { outcome: "goesOnAlone" })
      .leadsTo(["ParticipationCompleted", { outcome: "goesOnAlone" }]);
    const [referral] = town.referrals();
    expect(referral?.place).toMatchObject({ lifecycle: "feedback.reporting", feedback: "owed" });
    expect(referral?.record.enrolments[0]?.status).toBe("ended");
  });

  test("who referred themselves is done at once, with the reason why nobody is told", () => {
    given(...participating, [
      "ConsentChanged",
      { consent: { referral: true, contact: true, feedback: false } },
    ])
      .when("CompleteParticipation")
      .leadsTo("ParticipationCompleted", ["FeedbackImpossible", { moments: ["end"] }], "ReferralClosed");
  });

  test("nobody completes who has not begun", () => {
    given(...matched)
      .when("CompleteParticipation")
      .isRefused("not-in-this-state");
  });
});
