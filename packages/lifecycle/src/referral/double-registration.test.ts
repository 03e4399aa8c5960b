import { describe, test } from "vitest";
import { exampleVariant } from "../testing/example-town.ts";
import { given } from "../testing/specification.ts";
import { accepted, closedAfterDrop, completed, dropped, other, otherRegistered } from "../testing/ways.ts";

describe("the same resident is never open twice by accident", () => {
  test("a second referral by another practice and route is refused, and the open one is named", () => {
    given(...accepted)
      .when("RegisterReferral", {
        referrer: { profession: "neighbourhoodTeam", organisation: "team-1" },
        channel: "phone",
      })
      .by("coach")
      .isRefused("referral-already-open", { referral: "referral-1", since: "2024-03-04" });
  });

  test("a deliberate second needs a reason and somebody who may", () => {
    given(...accepted)
      .when("RegisterReferral", { secondBecause: "other-question" })
      .by("referrer")
      .isRefused("second-not-permitted", { role: "referrer" });
    given(...accepted)
      .when("RegisterReferral", { secondBecause: "other-question" })
      .by("coordinator")
      .leadsTo(["ReferralRegistered", { secondBecause: "other-question" }], "ReferralAccepted");
  });

  test("a second without a first is no second", () => {
    given()
      .when("RegisterReferral", { secondBecause: "other-question" })
      .by("coordinator")
      .isRefused("second-without-first");
  });

  test("whoever was dropped or has completed can be referred again, also while the referrer is still to be told", () => {
    for (const way of [dropped, completed, closedAfterDrop]) {
      given(...way)
        .when("RegisterReferral")
        .leadsTo(["ReferralRegistered", { previous: "referral-1" }], "ReferralAccepted");
    }
  });

  test("a referral entered in error stands in nobody's way and is no earlier episode", () => {
    given(...accepted, "ReferralEnteredInError")
      .when("RegisterReferral")
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("a resident is found under the key before, while keys are being replaced", () => {
    given(["ReferralRegistered", { resident: "old-key" }], "ReferralAccepted")
      .when("RegisterReferral", { resident: "new-key", formerResident: "old-key" })
      .isRefused("referral-already-open", { referral: "referral-1" });
    given(["ReferralRegistered", { resident: "new-key", formerResident: "old-key" }], "ReferralAccepted")
      .when("RegisterReferral", { resident: "old-key" })
      .isRefused("referral-already-open");
  });

  test("a resident is found under keys that were replaced long ago, also by who comes back", () => {
    given(["ReferralRegistered", { resident: "key-1" }], "ReferralAccepted")
      .when("RegisterReferral", { resident: "key-3", formerResident: "key-2", alsoKnownAs: ["key-1"] })
      .isRefused("referral-already-open", { referral: "referral-1" });
    given(["ReferralRegistered", { resident: "key-1" }], "ReferralAccepted", "ReferralDropped", [
      "ReferralRegistered",
      { ...other, resident: "key-3", formerResident: "key-2" },
    ])
      .when("ReopenReferral", { alsoKnownAs: ["key-3", "key-2"] })
      .isRefused("referral-already-open", { referral: "referral-2" });
  });

  test("another pathway stands beside it, unless one per resident is agreed", () => {
    const cohort = ["ReferralRegistered", { pathway: "cohort" }] as const;
    given(cohort).when("RegisterReferral").leadsTo("ReferralRegistered", "ReferralAccepted");
    given(cohort)
      .under({ duplicates: { within: "resident" } })
      .when("RegisterReferral")
      .isRefused("referral-already-open");
  });

  test("one per resident holds also for what came later under rules that do not ask for it", () => {
    const strict = { id: "strict", version: 1 };
    given(["ReferralRegistered", { pathway: "cohort", variant: strict }])
      .when("RegisterReferral")
      .beside(exampleVariant({ ...strict, pathway: "cohort", duplicates: { within: "resident" } }))
      .isRefused("referral-already-open");
  });

  test("nor is anybody open beside what follows rules that are not loaded, but on purpose", () => {
    const beside = given([
      "ReferralRegistered",
      { pathway: "cohort", variant: { id: "not-loaded", version: 1 } },
    ]);
    beside.when("RegisterReferral").isRefused("referral-already-open", { referral: "referral-1" });
    beside
      .when("RegisterReferral", { secondBecause: "other-question" })
      .by("coordinator")
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("the earlier episode is the latest there was, under whichever pseudonym", () => {
    given(
      ...closedAfterDrop,
      ["ReferralRegistered", { ...other, resident: "key-1" }, "2024-05-06T09:00:00.000Z"],
      ["ReferralDropped", other],
    )
      .when("RegisterReferral", { alsoKnownAs: ["key-1"] })
      .leadsTo(["ReferralRegistered", { previous: "referral-2" }], "ReferralAccepted");
  });

  test("a resident whose referral was merged into one under another spelling is found there from then on", () => {
    const merged = [
      ...accepted,
      otherRegistered,
      ["ReferralDropped", { ...other, reason: "duplicate", mergedInto: "referral-1", phase: "referred" }],
    ] as const;
    given(...merged)
      .when("RegisterReferral", { resident: "resident-2" })
      .isRefused("referral-already-open", { referral: "referral-1" });
    given(...merged)
      .when("ReopenReferral", other)
      .isRefused("referral-already-open", { referral: "referral-1" });
    given(...merged, "ReferralDropped")
      .when("RegisterReferral", { resident: "resident-2" })
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });
});
