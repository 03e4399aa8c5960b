import {
  type Deadline,
  dateOf,
  deadlines,
  endReasons,
  type Instant,
  initiators,
  professions,
  type ReferralState,
  type Variant,
} from "@wor/lifecycle";
import { daysLater } from "../days.ts";
import { suitableAnswers } from "../harness/fitting.ts";
import { type Sentence, thePath } from "../harness/sentence.ts";
import type { CommandOf, Verb } from "../harness/verbs.ts";
import { by, coachNamed, referrer, says, secondReferral, usualReferrer } from "./speakers.ts";

/** The people and things a story begins with, so that every turn can be taken. */
export function setting(variant: Variant): Sentence[] {
  const keeper = by(variant, "RegisterCoach", "coordinator");
  return [
    says(coachNamed("coach-1"), "startsWork"),
    says(coachNamed("coach-2"), "startsWork"),
    says(keeper, "offers", "walking-group"),
    says(keeper, "offers", "eating-club", { kind: "eating" }),
    says(keeper, "offers", "full-course", { kind: "course", capacity: 0 }),
    says(keeper, "offers", "old-choir", { kind: "singing" }),
    says(keeper, "suspendsActivity", "old-choir"),
  ];
}

/** How a referral can come in: once as it should, and in every way that a variant could refuse. */
export function waysIn(variant: Variant): Sentence[] {
  const { referring } = variant;
  const usual = usualReferrer(variant);
  const refers = (told?: object, who = usual) =>
    says(who, "refers", "resident-1", ...(told === undefined ? [] : [told]));
  return [
    refers(),
    ...professions.map((profession) => refers(undefined, referrer(variant, profession))),
    ...referring.reasons.map(({ code }) => refers({ reason: code })),
    ...referring.reasons.slice(1, 2).map(({ code }) => refers({ furtherReasons: [code] })),
    ...referring.exclusions.map(({ code }) => refers({ circumstances: [code] })),
    ...variant.areas.slice(0, 1).map((area) => refers({ area })),
    refers({ noSuchField: true }),
    refers({ reason: "noSuchReason" }),
    refers({ circumstances: ["noSuchCircumstance"] }),
    refers({ area: "no-such-area" }),
    refers({ age: 3 }),
    refers({ age: undefined }),
    refers({ residentInformed: false }),
    refers({ consent: { referral: false, contact: false, feedback: false } }),
    refers({ consent: { referral: true, contact: true, feedback: false } }),
    refers({ handover: "appointment" }),
    refers({ handover: "warm" }),
    refers({ secondBecause: "deliberate" }),
    refers({ channel: "no-such-channel" }),
    refers({ handover: "none" }),
    ...contrary(variant).map((answers) => refers({ answers })),
    refers({ occurredAt: "2199-01-01T00:00:00.000Z" }),
    says({ ...usual, organisation: "another-practice" }, "refers", "resident-1", {
      referrer: { profession: usual.profession, organisation: usual.organisation },
    }),
    says({ role: "activityProvider", key: "provider" }, "refers", "resident-1"),
    says(by(variant, "CloseIntake", "coordinator"), "closesIntake"),
    says(by(variant, "OpenIntake", "coordinator"), "opensIntake"),
  ];
}

/**
 * What could be said of a referral now: every verb with plain contents by somebody who may, the contents that some
 * rule refuses, and somebody who may not. Most of it is refused where the referral stands; the rules know.
 */
