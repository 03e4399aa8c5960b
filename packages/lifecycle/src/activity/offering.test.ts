import { describe, expect, test } from "vitest";
import { subjectViews } from "../subjects.ts";
import { given } from "../testing/specification.ts";
import { seeThrough } from "../testing/town-log.ts";
import { participating } from "../testing/ways.ts";

describe("what is on the sociale kaart", () => {
  test("an activity comes on it, with places and a start", () => {
    given()
      .when("OfferActivity", { kind: "course", capacity: 12, startsOn: "2024-08-28", provider: "welfare-1" })
      .leadsTo([
        "ActivityOffered",
        { activity: "walking", kind: "course", capacity: 12, startsOn: "2024-08-28" },
      ]);
  });

  test("nothing comes on it twice, unless it had stopped", () => {
    given("ActivityOffered").when("OfferActivity").isRefused("activity-already-known");
    given("ActivityOffered", "ActivitySuspended").when("OfferActivity").isRefused("activity-already-known");
    given("ActivityOffered", "ActivityStopped").when("OfferActivity").leadsTo("ActivityOffered");
  });

  test("it changes", () => {
    given("ActivityOffered")
      .when("ChangeActivity", { capacity: 8 })
      .leadsTo(["ActivityChanged", { capacity: 8 }]);
    given().when("ChangeActivity").isRefused("unknown-activity");
    given("ActivityOffered", "ActivityStopped").when("ChangeActivity").isRefused("activity-stopped");
  });

  test("it lies still in a lockdown and begins again", () => {
    given("ActivityOffered").when("SuspendActivity", { reason: "lockdown" }).leadsTo("ActivitySuspended");
    given("ActivityOffered", "ActivitySuspended").when("ResumeActivity").leadsTo("ActivityResumed");
    given("ActivityOffered", "ActivitySuspended").when("SuspendActivity").isRefused("activity-suspended");
    given("ActivityOffered").when("ResumeActivity").isRefused("activity-not-suspended");
    given().when("SuspendActivity").isRefused("unknown-activity");
    given().when("ResumeActivity").isRefused("unknown-activity");
  });

  test("it stops for good, and who takes part keeps their place until they are looked after", () => {
    const town = given(...participating)
      .when("StopActivity", { reason: "no-leader" })
      .leadsTo("ActivityStopped");
    const walking = seeThrough(subjectViews.activity, town.facts);
    expect(walking).toMatchObject({ status: "stopped", taking: ["referral-1"] });
    given("ActivityOffered", "ActivityStopped").when("StopActivity").isRefused("activity-stopped");
  });
});
