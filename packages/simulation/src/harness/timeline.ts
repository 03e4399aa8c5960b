import {
  dateOf,
  type FactOf,
  type FactType,
  type Instant,
  isFactType,
  type RecordedFact,
  type StepKind,
  stepWords,
} from "@wor/lifecycle";
import { isOfPath, type Moment, type PathMoment } from "./log-view.ts";

type Words = {
  readonly [Type in FactType]: (fact: RecordedFact<FactOf<Type>>) => string;
};

/** What happened, in words, for each kind of fact. */
const words: Words = {
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
    `drops out: ${data.reason}, by ${data.initiator === "circumstance" ? "circumstance" : `the ${data.initiator}`}${data.onwardTo ? `, on to ${data.onwardTo}` : ""}`,
  ReferralEnteredInError: ({ data }) => `was never a referral: ${data.reason}`,
  ReferralClosed: () => "closed",
  ReferralReopened: ({ data }) => `reopened: ${data.reason}`,

  CoachRegistered: ({ data }) => `${data.coach} starts work`,
  CoachChanged: ({ data }) => `the work of ${data.coach} changes`,
  CoachWentOnLeave: ({ data }) =>
    `${data.coach} goes on leave${data.until ? ` until ${data.until}` : ""}${data.standIn ? `; ${data.standIn} stands in` : ""}`,
  CoachReturned: ({ data }) => `${data.coach} is back`,
  CoachDeparted: ({ data }) => `${data.coach} leaves: ${data.reason}`,
  ActivityOffered: ({ data }) => `${data.activity} is offered (${data.kind}${places(data.capacity)})`,
  ActivityChanged: ({ data }) => `${data.activity} changes (${data.kind}${places(data.capacity)})`,
  ActivitySuspended: ({ data }) => `${data.activity} lies still: ${data.reason}`,
  ActivityResumed: ({ data }) => `${data.activity} begins again`,
  ActivityStopped: ({ data }) => `${data.activity} stops: ${data.reason}`,
  IntakeClosed: ({ data }) =>
    `no new referrals${data.until ? ` until ${data.until}` : ""}: ${data.reason} (${data.pathway})`,
  IntakeOpened: ({ data }) => `referrals are welcome (${data.pathway})`,
};

/** A path as short lines: the day it happened, who, what, and where the referral stands when that changes. */
export function timeline(moments: readonly PathMoment[]): string {
  return moments.map((moment) => line(moment)).join("\n");
}

/** All that happened in a town as such lines, each with whose path it is when there is more than one. */
export function townTimeline(moments: readonly Moment[]): string {
  const paths = new Map(
    moments.filter(isOfPath).map(({ after: { record } }) => [record.id, record.resident]),
  );
  const referrals = (resident: string) => [...paths.values()].filter((one) => one === resident).length;
  const whose = (moment: Moment): string | undefined => {
    if (!isOfPath(moment) || paths.size < 2) return undefined;
    const { id, resident } = moment.after.record;
    if (referrals(resident) > 1) return `${resident}, referral ${id}`;
    return moment.before === undefined ? undefined : resident;
  };
  return moments.map((moment) => line(moment, whose(moment))).join("\n");
}

function line(moment: Moment, whose?: string): string {
  const { event } = moment;
  const happened = dateOf(event.occurredAt as Instant);
  const heard = dateOf(event.recordedAt as Instant);
  const late = heard === happened ? "" : ` (written down ${heard})`;
  const who = whose === undefined ? event.actor.id : `${event.actor.id} (${whose})`;
  return `${happened} ${who}: ${say(event)}${late}${movedTo(moment)}`;
}

function movedTo(moment: Moment): string {
  if (!isOfPath(moment)) return "";
  const { before, after } = moment;
  return before?.place.lifecycle === after.place.lifecycle ? "" : ` → ${after.place.lifecycle}`;
}

function say(event: Moment["event"]): string {
  if (!isFactType(event.type)) return event.type;
  return (words[event.type] as unknown as (fact: Moment["event"]) => string)(event);
}

const day = (instant: string): string => dateOf(instant as Instant);
const step = (kind: string): string => `"${stepWords[kind as StepKind]?.en ?? kind}"`;
const places = (capacity: number | undefined): string =>
  capacity === undefined ? "" : `, room for ${capacity}`;