export function repertoire(state: ReferralState, variant: Variant, now: Instant): Sentence[] {
  const tomorrow = dateOf(daysLater(now, 1));
  const soon = dateOf(daysLater(now, 14));
  const farOff = dateOf(daysLater(now, 900));
  const yesterday = dateOf(daysLater(now, -1));
  const plain = <V extends Verb>(verb: V, type: CommandOf<V>, ...args: unknown[]) =>
    says(by(variant, type, "coach", state), verb, ...args);
  const path = thePath;
  const [activity] = state.record.enrolments
    .filter((one) => one.status !== "ended")
    .map((one) => one.activity);
  return [
    plain("accepts", "AcceptReferral", path),
    ...contrary(variant).map((answers) => plain("accepts", "AcceptReferral", path, { answers })),
    plain("postpones", "PostponeReferral", path, soon),
    plain("postpones", "PostponeReferral", path, yesterday),
    plain("postpones", "PostponeReferral", path, farOff),
    plain("takesUpAgain", "TakeUpReferralAgain", path),
    plain("notesConsent", "ChangeConsent", path, { feedback: false }),
    plain("notesConsent", "ChangeConsent", path, { contact: false }),
    plain("notesConsent", "ChangeConsent", path, { referral: false }),
    plain("dismissesDuplicate", "DismissDuplicate", path, { id: "another" }),
    plain("dismissesDuplicate", "DismissDuplicate", path, path),
    plain("migrates", "MigrateVariant", path, { id: variant.id, version: variant.version }),
    plain("migrates", "MigrateVariant", path, { id: variant.id, version: 99 }),

    plain("triesToReach", "RecordContactAttempt", path),
    plain("triesToReach", "RecordContactAttempt", path, { outcome: "reached" }),
    plain("holdsConversation", "HoldConversation", path),
    ...unusedModes(variant).map((mode) => plain("holdsConversation", "HoldConversation", path, { mode })),
    plain("holdsConversation", "HoldConversation", path, { occurredAt: "2001-01-01T12:00:00.000Z" }),
    plain("putsOnHold", "PutIntakeOnHold", path, soon),
    plain("putsOnHold", "PutIntakeOnHold", path, yesterday),
    plain("putsOnHold", "PutIntakeOnHold", path, farOff),
    plain("resumesIntake", "ResumeIntake", path),
    plain("refersAside", "MakeSideReferral", path, "debtHelp"),
    ...variant.measurements
      .slice(0, 1)
      .flatMap(({ instrument, moments }) =>
        moments
          .slice(0, 1)
          .map((moment) => plain("measures", "TakeMeasurement", path, { instrument, moment, answers: {} })),
      ),
    plain("measures", "TakeMeasurement", path, { instrument: "unheard", moment: "start", answers: {} }),

    plain("assigns", "AssignCoach", path, "coach-1"),
    plain("assigns", "AssignCoach", path, "coach-2"),
    plain("assigns", "AssignCoach", path, "nobody"),
    plain("releases", "ReleaseCoach", path),
    says(coachNamed(state.record.coach.id ?? "coach-1"), "leaves"),
    says(coachNamed(state.record.coach.id ?? "coach-1"), "goesOnLeave"),
    says(coachNamed(state.record.coach.id ?? "coach-1"), "goesOnLeave", { standIn: "coach-2" }),
    says(coachNamed("coach-1"), "goesOnLeave", { standIn: "coach-1" }),
    says(coachNamed("coach-1"), "comesBack"),
    says(coachNamed("coach-1"), "startsWork"),
    says(coachNamed("coach-1"), "changesWork", { maxCaseload: 1 }),

    ...activities.flatMap((one) => [
      plain("proposes", "ProposeActivity", path, one),
      plain("matches", "MatchActivity", path, one),
      plain("putsOnWaitingList", "JoinWaitingList", path, one),
      plain("adds", "AddActivity", path, one),
    ]),
    plain("matches", "MatchActivity", path, "walking-group", { accompanied: true, startsOn: tomorrow }),
    plain("matches", "MatchActivity", path, "no-such-activity"),
    plain("signalsGap", "SignalGap", path, "eveningGroup"),
    plain("offersPlace", "OfferPlace", path),
    plain("offersPlace", "OfferPlace", path, { activity: "eating-club" }),
    plain("startsTrial", "StartTrial", path),
    plain("startsTrial", "StartTrial", path, { activity: "eating-club" }),
    plain("looksOn", "ReturnToMatching", path),
    plain("endsEnrolment", "EndEnrolment", path, activity ?? "walking-group"),
    plain("offers", "OfferActivity", "walking-group"),
    plain("resumesActivity", "ResumeActivity", "walking-group"),
    plain("stopsActivity", "StopActivity", activity ?? "walking-group"),
    plain("changesActivity", "ChangeActivity", "full-course", { capacity: 1 }),

    plain("startsParticipation", "StartParticipation", path),
    plain("startsParticipation", "StartParticipation", path, { activity: "eating-club" }),
    plain("checksIn", "CheckIn", path, "yes"),
    plain("checksIn", "CheckIn", path, "no"),
    plain("notesAttendance", "RecordAttendance", path, { on: dateOf(now) }),
    plain("notesAttendance", "RecordAttendance", path, { on: dateOf(now), present: false }),
    plain("pauses", "PauseParticipation", path),
    plain("pauses", "PauseParticipation", path, { until: soon }),
    plain("pauses", "PauseParticipation", path, { until: farOff }),
    plain("resumes", "ResumeParticipation", path),
    plain("resumes", "ResumeParticipation", path, { stillSuitable: false }),
    plain("notesVolunteering", "BecomeVolunteer", path),
    plain("reviewsGoals", "ReviewGoals", path),
    plain("completes", "CompleteParticipation", path),

    plain("givesFeedback", "GiveFeedback", path),
    ...unusedMessages(variant).map((message) => plain("givesFeedback", "GiveFeedback", path, { message })),
    ...variant.feedback.delegateTo
      .slice(0, 1)
      .map((to) => plain("delegatesFeedback", "DelegateFeedback", path, to)),
    plain("delegatesFeedback", "DelegateFeedback", path, "self"),
    plain("changesPractice", "ChangePractice", path, "another-practice"),
    plain("changesPractice", "ChangePractice", path, state.record.referrer.organisation ?? "none"),
    plain("cannotTell", "MarkFeedbackImpossible", path),

    plain("drops", "DropReferral", path),
    plain("drops", "DropReferral", path, { reason: "unreachable", initiator: "circumstance" }),
    plain("drops", "DropReferral", path, { localReason: "noSuchReason" }),
    plain("drops", "DropReferral", path, { reason: "duplicate" }),
    plain("merges", "DropReferral", path, path),
    plain("merges", "DropReferral", path, { path: 1 }),
    says({ role: "resident", key: state.record.resident }, "drops", path, { initiator: "service" }),
    says({ role: "resident", key: "somebody-else" }, "drops", path),
    says({ role: "activityProvider", key: "provider" }, "marksInError", path),
    plain("marksInError", "MarkEnteredInError", path),
    plain("reopens", "ReopenReferral", path),

    plain("closesIntake", "CloseIntake"),
    plain("closesIntake", "CloseIntake", { until: yesterday }),
    plain("opensIntake", "OpenIntake"),
    says(usualReferrer(variant), "refers", "resident-1"),
    says(usualReferrer(variant), "refers", "resident-1", { secondBecause: "deliberate" }),
    secondReferral(variant),
    ...firstStep(state, variant).flatMap(({ kind, dueAt }) =>
      [soon, tomorrow, yesterday].map((to) =>
        plain("reschedules", "RescheduleStep", path, { step: kind, dueAt, to, reason: "holiday" }),
      ),
    ),
    ...firstStep(state, variant).map(({ kind, dueAt }) =>
      says({ role: "system", key: "system" }, "escalates", path, { step: kind, dueAt, level: 1 }),
    ),
  ];
}

