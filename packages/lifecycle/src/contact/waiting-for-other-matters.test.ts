import { describe, expect, test } from "vitest";
import { given } from "../testing/specification.ts";
import { inIntake, participating } from "../testing/ways.ts";

describe("other matters first", () => {
  test("debts or care come first: the intake is put on hold until a day", () => {
    given(...inIntake)
      .when("PutIntakeOnHold", { until: "2024-05-01", reason: "debts" })
      .leadsTo(["IntakePutOnHold", { until: "2024-05-01", reason: "debts" }]);
  });

  test("it can take longer than thought", () => {
    given(...inIntake, "IntakePutOnHold")
      .when("PutIntakeOnHold", { until: "2024-06-01" })
      .leadsTo("IntakePutOnHold");
  });

  test("a hold is until a day to come", () => {
    given(...inIntake)
      .when("PutIntakeOnHold", { until: "2024-03-11" })
      .isRefused("date-has-passed");
  });

  test("and no longer away than anything may lie still", () => {
    given(...inIntake)
      .when("PutIntakeOnHold", { until: "2024-06-12" })
      .isRefused("too-far-off", { latest: "2024-06-11" });
  });

  test("the intake goes on", () => {
    const town = given(...inIntake, "IntakePutOnHold")
      .when("ResumeIntake")
      .leadsTo("IntakeResumed");
    expect(town.referrals()[0]?.place.lifecycle).toBe("intake.conversing");
  });

  test("help for another matter runs beside it, at any stage", () => {
    for (const way of [inIntake, participating]) {
      given(...way)
        .when("MakeSideReferral", { to: "debt-help", organisation: "debt-desk" })
        .leadsTo(["SideReferralMade", { to: "debt-help", organisation: "debt-desk" }]);
    }
  });
});
