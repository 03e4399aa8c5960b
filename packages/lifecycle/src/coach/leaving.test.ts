import { describe, expect, test } from "vitest";
import { type Given, given } from "../testing/specification.ts";
import { guided, other, otherRegistered } from "../testing/ways.ts";

const second = ["CoachRegistered", { coach: "coach-2" }] as const;
const third = ["CoachRegistered", { coach: "coach-3" }] as const;
const twoGuided = [
  ...guided,
  otherRegistered,
  ["CoachAssigned", { ...other, resident: "resident-2" }],
] as const;
const covered = [...guided, second, ["CoachWentOnLeave", { standIn: "coach-2" }], "StandInArranged"] as const;

describe("a coach leaves for good", () => {
  test("everyone in the caseload waits in sight for another, in the same step", () => {
    const town = given(...twoGuided)
      .when("LetCoachDepart")
      .leadsTo(
        "CoachDeparted",
        ["CoachReleased", { referral: "referral-1", reason: "departed" }],
        ["CoachReleased", { referral: "referral-2", reason: "departed" }],
      );
    for (const { place, record } of town.referrals()) {
      expect(place.coach).toBe("missing");
      expect(record.coach.former).toEqual(["coach-1"]);
    }
  });

  test("a departing stand-in leaves nobody with a coach who is away", () => {
    given(...covered)
      .when("LetCoachDepart", { coach: "coach-2" })
      .leadsTo(
        "CoachDeparted",
        ["StandInEnded", { standIn: "coach-2" }],
        ["CoachReleased", { coach: "coach-1", reason: "standInLeft" }],
      );
  });

  test("a coach who is covered and leaves takes the stand-in off as well", () => {
    given(...covered)
      .when("LetCoachDepart")
      .leadsTo("CoachDeparted", "StandInEnded", ["CoachReleased", { reason: "departed" }]);
  });

  test("nobody leaves twice, or who never came", () => {
    given("CoachRegistered", "CoachDeparted").when("LetCoachDepart").isRefused("coach-departed");
    given().when("LetCoachDepart").isRefused("unknown-coach");
  });
});

describe("a coach is away for a while", () => {
  test("with a stand-in the caseload stays together", () => {
    const town = given(...guided, second)
      .when("SendCoachOnLeave", { until: "2024-06-01", standIn: "coach-2" })
      .leadsTo(
        ["CoachWentOnLeave", { until: "2024-06-01", standIn: "coach-2" }],
        ["StandInArranged", { referral: "referral-1", coach: "coach-1", standIn: "coach-2" }],
      );
    expect(town.referrals()[0]?.record.coach).toMatchObject({ id: "coach-1", standIn: "coach-2" });
  });

  test("without a stand-in everyone waits in sight for another", () => {
    given(...guided)
      .when("SendCoachOnLeave")
      .leadsTo("CoachWentOnLeave", ["CoachReleased", { reason: "onLeave" }]);
  });

  test("a stand-in who goes on leave too releases whom they covered, also with a stand-in of their own", () => {
    given(...covered, third)
      .when("SendCoachOnLeave", { coach: "coach-2", standIn: "coach-3" })
      .leadsTo("CoachWentOnLeave", "StandInEnded", ["CoachReleased", { coach: "coach-1" }]);
  });

  test("a stand-in is somebody else, who is known and here", () => {
    const leave = (standIn: string, ...more: readonly Given[]) =>
      given(...guided, ...more).when("SendCoachOnLeave", { standIn });
    leave("coach-1").isRefused("stands-in-for-itself");
    leave("coach-2").isRefused("unknown-coach", { coach: "coach-2" });
    leave("coach-2", second, ["CoachDeparted", { coach: "coach-2" }]).isRefused("coach-departed", {
      coach: "coach-2",
    });
    leave("coach-2", second, ["CoachWentOnLeave", { coach: "coach-2" }]).isRefused("coach-on-leave", {
      coach: "coach-2",
    });
  });

  test("where a stand-in is agreed on, nobody goes without", () => {
    given(...guided)
      .under({ coach: { standIn: "required" } })
      .when("SendCoachOnLeave")
      .isRefused("stand-in-required");
  });

  test("nobody goes on leave who is away, until a day that has come, or who is not known", () => {
    given("CoachRegistered", "CoachWentOnLeave").when("SendCoachOnLeave").isRefused("coach-on-leave");
    given("CoachRegistered").when("SendCoachOnLeave", { until: "2024-03-11" }).isRefused("date-has-passed");
    given().when("SendCoachOnLeave").isRefused("unknown-coach");
  });
});

describe("a coach comes back", () => {
  test("the stand-in steps aside", () => {
    const town = given(...covered)
      .when("BringCoachBack")
      .leadsTo("CoachReturned", ["StandInEnded", { referral: "referral-1", standIn: "coach-2" }]);
    expect(town.referrals()[0]?.record.coach).toMatchObject({ id: "coach-1", standIn: undefined });
  });

  test("to an empty caseload, when nobody stood in", () => {
    given(...guided, "CoachWentOnLeave", "CoachReleased")
      .when("BringCoachBack")
      .leadsTo("CoachReturned");
  });

  test("only from a leave", () => {
    given("CoachRegistered").when("BringCoachBack").isRefused("coach-not-on-leave");
    given().when("BringCoachBack").isRefused("unknown-coach");
  });

  test("after the stand-in gave everyone back, to those who were given back and nobody else", () => {
    given(...covered, "StandInEnded", "CoachReleased", ["CoachDeparted", { coach: "coach-2" }])
      .when("BringCoachBack")
      .leadsTo("CoachReturned");
  });
});
