import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { accepted, otherRegistered } from "../testing/ways.ts";

describe("two referrals that look alike", () => {
  test("turn out to be of two people, and that is remembered", () => {
    const town = given(...accepted, otherRegistered)
      .when("DismissDuplicate", { other: "referral-2", reason: "other-person" })
      .leadsTo(["DuplicateDismissed", { other: "referral-2", reason: "other-person" }]);
    expect(town.referrals()[0]?.record.notDuplicates).toEqual(["referral-2"]);
  });

  test("are both known here: what nobody registered is no duplicate", () => {
    given(...accepted)
      .when("DismissDuplicate", { other: "referral-9" })
      .isRefused("unknown-referral", { referral: "referral-9" });
  });

  test("are of this municipality", () => {
    given(...accepted, ["ReferralRegistered", { referral: "referral-2", municipality: "elsewhere" }])
      .when("DismissDuplicate", { other: "referral-2" })
      .isRefused("unknown-referral", { referral: "referral-2" });
  });

  test("are two: none looks like itself", () => {
    given(...accepted)
      .when("DismissDuplicate", { other: "referral-1" })
      .isRefused("not-a-duplicate-of-itself");
  });
});
