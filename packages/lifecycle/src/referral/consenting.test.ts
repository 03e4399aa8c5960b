import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { closedAfterDrop, dropped, guided, participating } from "../testing/ways.ts";

const all = { referral: true, contact: true, feedback: true };

describe("consent", () => {
  test("what the resident agrees to can change on the way", () => {
    given(...guided)
      .when("ChangeConsent", { consent: { ...all, feedback: false } })
      .by("resident")
      .leadsTo(["ConsentChanged", { consent: { ...all, feedback: false } }]);
  });

  test("who withdraws consent to the referral leaves, and the referrer is still to be told", () => {
    const town = given(...participating)
      .when("ChangeConsent", { consent: { ...all, referral: false } })
      .by("resident")
      .leadsTo("ConsentChanged", [
        "ReferralDropped",
        { reason: "consentWithdrawn", initiator: "resident", phase: "participating" },
      ]);
    expect(town.referrals()[0]?.place.lifecycle).toBe("dropped.reporting");
  });

  test("who withdraws all consent leaves, and the reason why nobody is told is recorded", () => {
    given(...guided, ["FeedbackBecameDue", { moment: "intake" }])
      .when("ChangeConsent", { consent: { referral: false, contact: false, feedback: false } })
      .by("resident")
      .leadsTo(
        "ConsentChanged",
        "ReferralDropped",
        ["FeedbackImpossible", { moments: ["intake", "drop"], reason: "noConsent" }],
        "ReferralClosed",
      );
  });

  test("feedback that is owed is no longer given to who may no longer be told", () => {
    const told = { consent: { ...all, feedback: false } };
    given(...participating, "FeedbackBecameDue")
      .when("ChangeConsent", told)
      .leadsTo("ConsentChanged", ["FeedbackImpossible", { moments: ["match"], reason: "noConsent" }]);
    given(...dropped)
      .when("ChangeConsent", told)
      .leadsTo("ConsentChanged", ["FeedbackImpossible", { moments: ["drop"] }], "ReferralClosed");
  });

  test("after everything is closed there is nothing to agree to", () => {
    given(...closedAfterDrop)
      .when("ChangeConsent")
      .isRefused("not-in-this-state");
  });
});
