import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import {
  accepted,
  dropped,
  guided,
  inIntake,
  matched,
  other,
  otherRegistered,
  participating,
} from "../testing/ways.ts";
import { endReasons } from "./reasons.ts";

const merge = { reason: "duplicate", initiator: "service" } as const;

describe("ending before it was completed", () => {
  test.each([
    ["referred", accepted],
    ["intake", inIntake],
    ["matched", matched],
    ["participating", participating],
  ] as const)(
    "is possible when %s, with a reason and whose choice it was, and the referrer is still to be told",
    (phase, way) => {
      const town = given(...way)
        .when("DropReferral", { reason: "noTransport", initiator: "resident" })
        .leadsTo(["ReferralDropped", { phase, reason: "noTransport", initiator: "resident" }]);
      expect(town.referrals()[0]?.place).toMatchObject({ lifecycle: "dropped.reporting", feedback: "owed" });
      expect(town.referrals()[0]?.record.enrolments.filter(({ status }) => status !== "ended")).toEqual([]);
    },
  );

  test.each(endReasons.filter((reason) => reason !== "duplicate" && reason !== "unreachable"))(
    "the reason can be %s",
    (reason) => {
      given(...inIntake)
        .when("DropReferral", { reason, initiator: "service" })
        .leadsTo(["ReferralDropped", { reason }]);
    },
  );

  test("is no failure when it leads onward: moved to another municipality, or other help", () => {
    given(...participating)
      .when("DropReferral", { reason: "moved", initiator: "circumstance", onwardTo: "zwolle" })
      .leadsTo(["ReferralDropped", { onwardTo: "zwolle" }]);
  });

  test("unreachable is a finding after enough attempts, not a way out", () => {
    const give = { reason: "unreachable", initiator: "circumstance" } as const;
    given(...guided, "ContactAttempted")
      .when("DropReferral", give)
      .isRefused("not-unreachable-yet", { attempts: 1, maximum: 3 });
    given(...guided, "ContactAttempted", "ContactAttempted", "ContactAttempted")
      .under({ contact: { dropWhenUnreachable: false } })
      .when("DropReferral", give)
      .leadsTo("ReferralDropped");
  });

  test("a reason of the municipality's own belongs to a core reason", () => {
    given(...inIntake)
      .when("DropReferral", { reason: "noTransport", localReason: "no-bus" })
      .leadsTo(["ReferralDropped", { reason: "noTransport", localReason: "no-bus" }]);
    given(...inIntake)
      .when("DropReferral", { reason: "noMoney", localReason: "no-bus" })
      .isRefused("reason-does-not-fit");
  });

  test("whoever is not of the service can only withdraw on their own behalf", () => {
    given(...inIntake)
      .when("DropReferral", { reason: "notSuitable", initiator: "service" })
      .by("referrer")
      .isRefused("not-your-ending", { initiator: "referrer" });
    given(...inIntake)
      .when("DropReferral", { reason: "withdrawnByReferrer", initiator: "referrer" })
      .by("referrer")
      .leadsTo("ReferralDropped");
    given(...inIntake)
      .when("DropReferral", { initiator: "service" })
      .by("resident")
      .isRefused("not-your-ending");
  });

  test("a duplicate is merged into the other registration, which it names", () => {
    given(...inIntake, otherRegistered)
      .when("DropReferral", { ...merge, mergedInto: "referral-2" })
      .leadsTo(["ReferralDropped", { mergedInto: "referral-2" }]);
    given(...inIntake)
      .when("DropReferral", merge)
      .isRefused("merge-is-a-duplicate");
    given(...inIntake)
      .when("DropReferral", { mergedInto: "referral-9" })
      .isRefused("merge-is-a-duplicate");
    given(...inIntake)
      .when("DropReferral", { ...merge, mergedInto: "referral-1" })
      .isRefused("not-a-duplicate-of-itself");
  });

  test("what a duplicate is merged into is there and goes on, so that nobody is lost in between", () => {
    given(...inIntake)
      .when("DropReferral", { ...merge, mergedInto: "referral-9" })
      .isRefused("unknown-referral", { referral: "referral-9" });
    given(...inIntake, [
      "ReferralRegistered",
      { ...other, resident: "resident-2", municipality: "elsewhere" },
    ])
      .when("DropReferral", { ...merge, mergedInto: "referral-2" })
      .isRefused("unknown-referral", { referral: "referral-2" });
    given(...inIntake, otherRegistered, [
      "ReferralDropped",
      { ...other, reason: "duplicate", mergedInto: "referral-1", phase: "referred" },
    ])
      .when("DropReferral", { ...merge, mergedInto: "referral-2" })
      .isRefused("merge-into-ended", { referral: "referral-2" });
  });

  test("who died while feedback was owed: the referrer hears it once, for everything", () => {
    const town = given(...matched, "FeedbackBecameDue")
      .when("DropReferral", { reason: "deceased", initiator: "circumstance" })
      .leadsTo("ReferralDropped");
    expect(town.referrals()[0]?.record.feedback.owedFor.map(({ moment }) => moment)).toEqual([
      "match",
      "drop",
    ]);
  });

  test("what has ended does not end again", () => {
    given(...dropped)
      .when("DropReferral")
      .isRefused("not-in-this-state");
  });
});
