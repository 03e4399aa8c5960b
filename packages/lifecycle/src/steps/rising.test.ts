import { describe, expect, test } from "vitest";
import { type Given, given } from "../testing/specification.ts";
import { accepted, guided } from "../testing/ways.ts";

/** Accepted on Monday the 4th, so the first contact is due on Monday the 18th; reminders go two days before. */
const dueAt = "2024-03-18T09:00:00.000Z";
const owned = { step: "makeFirstContact", dueAt } as const;

describe("reminding", () => {
  test("whose step it is, is reminded of what is due soon", () => {
    given(...guided)
      .when("RemindStep", { ...owned, to: "coach" })
      .at("2024-03-16T09:00:00.000Z")
      .leadsTo(["StepReminded", { ...owned, to: "coach" }]);
  });

  test("not too early, not twice, and not of what is overdue", () => {
    const remind = (...facts: readonly Given[]) => given(...guided, ...facts).when("RemindStep", owned);
    remind().at("2024-03-16T08:59:00.000Z").isRefused("step-not-due");
    remind("StepReminded").at("2024-03-16T09:00:00.000Z").isRefused("step-not-due");
    remind().at(dueAt).isRefused("step-not-due", { step: "makeFirstContact" });
  });

  test("the owner of now is reminded, whoever was meant", () => {
    given(...accepted)
      .when("RemindStep", { ...owned, to: "coach" })
      .at("2024-03-16T09:00:00.000Z")
      .leadsTo(["StepReminded", { to: "coordinator" }]);
  });

  test("only the system reminds", () => {
    given(...guided)
      .when("RemindStep", owned)
      .by("coach")
      .isRefused("not-permitted", { permitted: ["system"] });
  });
});

describe("rising", () => {
  test("what was not done in time rises to the coordinator", () => {
    given(...guided)
      .when("EscalateStep", { ...owned, level: 1 })
      .at(dueAt)
      .leadsTo(["StepEscalated", { ...owned, from: "coach", to: "coordinator", level: 1 }]);
  });

  test("a week later it rises to the municipality, and stays there", () => {
    const risen = [...guided, ["StepEscalated", {}, dueAt]] as const;
    given(...risen)
      .when("EscalateStep", { ...owned, level: 2 })
      .at("2024-03-25T08:00:00.000Z")
      .isRefused("step-not-due");
    given(...risen)
      .when("EscalateStep", { ...owned, level: 2 })
      .at("2024-03-25T09:00:00.000Z")
      .leadsTo(["StepEscalated", { from: "coordinator", to: "municipality", level: 2 }]);
    given(...risen, [
      "StepEscalated",
      { level: 2, from: "coordinator", to: "municipality" },
      "2024-03-25T09:00:00.000Z",
    ])
      .when("EscalateStep", { ...owned, level: 3 })
      .at("2025-03-25T09:00:00.000Z")
      .isRefused("step-not-due");
  });

  test("what is done, not due, or due at another moment does not rise", () => {
    given(...guided)
      .when("EscalateStep", { ...owned, level: 1 })
      .at("2024-03-18T08:59:00.000Z")
      .isRefused("step-not-due");
    given(...guided, "IntakeStarted")
      .when("EscalateStep", { ...owned, level: 1 })
      .at(dueAt)
      .isRefused("step-not-due");
    given(...guided)
      .when("EscalateStep", { ...owned, dueAt: "2024-03-17T09:00:00.000Z", level: 1 })
      .at(dueAt)
      .isRefused("step-not-due");
  });

  test("what a coach left undone reaches the municipality, though the coach left and the coordinator owns it since", () => {
    const town = given(
      ...guided,
      ["StepEscalated", {}, dueAt],
      ["CoachReleased", {}, "2024-03-19T09:00:00.000Z"],
    )
      .when("EscalateStep", { ...owned, level: 2 })
      .at("2024-03-25T09:00:00.000Z")
      .leadsTo(["StepEscalated", { from: "coordinator", to: "municipality" }]);
    expect(town.referrals()[0]?.record.escalations.makeFirstContact?.to).toBe("municipality");
  });
});
