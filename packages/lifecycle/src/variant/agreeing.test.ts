import { describe, expect, test } from "vitest";
import { allowed } from "../allowed.ts";
import { capacityOf } from "../coach/capacity.ts";
import { coachView } from "../coach/coach.ts";
import { fold } from "../evolve.ts";
import type { LifeFact, RecordedFact } from "../facts.ts";
import { keepUntil } from "../retention.ts";
import { deadlines } from "../steps/deadlines.ts";
import { exampleVariant, somebody } from "../testing/example-town.ts";
import { type Given, given, recorded } from "../testing/specification.ts";
import { pinOf } from "./hash.ts";

const decisionTree = [
  {
    code: "medical",
    ask: { nl: "Is het medisch?", en: "Is it medical?" },
    yes: { redirectTo: "gp-care" },
    no: { next: "mild" },
  },
  {
    code: "mild",
    ask: { nl: "Zijn de klachten licht?", en: "Are the complaints mild?" },
    yes: "suitable" as const,
    no: { redirectTo: "krachtige-basiszorg" },
  },
];

const referralAfter = (...facts: readonly Given[]) => {
  const state = fold(facts.map((one) => recorded(one) as RecordedFact<LifeFact>));
  if (state === undefined) throw new Error("no referral");
  return state;
};

