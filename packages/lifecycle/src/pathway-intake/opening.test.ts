import { describe, test } from "vitest";
import { given } from "../testing/specification.ts";

describe("opening and closing the intake", () => {
  test("a municipality without a coach takes no new referrals for now", () => {
    given()
      .when("CloseIntake", { reason: "no-coach", until: "2024-06-01" })
      .by("municipality")
      .leadsTo(["IntakeClosed", { pathway: "individual", reason: "no-coach", until: "2024-06-01" }]);
  });

  test("those on their way go on", () => {
    given("ReferralRegistered", "ReferralAccepted", "IntakeClosed")
      .when("HoldConversation")
      .leadsTo("IntakeStarted", "ConversationHeld");
  });

  test("what is closed is not closed again, and not until a day that has come", () => {
    given("IntakeClosed").when("CloseIntake").isRefused("intake-already-closed");
    given().when("CloseIntake", { until: "2024-03-11" }).isRefused("date-has-passed");
  });

  test("a closing until a day is over on that day, without anybody opening it", () => {
    const closed = given(["IntakeClosed", { until: "2024-06-01" }]);
    closed.when("RegisterReferral").at("2024-05-31T21:59:59.000Z").isRefused("intake-closed");
    closed
      .when("RegisterReferral")
      .at("2024-05-31T22:00:00.000Z")
      .leadsTo("ReferralRegistered", "ReferralAccepted");
    closed.when("OpenIntake").at("2024-06-01T09:00:00.000Z").leadsTo("IntakeOpened");
    closed.when("CloseIntake").at("2024-06-01T09:00:00.000Z").leadsTo("IntakeClosed");
  });

  test("new referrals are welcome again", () => {
    given("IntakeClosed")
      .when("OpenIntake")
      .leadsTo(["IntakeOpened", { pathway: "individual" }]);
  });

  test("what is open is not opened", () => {
    given().when("OpenIntake").isRefused("intake-already-open");
  });

  test("a pathway that opens by decision takes nobody before", () => {
    const later = { referring: { opens: "byDecision" as const } };
    given().under(later).when("RegisterReferral").isRefused("intake-closed", { reason: "notOpenedYet" });
    given("IntakeOpened")
      .under(later)
      .when("RegisterReferral")
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });
});
