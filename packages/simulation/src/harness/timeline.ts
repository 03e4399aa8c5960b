import {
  dateOf,
  type Instant,
  isLifeFactType,
  type LifeFact,
  type LifeFactType,
  type RecordedFact,
  type StepKind,
} from "@wor/lifecycle";
import type { PathMoment } from "./log-view.ts";
import { stepWords } from "./verbs.ts";

type Words = {
  readonly [Type in LifeFactType]?: (fact: RecordedFact<Extract<LifeFact, { type: Type }>>) => string;
};

/** What happened, in words, for each kind of fact in a path. */
export const words: Words = {
  ReferralRegistered: ({ data }) =>
    `refers ${data.resident} for ${data.mainReason} (${data.channel}${data.secondBecause ? `, a second because ${data.secondBecause}` : ""})`,
  ReferralAccepted: ({ data }) => `judged suitable by the ${data.by}`,
  ReferralPostponed: ({ data }) => `postponed until ${data.until}: ${data.reason}`,
  ReferralTakenUpAgain: () => "taken up again",
  ConsentChanged: ({ data: { consent } }) => {
    const given = Object.entries(consent).filter(([, yes]) => yes);
    return `the resident agrees to ${given.map(([to]) => to).join(", ") || "nothing"}`;
  },
  PracticeChanged: ({ data }) => `${data.practice} hears back from now on: ${data.because}`,
  DuplicateDismissed: ({ data }) => `not the same as referral ${data.other}: ${data.reason}`,
  VariantMigrated: ({ data }) => `goes on by the rules of ${data.to.id}@${data.to.version}`,
  StepReminded: ({ data }) => `reminder to ${data.to}: ${step(data.step)}, due ${day(data.dueAt)}`,
  StepRescheduled: ({ data }) => `another day agreed: ${step(data.step)}, due ${day(data.to)}`,
  StepEscalated: ({ data }) =>
    `rises from ${data.from} to ${data.to}: ${step(data.step)}, was due ${day(data.dueAt)}`,
  ContactAttempted: ({ data }) => `tries to reach the resident by ${data.channel}: ${data.outcome}`,
  IntakeStarted: () => "the intake begins",
  ConversationHeld: ({ data }) => `talks with the resident (${data.mode})`,
  IntakePutOnHold: ({ data }) => `intake on hold until ${data.until}: ${data.reason}`,
  IntakeResumed: () => "the intake goes on",
  SideReferralMade: ({ data }) => `brings in ${data.to} beside this path`,
  CoachAssigned: ({ data }) => `${data.coach} becomes the coach${data.how === "byRule" ? " by rule" : ""}`,
  CoachReleased: ({ data }) => `${data.coach} is no longer the coach: ${data.reason}`,
  StandInArranged: ({ data }) => `${data.standIn} stands in for ${data.coach}`,
  StandInEnded: ({ data }) => `${data.standIn} no longer stands in for ${data.coach}`,
  MeasurementTaken: ({ data }) => `questionnaire ${data.instrument} taken (${data.moment})`,
  ActivityProposed: ({ data }) => `proposes ${data.activity}`,
  GapSignalled: ({ data }) => `nothing on offer fits; wanted: ${data.wanted}`,
  ActivityMatched: ({ data }) =>
    `${data.activity} fits${data.startsOn ? `, starts ${data.startsOn}` : ""}${data.accompanied ? ", the coach comes along" : ""}`,
  WaitingListJoined: ({ data }) => `waits for a place in ${data.activity}`,
  PlaceOffered: ({ data }) => `a place in ${data.activity} is offered`,
  TrialStarted: ({ data }) => `tries ${data.activity}${data.accompanied ? ", accompanied" : ""}`,
  ActivityAdded: ({ data }) => `${data.activity} comes beside it`,
  EnrolmentEnded: ({ data }) => `${data.activity} ends: ${data.reason}`,
  MatchingReopened: ({ data }) => `looks on for something that fits: ${data.reason}`,
  ParticipationStarted: ({ data }) => `takes part in ${data.activity}`,
  CheckedIn: ({ data }) => `asks whether the resident went: ${data.went}`,
  AttendanceRecorded: ({ data }) =>
    `${data.present ? "present" : "absent"} at ${data.activity} on ${data.on}`,
  ParticipationPaused: ({ data }) => `pauses: ${data.reason}${data.until ? `, until ${data.until}` : ""}`,
  ParticipationResumed: () => "takes part again",
  BecameVolunteer: ({ data }) => `becomes a volunteer${data.activity ? ` at ${data.activity}` : ""}`,
  GoalsReviewed: ({ data }) => `goals looked at: ${data.outcome}`,
  ParticipationCompleted: ({ data }) => `completes: ${data.outcome}`,
  FeedbackBecameDue: ({ data }) => `the referrer is to be told (${data.moment})`,
  FeedbackDelegated: ({ data }) => `${data.to} will hear it for the referrer`,
  FeedbackGiven: ({ data }) =>
    `tells the ${data.to}: ${data.message} (${data.moments.join(", ")}, by ${data.via})`,
  FeedbackStillOwed: ({ data }) =>
    `the referrer is still to be told (${data.moments.map(({ moment }) => moment).join(", ")})`,
  FeedbackImpossible: ({ data }) => `nobody is told (${data.moments.join(", ")}): ${data.reason}`,
  ReferralDropped: ({ data }) =>
    `drops out: ${data.reason}, by the ${data.initiator}${data.onwardTo ? `, on to ${data.onwardTo}` : ""}`,
  ReferralEnteredInError: ({ data }) => `was never a referral: ${data.reason}`,
  ReferralClosed: () => "closed",
  ReferralReopened: ({ data }) => `reopened: ${data.reason}`,
};

/** A path as short lines: the day it happened, who, what, and where the referral stands when that changes. */
export function timeline(moments: readonly PathMoment[]): string {
  return moments.map(line).join("\n");
}

function line({ event, before, after }: PathMoment): string {
  const happened = dateOf(event.occurredAt as Instant);
  const heard = dateOf(event.recordedAt as Instant);
  const late = heard === happened ? "" : ` (written down ${heard})`;
  const moved = before?.place.lifecycle === after.place.lifecycle ? "" : ` → ${after.place.lifecycle}`;
  return `${happened} ${event.actor.id}: ${say(event)}${late}${moved}`;
}

function say(event: PathMoment["event"]): string {
  const phrase = isLifeFactType(event.type) ? words[event.type] : undefined;
  if (phrase === undefined) return event.type;
  return (phrase as unknown as (fact: PathMoment["event"]) => string)(event);
}

const day = (instant: string): string => dateOf(instant as Instant);
const step = (kind: string): string => stepWords[kind as StepKind] ?? kind;
