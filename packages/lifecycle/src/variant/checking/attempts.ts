import type { CommandType } from "../../command-types.ts";
import type { Command } from "../../decisions.ts";
import type { ReferralState } from "../../evolve.ts";
import { stageOf } from "../../machine/place.ts";
import type { MeasurementMoment } from "../../referral/record.ts";
import { type Known, nothingKnown } from "../../subjects.ts";
import {
  ActivityId,
  CoachId,
  Code,
  OrganisationId,
  ReferralId,
  ResidentId,
} from "../../vocabulary/identifiers.ts";
import type { Profession } from "../../vocabulary/roles.ts";
import { after, type CalendarDate, dateOf, Instant } from "../../vocabulary/times.ts";
import type { DecisionTree } from "../referring-policy.ts";
import type { Variant } from "../schema.ts";

/** A command as somebody could give it, and what would be known then. */
export interface Attempt {
  readonly command: Command;
  readonly known: Partial<Known>;
}

/** When the explored referral is registered: some Monday. */
export const beginning = Instant.parse("2024-01-08T09:00:00.000Z");

export const referral = ReferralId.parse("some-referral");
const resident = ResidentId.parse("some-resident");
const [oneCoach, otherCoach] = [CoachId.parse("one-coach"), CoachId.parse("other-coach")];
const activity = ActivityId.parse("some-activity");
const practice = OrganisationId.parse("some-practice");
const code = Code.parse("some");

const anyCoach: Known["coach"] = { ...nothingKnown.coach, known: true, trained: true };
const withRoom: Known["activity"] = { ...nothingKnown.activity, status: "offered", kind: code };
const awaited: Known["activity"] = { ...withRoom, waiting: [referral] };
const full: Known["activity"] = { ...withRoom, capacity: 0 };

/**
 * What can be tried where a referral stands: for each command one example, or more where what it says decides
 * where it leads. What only takes note of something and answers no step is left out.
 */
export function attempts(state: ReferralState, variant: Variant, now: Instant): Attempt[] {
  const { record } = state;
  const tomorrow: CalendarDate = dateOf(after(now, "P1D", { holidays: [] }));
  const one = <Type extends CommandType>(
    type: Type,
    contents: Omit<Extract<Command, { type: Type }>, "type" | "referral" | "occurredAt">,
    known: Partial<Known> = {},
  ): Attempt => ({ command: { type, referral, ...contents } as unknown as Command, known });
  const enrolled = record.enrolments.find(({ status }) => status !== "ended")?.activity ?? activity;
  const measurement = nextMeasurement(state, variant);
  return [
    one("AcceptReferral", { answers: suitableAnswers(variant.triage.decisionTree) }),
    one("PostponeReferral", {
      until: tomorrow,
      reason: code,
      answers: suitableAnswers(variant.triage.decisionTree),
    }),
    one("TakeUpReferralAgain", {}),
    one("ChangeConsent", { consent: { ...record.consent, feedback: !record.consent.feedback } }),
    ...(stageOf(state.place) === "referred"
      ? [one("ChangeConsent", { consent: { ...record.consent, contact: !record.consent.contact } })]
      : []),
    one("ChangeConsent", { consent: { ...record.consent, referral: false } }),
    one("RecordContactAttempt", { channel: "phone", outcome: "noAnswer" }),
    one("HoldConversation", {
      mode: variant.conversations.modes[0] ?? "homeVisit",
      wishes: [],
      barriers: [],
      lifeDomains: [],
    }),
    one("PutIntakeOnHold", { until: tomorrow, reason: code }),
    one("ResumeIntake", {}),
    ...(measurement === undefined ? [] : [one("TakeMeasurement", { ...measurement, answers: {} })]),
    one(
      "AssignCoach",
      { coach: record.coach.id === oneCoach ? otherCoach : oneCoach, how: "byHand" },
      { coach: anyCoach },
    ),
    one("ReleaseCoach", { reason: code }),
    one("MatchActivity", { activity, accompanied: false }, { activity: withRoom }),
    one("JoinWaitingList", { activity }, { activity: full }),
    one("OfferPlace", { activity: record.matching.waitingFor ?? activity }, { activity: awaited }),
    one("StartTrial", { activity: enrolled, accompanied: false }, { activity: withRoom }),
    one("ReturnToMatching", { reason: code }),
    one("StartParticipation", { activity: enrolled, accompanied: false }),
    one("CheckIn", { went: "yes" }),
    one("RecordAttendance", { activity: enrolled, on: dateOf(now), present: false }),
    one("PauseParticipation", { reason: code }),
    one("ResumeParticipation", { stillSuitable: true }),
    one("ReviewGoals", { outcome: code }),
    one("CompleteParticipation", { outcome: code }),
    ...variant.feedback.messages
      .slice(0, 1)
      .map((message) => one("GiveFeedback", { message, via: variant.feedback.via[0] ?? "phone" })),
    one("MarkFeedbackImpossible", { reason: code }),
    one("DropReferral", { reason: "wantsNoHelp", initiator: "resident" }),
    one("DropReferral", { reason: "withdrawnByReferrer", initiator: "referrer" }),
    one("MarkEnteredInError", { reason: code }),
    one("ReopenReferral", {
      reason: code,
      consent: { referral: true, contact: true, feedback: record.referrer.profession !== "self" },
    }),
  ];
}

