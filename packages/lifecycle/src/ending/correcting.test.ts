import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { closedAfterDrop, participating } from "../testing/ways.ts";

describe("entered in error", () => {
  test("was never a referral: it is closed, holds no coach or place, and nobody is owed anything", () => {
    const town = given(...participating)
      .when("MarkEnteredInError", { reason: "wrong-person" })
      .leadsTo(["ReferralEnteredInError", { reason: "wrong-person", coach: "coach-1" }]);
    const [referral] = town.referrals();
    expect(referral?.place).toEqual({
      lifecycle: "dropped.closed",
      coach: "notNeeded",
      feedback: "notPossible",
    });
    expect(referral?.record.inError).toBe(true);
    expect(town.facts.at(-1)?.tags).toEqual([
      "referral:referral-1",
      "resident:resident-1",
      "coach:coach-1",
      "activity:walking",
    ]);
  });

  test("can be found out after everything was closed", () => {
    given(...closedAfterDrop)
      .when("MarkEnteredInError")
      .leadsTo("ReferralEnteredInError");
  });

  test("is found out once", () => {
    given(...participating, "ReferralEnteredInError")
      .when("MarkEnteredInError")
      .isRefused("ended-for-good");
  });
});
