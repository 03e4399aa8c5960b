import { describe, expect, test } from "vitest";
import { nextMonday } from "../testing/example-town.ts";
import { given } from "../testing/specification.ts";
import { completed, matched, participating } from "../testing/ways.ts";

describe("taking part", () => {
  test("begins, together if need be", () => {
    const town = given(...matched)
      .when("StartParticipation", { accompanied: true })
      .leadsTo(["ParticipationStarted", { accompanied: true }]);
    expect(town.referrals()[0]?.record.enrolments[0]?.status).toBe("active");
  });

  test("begins where one has a place", () => {
    given(...matched)
      .when("StartParticipation", { activity: "cooking" })
      .isRefused("not-enrolled");
  });

  test("is asked after: did you go?", () => {
    const town = given(...participating)
      .when("CheckIn", { went: "no" })
      .leadsTo(["CheckedIn", { went: "no" }]);
    expect(town.referrals()[0]?.record.participation.noShows).toBe(1);
  });

  test("is asked after while it is being tried as well", () => {
    given(...matched, "TrialStarted")
      .when("CheckIn", { went: "no" })
      .leadsTo(["CheckedIn", { went: "no" }]);
  });

  test("is not asked after with who does not want to be contacted", () => {
    given(...participating, [
      "ConsentChanged",
      { consent: { referral: true, contact: false, feedback: true } },
    ])
      .when("CheckIn")
      .isRefused("no-consent-to-contact");
  });

  test("is seen by who leads the activity", () => {
    const town = given(...participating)
      .when("RecordAttendance", { present: false, on: "2024-03-07" })
      .by("activityProvider")
      .leadsTo(["AttendanceRecorded", { present: false }]);
    expect(town.referrals()[0]?.record.participation.noShows).toBe(1);
    given(...participating)
      .when("RecordAttendance", { activity: "cooking" })
      .isRefused("not-enrolled");
  });

  test("who was there is written down on the day or later, and not from before the referral", () => {
    given(...participating)
      .when("RecordAttendance", { on: "2024-03-12" })
      .isRefused("in-the-future", { occurredAt: "2024-03-12" });
    given(...participating)
      .when("RecordAttendance", { on: "2024-03-03" })
      .isRefused("before-the-referral", { occurredAt: "2024-03-03" });
  });

  test("a list that is handed in later does not make up for an absence since", () => {
    const absent = ["AttendanceRecorded", { present: false, on: "2024-03-09" }, nextMonday] as const;
    const earlier = given(...participating, absent)
      .when("RecordAttendance", { present: true, on: "2024-03-07" })
      .leadsTo("AttendanceRecorded");
    expect(earlier.referrals()[0]?.record.participation.noShows).toBe(1);
    const since = given(...participating, absent)
      .when("RecordAttendance", { present: true, on: "2024-03-10" })
      .leadsTo("AttendanceRecorded");
    expect(since.referrals()[0]?.record.participation.noShows).toBe(0);
  });

  test("asking late about long ago does not undo what is known since", () => {
    const town = given(...participating, ["CheckedIn", {}, "2024-03-10T09:00:00.000Z"])
      .when("CheckIn", { occurredAt: "2024-03-05T09:00:00.000Z" })
      .leadsTo("CheckedIn");
    expect(town.referrals()[0]?.record.participation.lastCheckInAt).toBe("2024-03-10T09:00:00.000Z");
  });

  test("is looked at together: which goals were reached, and whether it does good or harm", () => {
    given(...participating)
      .when("ReviewGoals", { outcome: "worse" })
      .leadsTo(["GoalsReviewed", { outcome: "worse" }]);
  });

  test("can turn into helping others", () => {
    const town = given(...participating)
      .when("BecomeVolunteer", { kind: "hosting" })
      .leadsTo(["BecameVolunteer", { activity: "walking", kind: "hosting" }]);
    expect(town.referrals()[0]?.place.lifecycle).toBe("participating.active");
    given(...completed)
      .when("BecomeVolunteer")
      .leadsTo("BecameVolunteer");
  });
});