/** The registration that a variant should welcome from this profession, if from anybody. */
export function bestRegistration(profession: Profession, variant: Variant): Attempt {
  const { referring, areas, pathway, triage } = variant;
  const organisation = profession === "self" ? undefined : somePractice(variant);
  const age = referring.minimumAge ?? referring.maximumAge;
  const [area] = areas;
  return {
    command: {
      type: "RegisterReferral",
      pathway,
      resident,
      referrer: { profession, ...(organisation && { organisation }) },
      channel: referring.channels[0]?.code ?? code,
      mainReason: referring.reasons[0]?.code ?? code,
      furtherReasons: [],
      otherConversation: "unknown",
      residentInformed: true,
      consent: { referral: true, contact: true, feedback: profession !== "self" },
      handover: referring.handovers[0] ?? "none",
      appointmentAt: beginning,
      ...(area && { area }),
      ...(age !== undefined && { age }),
      sex: "unknown",
      circumstances: [],
      answers: suitableAnswers(triage.decisionTree),
    },
    known: { pathway: { opened: true } },
  };
}

/** A practice that takes part; where any may, one is named only if it matters whose a referral is. */
function somePractice({ referring: { organisations }, ownReferralsOnly = [] }: Variant) {
  if (organisations !== "all") return organisations[0];
  const matters = ownReferralsOnly.some((role) => role === "referrer" || role === "practiceNurse");
  return matters ? practice : undefined;
}

/** Answers with which the decision tree says yes, where there are such. */
export function suitableAnswers(tree: DecisionTree | undefined): { [question: Code]: boolean } {
  const [first] = tree ?? [];
  return (first && toSuitable(tree ?? [], first.code, new Set())) ?? {};
}

function toSuitable(
  tree: DecisionTree,
  code: Code,
  seen: ReadonlySet<Code>,
): { [question: Code]: boolean } | undefined {
  const question = tree.find((one) => one.code === code);
  if (question === undefined || seen.has(code)) return undefined;
  for (const answer of [true, false]) {
    const leadsTo = answer ? question.yes : question.no;
    if (leadsTo === "suitable") return { [code]: answer };
    if ("next" in leadsTo) {
      const onwards = toSuitable(tree, leadsTo.next, new Set([...seen, code]));
      if (onwards !== undefined) return { [code]: answer, ...onwards };
    }
  }
  return undefined;
}

function nextMeasurement(
  { record }: ReferralState,
  variant: Variant,
): { instrument: Code; moment: MeasurementMoment } | undefined {
  for (const moment of ["start", "after3Months", "after6Months"] as const) {
    for (const { instrument, moments } of variant.measurements) {
      const taken = record.measurements.some((one) => one.instrument === instrument && one.moment === moment);
      if (moments.includes(moment) && !taken) return { instrument, moment };
    }
  }
  return undefined;
}

/** Whether a command ends the path before its time, or says that it never was one. */
export const isWayOut = (command: CommandType): boolean =>
  command === "DropReferral" || command === "MarkEnteredInError";
