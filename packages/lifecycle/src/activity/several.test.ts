import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { other, otherInIntake, participating } from "../testing/ways.ts";

const painting = ["ActivityOffered", { activity: "painting", kind: "painting" }] as const;
const both = [...participating, painting, "ActivityAdded"] as const;

describe("several activities at once", () => {
  test("each has its own place", () => {
    const town = given(...participating, painting)
      .when("AddActivity")
      .leadsTo(["ActivityAdded", { activity: "painting", kind: "painting" }]);
    expect(town.referrals()[0]?.record.enrolments.map(({ status }) => status)).toEqual(["active", "active"]);
  });

  test("a further one is on offer, has room and is not taken part in yet", () => {
    const busy = { ...other, activity: "painting" };
    given(...participating)
      .when("AddActivity")
      .isRefused("unknown-activity");
    given(...both)
      .when("AddActivity")
      .isRefused("already-enrolled");
    const small = [
      ...participating,
      ["ActivityOffered", { activity: "painting", capacity: 1 }],
      ...otherInIntake,
    ] as const;
    given(...small, ["ActivityMatched", busy])
      .when("AddActivity")
      .isRefused("activity-full");
    given(...small, ["WaitingListJoined", busy])
      .when("AddActivity")
      .isRefused("others-wait-longer");
  });

  test("one ends while the other goes on", () => {
    const town = given(...both)
      .when("EndEnrolment")
      .leadsTo(["EnrolmentEnded", { activity: "walking" }]);
    expect(town.referrals()[0]?.place.lifecycle).toBe("participating.active");
    expect(town.referrals()[0]?.record.enrolments.map(({ status }) => status)).toEqual(["ended", "active"]);
  });

  test("the last one does not just end: that is going back to looking, completing, or an end", () => {
    given(...participating)
      .when("EndEnrolment")
      .isRefused("only-enrolment");
  });

  test("nothing ends that one does not take part in", () => {
    given(...both)
      .when("EndEnrolment", { activity: "cooking" })
      .isRefused("not-enrolled");
  });
});
