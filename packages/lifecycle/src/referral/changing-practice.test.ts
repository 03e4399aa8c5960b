import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { accepted, closedAfterDrop, completed, dropped, guided, matched } from "../testing/ways.ts";

const toOther = { practice: "practice-2", because: "practiceClosed" } as const;
const changed = ["PracticeChanged", toOther] as const;

describe("the practice that referred", () => {
  test("closes: another practice of the municipality is to hear back, also of what was owed already", () => {
    const town = given(...matched, "FeedbackBecameDue", "ReferralDropped")
      .when("ChangePractice", toOther)
      .leadsTo(["PracticeChanged", { practice: "practice-2", because: "practiceClosed" }]);
    const [referral] = town.referrals();
    expect(referral?.record.referrer).toEqual({ profession: "gp", organisation: "practice-2" });
    expect(referral?.record.feedback.owedFor.map(({ moment }) => moment)).toEqual(["match", "drop"]);
  });

  test("changes at any stage, as long as somebody is still to be told", () => {
    for (const way of [["ReferralRegistered"], accepted, dropped, completed] as const)
      given(...way)
        .when("ChangePractice", toOther)
        .leadsTo("PracticeChanged");
    given(...closedAfterDrop)
      .when("ChangePractice", toOther)
      .isRefused("not-in-this-state");
  });

  test("acts for the resident from then on, and the one before no longer does", () => {
    const own = given(...guided, changed);
    const consent = { consent: { referral: true, contact: true, feedback: true } };
    own
      .when("ChangeConsent", consent)
      .by({ id: "gp-2", role: "referrer", organisation: "practice-2" } as never)
      .leadsTo("ConsentChanged");
    own
      .when("ChangeConsent", consent)
      .by("referrer")
      .isRefused("another-organisation", { organisation: "practice-2", own: "practice-1" });
  });

  test("receives what it is told itself: whom the one before named is no longer asked", () => {
    given(...dropped, "FeedbackDelegated", changed)
      .when("GiveFeedback")
      .leadsTo(["FeedbackGiven", { to: "gp" }], "ReferralClosed");
  });

  test("is another one, that takes part, and there is one at all", () => {
    given(...guided)
      .when("ChangePractice", { practice: "practice-1" })
      .isRefused("same-practice", { practice: "practice-1" });
    given(...guided)
      .under({ referring: { organisations: ["practice-1"] } })
      .when("ChangePractice", toOther)
      .isRefused("organisation-does-not-take-part", { organisation: "practice-2" });
    given(["ReferralRegistered", { referrer: { profession: "self" } }])
      .when("ChangePractice", toOther)
      .isRefused("nobody-to-tell");
  });

  test("is changed by who divides the work; where a practice may, by itself alone", () => {
    given(...guided)
      .when("ChangePractice", toOther)
      .by("referrer")
      .isRefused("not-permitted");
    given(...guided)
      .under({ permissions: { ChangePractice: ["referrer"] } })
      .when("ChangePractice", toOther)
      .by({ id: "gp-2", role: "referrer", organisation: "practice-2" } as never)
      .isRefused("another-organisation");
  });
});
