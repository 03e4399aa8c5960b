import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";

const cohort = { pathway: "cohort" as const };
const visit = { pathway: "visit" as const };
const course = [
  "ActivityOffered",
  { activity: "walking", kind: "course", capacity: 1, startsOn: "2024-08-28" },
] as const;
const inGroup = [["ReferralRegistered", cohort], "ReferralAccepted", course] as const;
const other = { referral: "referral-2", resident: "resident-2", ...cohort };

describe("a course in a group", () => {
  test("has no matching: from contact straight into the group that starts next", () => {
    const town = given(...inGroup)
      .under({ ...cohort, feedback: { interim: [] } })
      .when("MatchActivity")
      .leadsTo(["ActivityMatched", { startsOn: "2024-08-28" }]);
    expect(town.referrals()[0]?.place.lifecycle).toBe("matched.agreed");
  });

  test("is waited for when it is full, and people keep in touch meanwhile", () => {
    const full = [
      ...inGroup,
      ["ReferralRegistered", other],
      ["ReferralAccepted", { referral: "referral-2" }],
      ["ActivityMatched", { referral: "referral-2" }],
    ] as const;
    given(...full)
      .under(cohort)
      .when("JoinWaitingList")
      .leadsTo(["WaitingListJoined", { expectedOn: "2024-08-28" }]);
    given(...full, "WaitingListJoined")
      .under(cohort)
      .when("HoldConversation")
      .leadsTo("ConversationHeld");
  });

  test("is left early with other help named, which is no failure", () => {
    given(...inGroup, "ActivityMatched", "ParticipationStarted")
      .under(cohort)
      .when("DropReferral", { reason: "otherHelp", initiator: "service", onwardTo: "social-work" })
      .leadsTo(["ReferralDropped", { phase: "participating", onwardTo: "social-work" }]);
  });

  test("has its goals looked at, twice a week attendance and an end", () => {
    const going = given(...inGroup, "ActivityMatched", "ParticipationStarted").under(cohort);
    going.when("ReviewGoals").leadsTo("GoalsReviewed");
    going.when("RecordAttendance").leadsTo("AttendanceRecorded");
    going.when("CompleteParticipation", { outcome: "course-done" }).leadsTo("ParticipationCompleted");
  });
});

describe("home visits", () => {
  test("are screened by another organisation, matched with a volunteer, and the visits are the taking part", () => {
    const volunteer = ["ActivityOffered", { activity: "walking", kind: "volunteerVisit" }] as const;
    given(["ReferralRegistered", visit])
      .under({ ...visit, triage: { by: "coordinator" } })
      .when("AcceptReferral", { screenedBy: "home-care-1" })
      .leadsTo(["ReferralAccepted", { screenedBy: "home-care-1" }]);
    given(
      ["ReferralRegistered", visit],
      "ReferralAccepted",
      "IntakeStarted",
      volunteer,
      "ActivityMatched",
      "ParticipationStarted",
    )
      .under(visit)
      .when("CheckIn", { went: "yes" })
      .by("volunteer")
      .leadsTo("CheckedIn");
  });
});