describe("what a municipality agrees binds", () => {
  test("a referral by a way that is not used here is refused", () => {
    const channels = [{ code: "zorgdomein", label: { nl: "ZorgDomein", en: "ZorgDomein" } }];
    given()
      .under({ referring: { channels } })
      .when("RegisterReferral", { channel: "whatsapp" })
      .isRefused("channel-not-used", { channels: ["zorgdomein"] });
    given()
      .under({ referring: { channels } })
      .when("RegisterReferral")
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("who is older than the target group is refused", () => {
    given()
      .under({ referring: { maximumAge: 70 } })
      .when("RegisterReferral", { age: 71 })
      .isRefused("too-old", { maximumAge: 70 });
  });

  test("where every referral comes with an appointment, just referring is refused", () => {
    given()
      .under({ referring: { handovers: ["appointment"] } })
      .when("RegisterReferral", { handover: "none" })
      .isRefused("handover-not-used");
  });

  test("a pathway that opens by decision takes nobody until somebody opens it", () => {
    const closed = { referring: { opens: "byDecision" as const } };
    given().under(closed).when("RegisterReferral").isRefused("intake-closed", { reason: "notOpenedYet" });
    given().under(closed).when("OpenIntake").leadsTo("IntakeOpened");
    given("IntakeOpened")
      .under(closed)
      .when("RegisterReferral")
      .leadsTo("ReferralRegistered", "ReferralAccepted");
    given("IntakeOpened").under(closed).when("OpenIntake").isRefused("intake-already-open");
  });

  test("a referrer who judges answers the decision tree", () => {
    const asking = given().under({ triage: { decisionTree } });
    asking.when("RegisterReferral").isRefused("question-unanswered", { question: "medical" });
    asking
      .when("RegisterReferral", { answers: { medical: false, mild: false } })
      .isRefused("tree-says-no", { question: "mild", redirectTo: "krachtige-basiszorg" });
    asking
      .when("RegisterReferral", { answers: { medical: false, mild: true } })
      .leadsTo("ReferralRegistered", "ReferralAccepted");
  });

  test("where the coach judges, the coach answers the decision tree and the referrer need not", () => {
    const judgedByCoach = { triage: { by: "coach" as const, decisionTree } };
    given().under(judgedByCoach).when("RegisterReferral").leadsTo("ReferralRegistered");
    given("ReferralRegistered")
      .under(judgedByCoach)
      .when("AcceptReferral")
      .by("coach")
      .isRefused("question-unanswered");
    given("ReferralRegistered")
      .under(judgedByCoach)
      .when("AcceptReferral", { answers: { medical: true } })
      .by("coach")
      .isRefused("tree-says-no", { redirectTo: "gp-care" });
  });

  test("across pathways, one open referral per resident is enough where that is agreed", () => {
    const open = given(["ReferralRegistered", { pathway: "cohort" }]);
    open.when("RegisterReferral").leadsTo("ReferralRegistered", "ReferralAccepted");
    open
      .under({ duplicates: { within: "resident" } })
      .when("RegisterReferral")
      .isRefused("referral-already-open");
  });

  test("a coach goes on leave with a stand-in where that is agreed", () => {
    given("CoachRegistered")
      .under({ coach: { standIn: "required" } })
      .when("SendCoachOnLeave")
      .isRefused("stand-in-required");
  });

  test("a coach's hours decide how many residents there can be", () => {
    const policy = exampleVariant({ coach: { residentsPerHour: 1.5 } });
    expect(capacityOf({ ...coachView.initial, hoursPerWeek: 5 }, policy)).toBe(7);
    expect(capacityOf(coachView.initial, policy)).toBe(40);
    expect(capacityOf({ ...coachView.initial, hoursPerWeek: 5, maxCaseload: 2 }, policy)).toBe(2);
  });

  test("feedback goes by the ways that are agreed", () => {
    given("ReferralRegistered", "ReferralAccepted")
      .under({ feedback: { via: ["secureMail"] } })
      .when("GiveFeedback", { via: "letter" })
      .isRefused("way-not-used", { ways: ["secureMail"] });
  });

  test("a role that does not exist here may do nothing", () => {
    given("ReferralRegistered", "ReferralAccepted")
      .under({ roles: ["coach", "referrer", "system"] })
      .when("HoldConversation")
      .by("volunteer")
      .isRefused("not-permitted", { permitted: ["coach"] });
  });

  test("a role may do some things in some stages only", () => {
    const restrictions = [
      { roles: ["referrer" as const], commands: ["DropReferral" as const], stages: ["referred" as const] },
    ];
    const withdrawn = { reason: "withdrawnByReferrer", initiator: "referrer" } as const;
    given("ReferralRegistered", "ReferralAccepted", "IntakeStarted")
      .under({ restrictions })
      .when("DropReferral", withdrawn)
      .by("referrer")
      .isRefused("not-permitted-here", { stages: ["referred"] });
    given("ReferralRegistered")
      .under({ restrictions })
      .when("DropReferral", withdrawn)
      .by("referrer")
      .leadsTo("ReferralDropped");
    const conversing = referralAfter("ReferralRegistered", "ReferralAccepted", "IntakeStarted");
    const dropping = allowed(conversing, somebody("referrer"), exampleVariant({ restrictions })).find(
      ({ command }) => command === "DropReferral",
    );
    expect(dropping).toMatchObject({ allowed: false, because: { code: "not-permitted-here" } });
  });

  test("without a coordinator, a coordinator's steps are for the first of the chain that is there", () => {
    const without = exampleVariant({ roles: ["coach", "referrer", "municipality", "system"] });
    const waiting = referralAfter("ReferralRegistered", "ReferralAccepted");
    expect(deadlines(waiting, without).find(({ kind }) => kind === "assignCoach")?.owner).toEqual({
      role: "municipality",
    });
  });

  test("goals are reviewed in the rhythm that is agreed, and not otherwise", () => {
    const takingPart = referralAfter(
      "ReferralRegistered",
      "ReferralAccepted",
      "IntakeStarted",
      "ActivityMatched",
      "ParticipationStarted",
    );
    const reviews = (variant = exampleVariant()) =>
      deadlines(takingPart, variant).filter(({ kind }) => kind === "reviewGoals");
    expect(reviews()).toEqual([]);
    expect(reviews(exampleVariant({ participation: { reviewGoalsEvery: "P1M" } }))).toMatchObject([
      { dueAt: "2024-04-04T08:00:00.000Z", owner: { role: "coordinator" } },
    ]);
  });

  test("working days pass over the national holidays, unless agreed otherwise", () => {
    const triage = { by: "coach" as const, within: { workingDays: 1 } };
    const registered = referralAfter(["ReferralRegistered", {}, "2026-04-03T09:00:00.000Z"]);
    const due = (nationalHolidays: boolean) =>
      deadlines(registered, exampleVariant({ triage, calendar: { nationalHolidays } }))[0]?.dueAt;
    expect(due(true)).toBe("2026-04-07T09:00:00.000Z");
    expect(due(false)).toBe("2026-04-06T09:00:00.000Z");
  });

  test("a closed referral is kept for as long as is agreed; an open one for as long as it is open", () => {
    const open = referralAfter("ReferralRegistered", "ReferralAccepted");
    const closed = referralAfter("ReferralRegistered", "ReferralEnteredInError");
    const agreed = exampleVariant({ retention: { afterClosing: "P2Y" } });
    expect(keepUntil(open, agreed)).toBeUndefined();
    expect(keepUntil(closed, agreed)).toBe("2026-03-04T09:00:00.000Z");
  });
});

describe("what was agreed is not changed behind anybody's back", () => {
  const pinned = (changes: Parameters<typeof exampleVariant>[0] = {}) =>
    ["ReferralRegistered", { variant: pinOf(exampleVariant(changes)) }] as const;

  test("a referral pins the content of what it follows", () => {
    given()
      .when("RegisterReferral")
      .leadsTo(["ReferralRegistered", { variant: pinOf(exampleVariant()) }], "ReferralAccepted");
  });

  test("agreements that were changed under the same number are refused", () => {
    given(pinned({ contact: { maxAttempts: 5 } }))
      .when("AcceptReferral")
      .isRefused("variant-changed", { variant: "example-town@1" });
    given(pinned()).when("AcceptReferral").by("coach").leadsTo("ReferralAccepted");
  });

  test("a referral can move away from agreements that were changed, to a new version", () => {
    const next = { ...exampleVariant(), version: 2 };
    given(pinned({ contact: { maxAttempts: 5 } }))
      .when("MigrateVariant")
      .beside(next)
      .leadsTo(["VariantMigrated", { to: pinOf(next) }]);
  });
});
