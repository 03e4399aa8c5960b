import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { accepted } from "../testing/ways.ts";

describe("two referrals that look alike", () => {
  test("turn out to be of two people, and that is remembered", () => {
    const town = given(...accepted)
      .when("DismissDuplicate", { other: "referral-9", reason: "other-person" })
      .leadsTo(["DuplicateDismissed", { other: "referral-9", reason: "other-person" }]);
    expect(town.referrals()[0]?.record.notDuplicates).toEqual(["referral-9"]);
  });

  test("are two: none looks like itself", () => {
    given(...accepted)
      .when("DismissDuplicate", { other: "referral-1" })
      .isRefused("not-a-duplicate-of-itself");
  });
});
