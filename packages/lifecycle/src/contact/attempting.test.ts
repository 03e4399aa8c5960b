import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { guided, inIntake } from "../testing/ways.ts";

const silent = { referral: true, contact: false, feedback: true };

describe("reaching the resident", () => {
  test("an attempt is noted, and the next one has a day", () => {
    given(...guided)
      .when("RecordContactAttempt", { channel: "letter", outcome: "noAnswer" })
      .leadsTo(["ContactAttempted", { channel: "letter", outcome: "noAnswer" }]);
  });

  test("the coach takes the initiative and makes an appointment", () => {
    const town = given(...guided)
      .when("RecordContactAttempt", { outcome: "reached", appointmentAt: "2024-03-14T10:00:00.000Z" })
      .leadsTo(["ContactAttempted", { outcome: "reached", appointmentAt: "2024-03-14T10:00:00.000Z" }]);
    expect(town.referrals()[0]?.record.appointmentAt).toBe("2024-03-14T10:00:00.000Z");
  });

  test("an appointment in a wrong year is noticed", () => {
    given(...guided)
      .when("RecordContactAttempt", { outcome: "reached", appointmentAt: "2042-03-14T10:00:00.000Z" })
      .isRefused("too-far-off", { latest: "2024-06-11" });
  });

  test("after the last attempt that is agreed the resident counts as unreachable, and the referrer is told", () => {
    const town = given(...guided, "ContactAttempted", "ContactAttempted")
      .when("RecordContactAttempt")
      .leadsTo("ContactAttempted", [
        "ReferralDropped",
        { reason: "unreachable", initiator: "circumstance", phase: "referred" },
      ]);
    expect(town.referrals()[0]?.place).toMatchObject({ lifecycle: "dropped.reporting", feedback: "owed" });
  });

  test("where ending by itself is not agreed, the attempts go on in sight", () => {
    given(...guided, "ContactAttempted", "ContactAttempted")
      .under({ contact: { dropWhenUnreachable: false } })
      .when("RecordContactAttempt")
      .leadsTo("ContactAttempted");
  });

  test("being reached begins the count anew", () => {
    given(...guided, "ContactAttempted", "ContactAttempted", ["ContactAttempted", { outcome: "reached" }])
      .when("RecordContactAttempt")
      .leadsTo("ContactAttempted");
  });

  test("calls in vain from before the resident was reached, written down late, make nobody unreachable", () => {
    const reached = [
      "ContactAttempted",
      { outcome: "reached", appointmentAt: "2024-03-14T10:00:00.000Z" },
      "2024-03-08T09:00:00.000Z",
    ] as const;
    const late = [
      ["ContactAttempted", {}, "2024-03-05T09:00:00.000Z"],
      ["ContactAttempted", {}, "2024-03-06T09:00:00.000Z"],
    ] as const;
    const town = given(...guided, reached, ...late)
      .when("RecordContactAttempt", { occurredAt: "2024-03-07T09:00:00.000Z" })
      .leadsTo("ContactAttempted");
    expect(town.referrals()[0]?.record).toMatchObject({
      appointmentAt: "2024-03-14T10:00:00.000Z",
      contact: { attempts: 0, reachedAt: "2024-03-08T09:00:00.000Z" },
    });
  });

  test("who was met before is not unreachable after a few missed calls", () => {
    given(...inIntake, "ContactAttempted", "ContactAttempted")
      .when("RecordContactAttempt")
      .leadsTo("ContactAttempted");
  });

  test("who refers themselves is owed nothing when they cannot be reached", () => {
    given(
      ["ReferralRegistered", { referrer: { profession: "self" } }],
      "ReferralAccepted",
      "ContactAttempted",
      "ContactAttempted",
    )
      .when("RecordContactAttempt")
      .leadsTo(
        "ContactAttempted",
        "ReferralDropped",
        ["FeedbackImpossible", { reason: "nobodyToTell" }],
        "ReferralClosed",
      );
  });

  test("who does not want to be contacted is left alone", () => {
    given(...guided, ["ConsentChanged", { consent: silent }])
      .when("RecordContactAttempt")
      .isRefused("no-consent-to-contact");
  });
});