/** Every reason for which a referral can end, each with every initiator who has a use for it, and the local ones. */
export function waysOut(variant: Variant, referral?: ReferralState): Sentence[] {
  const who = by(variant, "DropReferral", "coach", referral);
  const drop = (told: object) => says(who, "drops", thePath, told);
  return [
    ...endReasons.map((reason) => drop({ reason, initiator: "service" })),
    ...initiators.map((initiator) => drop({ reason: "wantsNoHelp", initiator })),
    ...variant.ending.reasons.map(({ code, core }) => drop({ reason: core, localReason: code })),
  ];
}

const activities = ["walking-group", "eating-club", "full-course", "old-choir"];

/** Answers with which a decision tree does not end in "suitable": none at all, and each question the other way. */
function contrary(variant: Variant): object[] {
  const fits = Object.entries(suitableAnswers(variant));
  return fits.length === 0
    ? []
    : [{}, ...fits.map(([code, answer]) => Object.fromEntries([...fits, [code, !answer]]))];
}

const unusedModes = ({ conversations }: Variant): string[] =>
  ["homeVisit", "phone", "practice", "walking", "screen", "elsewhere"]
    .filter((mode) => !(conversations.modes as readonly string[]).includes(mode))
    .slice(0, 1);

const unusedMessages = ({ feedback }: Variant): string[] =>
  ["takesPart", "notSuitable", "exploring", "completed", "stopped", "unreachable"]
    .filter((message) => !(feedback.messages as readonly string[]).includes(message))
    .slice(0, 1);

const firstStep = (state: ReferralState, variant: Variant): readonly Deadline[] =>
  deadlines(state, variant).slice(0, 1);
