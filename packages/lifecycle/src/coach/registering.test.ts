import { describe, expect, test } from "vitest";
import { subjectViews } from "../subjects.ts";
import { given } from "../testing/specification.ts";
import { seeThrough } from "../testing/town-log.ts";
import { guided } from "../testing/ways.ts";

describe("coaches come and change", () => {
  test("a coach begins, with practices, areas and hours", () => {
    given()
      .when("RegisterCoach", { practices: ["practice-1"], areas: ["north"], hoursPerWeek: 16 })
      .leadsTo(["CoachRegistered", { coach: "coach-1", hoursPerWeek: 16, trained: true }]);
  });

  test("a coach who left begins again", () => {
    given("CoachRegistered", "CoachDeparted").when("RegisterCoach").leadsTo("CoachRegistered");
  });

  test("a coach who is here already does not begin again", () => {
    given("CoachRegistered").when("RegisterCoach").isRefused("coach-already-known");
  });

  test("a coach with less time keeps the residents there are, and takes no more", () => {
    const town = given(...guided)
      .when("ChangeCoach", { maxCaseload: 1 })
      .leadsTo(["CoachChanged", { maxCaseload: 1 }]);
    const coach = seeThrough(subjectViews.coach, town.facts);
    expect(coach.caseload.map(({ referral }) => referral)).toEqual(["referral-1"]);
    expect(coach.maxCaseload).toBe(1);
  });

  test("a coach is for areas that there are, under some rules of the municipality", () => {
    for (const [command, ...before] of [["RegisterCoach"], ["ChangeCoach", "CoachRegistered"]] as const) {
      const asked = given(...before).when(command, { areas: ["north", "noord"] });
      asked.isRefused("unknown-area", { area: "noord", areas: ["north", "south"] });
      given(...before)
        .under({ areas: [] })
        .when(command, { areas: ["noord"] })
        .leadsTo(command === "RegisterCoach" ? "CoachRegistered" : "CoachChanged");
    }
  });

  test("nothing changes about a coach nobody knows, or who left", () => {
    given().when("ChangeCoach").isRefused("unknown-coach");
    given("CoachRegistered", "CoachDeparted").when("ChangeCoach").isRefused("coach-departed");
  });
});
