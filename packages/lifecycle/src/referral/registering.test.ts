import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { closedAfterDrop } from "../testing/ways.ts";

test("a referral follows the variant that is asked for, or none", () => {
  given()
    .when("RegisterReferral", { variant: "example-town" })
    .leadsTo("ReferralRegistered", "ReferralAccepted");
  given()
    .when("RegisterReferral", { variant: "another-town" })
    .isRefused("unknown-variant", { variant: "another-town", available: ["example-town@1"] });
});

describe("registering a referral", () => {
  test("a referrer who judges refers and accepts in one", () => {
    given()
      .when("RegisterReferral")
      .by("referrer")
      .leadsTo(
        ["ReferralRegistered", { resident: "resident-1", variant: { id: "example-town", version: 1 } }],
        ["ReferralAccepted", { by: "referrer" }],
      );
  });

  test("where a coach or coordinator judges, the referral waits for that", () => {
    for (const by of ["coach", "coordinator"] as const) {
      const town = given().under({ triage: { by } }).when("RegisterReferral").leadsTo("ReferralRegistered");
      expect(town.referrals()[0]?.place.lifecycle).toBe("referred.triage");
    }
  });

  test("a resident who comes on their own initiative is judged by the coach, and nobody will be owed feedback", () => {
    given()
      .when("RegisterReferral", { referrer: { profession: "self" } })
      .by("resident")
      .leadsTo(["ReferralRegistered", { referrer: { profession: "self" } }]);
  });

  test("what brought the resident is told: reasons, question, other conversation, appointment and way to reach them", () => {
    given()
      .when("RegisterReferral", {
        furtherReasons: ["stuck"],
        helpQuestion: "sealed:abc123",
        otherConversation: "referrer",
        handover: "appointment",
        appointmentAt: "2024-03-14T10:00:00.000Z",
        contactThrough: "home-care-1",
        hindered: true,
      })
      .leadsTo(
        [
          "ReferralRegistered",
          {
            mainReason: "lonely",
            furtherReasons: ["stuck"],
            otherConversation: "referrer",
            handover: "appointment",
            contactThrough: "home-care-1",
            hindered: true,
          },
        ],
        "ReferralAccepted",
      );
  });

  test("what somebody wrote about a resident is refused in clear", () => {
    given()
      .when("RegisterReferral", { helpQuestion: "She has been alone since last year" })
      .isRefused("invalid-command", { path: "helpQuestion" });
  });

  test("a referral is registered late, as of when it happened", () => {
    const town = given()
      .when("RegisterReferral", { occurredAt: "2024-02-01T10:00:00.000Z" })
      .leadsTo("ReferralRegistered", "ReferralAccepted");
    expect(town.facts[0]).toMatchObject({
      occurredAt: "2024-02-01T10:00:00.000Z",
      recordedAt: "2024-03-11T09:00:00.000Z",
    });
  });

  test("what will happen later is not registered now", () => {
    given()
      .when("RegisterReferral", { occurredAt: "2024-03-12T10:00:00.000Z" })
      .isRefused("in-the-future", { occurredAt: "2024-03-12T10:00:00.000Z" });
  });

  test("a referral for another pathway than the agreements are about is refused", () => {
    given()
      .when("RegisterReferral", { pathway: "cohort" })
      .isRefused("another-pathway", { pathway: "individual" });
  });

  test("while the intake is closed nobody is referred, and it is said until when", () => {
    given(["IntakeClosed", { until: "2024-06-01" }])
      .when("RegisterReferral")
      .isRefused("intake-closed", { reason: "no-coach", until: "2024-06-01" });
    given("IntakeClosed", "IntakeOpened")
      .when("RegisterReferral")
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("who comes back after an end begins a new episode that is linked to the old one", () => {
    given(...closedAfterDrop)
      .when("RegisterReferral")
      .leadsTo(["ReferralRegistered", { previous: "referral-1" }], "ReferralAccepted");
  });
});
