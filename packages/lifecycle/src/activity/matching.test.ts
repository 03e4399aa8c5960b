import { describe, expect, test } from "vitest";
import { subjectViews } from "../subjects.ts";
import { given } from "../testing/specification.ts";
import { seeThrough } from "../testing/town-log.ts";
import { inIntake, matched, other, otherInIntake, participating } from "../testing/ways.ts";

const offered = [...inIntake, "ActivityOffered"] as const;
const small = [...inIntake, ["ActivityOffered", { capacity: 1 }]] as const;
/** Walking has one place, and the other resident has it. */
const full = [...small, ...otherInIntake, ["ActivityMatched", other]] as const;
/** The other resident waits, and the place has come free. */
const freed = [...small, ...otherInIntake, ["WaitingListJoined", other]] as const;
/** A third resident waits behind whoever waited before. */
const third = { referral: "referral-3" };
const thirdWaits = [
  ["ReferralRegistered", { ...third, resident: "resident-3" }],
  ["ReferralAccepted", third],
  ["IntakeStarted", third],
  ["WaitingListJoined", third],
] as const;
const cooking = ["ActivityOffered", { activity: "cooking" }] as const;

describe("looking for what fits", () => {
  test("the coach puts something before the resident", () => {
    given(...offered)
      .when("ProposeActivity")
      .leadsTo(["ActivityProposed", { activity: "walking", kind: "walkingGroup" }]);
  });

  test("nothing on offer fits: the gap can be counted", () => {
    const town = given(...inIntake)
      .when("SignalGap", { wanted: "eveningGroup", because: "works-by-day" })
      .leadsTo(["GapSignalled", { wanted: "eveningGroup", because: "works-by-day" }]);
    expect(town.referrals()[0]?.record.matching.gaps).toBe(1);
  });

  test("what is not on the sociale kaart, lies still or has stopped is no match", () => {
    for (const type of ["ProposeActivity", "MatchActivity", "JoinWaitingList"] as const) {
      given(...inIntake)
        .when(type)
        .isRefused("unknown-activity");
      given(...offered, "ActivitySuspended")
        .when(type)
        .isRefused("activity-suspended");
      given(...offered, "ActivityStopped")
        .when(type)
        .isRefused("activity-stopped");
    }
  });
});

describe("a match", () => {
  test("coach and resident agree on an activity, and the referrer is to hear it", () => {
    given(...offered)
      .when("MatchActivity", { startsOn: "2024-04-02", accompanied: true })
      .leadsTo(
        [
          "ActivityMatched",
          { activity: "walking", kind: "walkingGroup", startsOn: "2024-04-02", accompanied: true },
        ],
        ["FeedbackBecameDue", { moment: "match" }],
      );
  });

  test("what starts on a set day starts on that day", () => {
    given(...inIntake, ["ActivityOffered", { startsOn: "2024-08-28" }])
      .under({ feedback: { interim: [] } })
      .when("MatchActivity")
      .leadsTo(["ActivityMatched", { startsOn: "2024-08-28" }]);
  });

  test("what starts in a far year is a slip", () => {
    given(...offered)
      .when("MatchActivity", { startsOn: "2042-04-02" })
      .isRefused("too-far-off", { latest: "2025-03-11" });
    given(...inIntake, ["ActivityOffered", { startsOn: "2042-04-02" }])
      .when("MatchActivity")
      .isRefused("too-far-off");
  });

  test("going along the first time is for where that is agreed", () => {
    const alone = given(...matched).under({ matching: { accompanying: false } });
    alone.when("StartTrial", { accompanied: true }).isRefused("stage-not-used", { stage: "accompanying" });
    alone.when("StartParticipation", { accompanied: true }).isRefused("stage-not-used");
    given(...offered)
      .under({ matching: { accompanying: false } })
      .when("MatchActivity", { accompanied: true })
      .isRefused("stage-not-used");
  });

  test("what is full is offered to nobody more", () => {
    given(...full)
      .when("MatchActivity")
      .isRefused("activity-full", { capacity: 1 });
  });

  test("a free place is for who waits longest, unless there is a reason", () => {
    given(...freed)
      .when("MatchActivity")
      .isRefused("others-wait-longer", { waiting: 1 });
    given(...freed)
      .under({ feedback: { interim: [] } })
      .when("MatchActivity", { beforeOthersBecause: "urgent" })
      .leadsTo(["ActivityMatched", { beforeOthersBecause: "urgent" }]);
    given(...freed)
      .under({ feedback: { interim: [] } })
      .when("MatchActivity", { referral: "referral-2" })
      .leadsTo(["ActivityMatched", { referral: "referral-2" }]);
  });
});

describe("the waiting list", () => {
  test("what fits but is full can be waited for, with the expected day in sight", () => {
    const town = given(...full)
      .when("JoinWaitingList", { expectedOn: "2024-08-28" })
      .leadsTo(["WaitingListJoined", { activity: "walking", expectedOn: "2024-08-28" }]);
    expect(town.referral(town.referrals()[0]?.record.id as never)?.record.matching).toMatchObject({
      waitingFor: "walking",
      expectedOn: "2024-08-28",
    });
  });

  test("is for what is full, or for what others wait for too", () => {
    given(...offered)
      .when("JoinWaitingList")
      .isRefused("activity-has-room");
    given(...freed)
      .when("JoinWaitingList")
      .leadsTo("WaitingListJoined");
  });

  test("is only where that is agreed", () => {
    given(...full)
      .under({ matching: { waitingList: false } })
      .when("JoinWaitingList")
      .isRefused("stage-not-used", { stage: "waitingList" });
  });

  test("moves up: who is next is offered the place that came free, once there is one", () => {
    const town = given(...freed)
      .when("OfferPlace", { referral: "referral-2" })
      .by("system")
      .leadsTo(["PlaceOffered", { activity: "walking" }]);
    expect(town.referrals()[1]?.record.matching.offeredAt).toBe("2024-03-11T09:00:00.000Z");
    given(...full, "WaitingListJoined")
      .when("OfferPlace")
      .isRefused("activity-full");
    given(...freed, "WaitingListJoined")
      .when("OfferPlace")
      .isRefused("others-wait-longer");
    given(...full, cooking, ["WaitingListJoined", { activity: "cooking" }])
      .when("OfferPlace")
      .isRefused("not-waiting-for-it");
    given(...freed, "ActivitySuspended")
      .when("OfferPlace", { referral: "referral-2" })
      .isRefused("activity-suspended");
  });

  test("who joins once more, with another day in sight, keeps the place in the row", () => {
    const town = given(...full, "WaitingListJoined", ...thirdWaits)
      .when("JoinWaitingList", { expectedOn: "2024-09-04" })
      .leadsTo("WaitingListJoined");
    const walking = town.facts.filter(({ tags }) => tags.includes("activity:walking"));
    expect(seeThrough(subjectViews.activity, walking).waiting).toEqual(["referral-1", "referral-3"]);
    expect(town.referrals()[0]?.record.matching.expectedOn).toBe("2024-09-04");
  });

  test("forgets who was matched elsewhere meanwhile", () => {
    const town = given(...full, "WaitingListJoined", cooking)
      .under({ feedback: { interim: [] } })
      .when("MatchActivity", { activity: "cooking" })
      .leadsTo("ActivityMatched");
    const walking = town.facts.filter(({ tags }) => tags.includes("activity:walking"));
    expect(seeThrough(subjectViews.activity, walking)).toMatchObject({ waiting: [], taking: ["referral-2"] });
    expect(town.referrals()[0]?.record.matching.waitingFor).toBeUndefined();
  });
});

describe("trying first", () => {
  test("the resident goes once, together if need be", () => {
    given(...matched)
      .when("StartTrial", { accompanied: true })
      .leadsTo(["TrialStarted", { accompanied: true }]);
  });

  test("only where that is agreed, and where there is a place", () => {
    given(...matched)
      .under({ matching: { trying: false } })
      .when("StartTrial")
      .isRefused("stage-not-used", { stage: "trying" });
    given(...matched)
      .when("StartTrial", { activity: "cooking" })
      .isRefused("not-enrolled");
  });
});

describe("back to looking", () => {
  test("it did not click, or the activity stopped: looking goes on without a drop, and the place is free again", () => {
    for (const way of [matched, [...matched, "TrialStarted"], participating] as const) {
      const town = given(...way)
        .when("ReturnToMatching", { reason: "no-click" })
        .leadsTo(["MatchingReopened", { reason: "no-click" }]);
      const [referral] = town.referrals();
      expect(referral?.place.lifecycle).toBe("intake.conversing");
      expect(referral?.record.matching.rematches).toBe(1);
      const walking = town.facts.filter(({ tags }) => tags.includes("activity:walking"));
      expect(seeThrough(subjectViews.activity, walking).taking).toEqual([]);
    }
  });
});
