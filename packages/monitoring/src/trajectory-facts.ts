import {
  type ActivityId,
  type FactOf,
  type Instant,
  type LifeFact,
  type LifeFactType,
  type Place,
  type RecordedFact,
  stageOf,
} from "@wor/lifecycle";
import type { Trajectory } from "./trajectory.ts";

/** The trajectory with which a referral begins. */
export function beginTrajectory(
  { data, occurredAt }: RecordedFact<FactOf<"ReferralRegistered">>,
  place: Place,
): Trajectory {
  return {
    referral: data.referral,
    resident: data.resident,
    municipality: data.municipality,
    pathway: data.pathway,
    variant: keyOf(data.variant),
    profession: data.referrer.profession,
    practice: data.referrer.organisation,
    channel: data.channel,
    mainReason: data.mainReason,
    furtherReasons: data.furtherReasons,
    area: data.area,
    age: data.age,
    sex: data.sex,
    hindered: data.hindered,
    secondBecause: data.secondBecause,
    previous: data.previous,
    registeredAt: occurredAt,
    place,
    inError: false,
    coachMissingSince: occurredAt,
    coaches: [],
    attempts: 0,
    conversations: [],
    rematches: 0,
    activities: [],
    gaps: [],
    participating: [],
    reopened: 0,
    feedback: [],
    measurements: [],
    escalations: [],
    notDuplicates: 0,
  };
}

/** Takes one more fact into a trajectory that is the caller's own, and moves it to the place where that leads. */
export function continueTrajectory(trajectory: Trajectory, fact: RecordedFact<LifeFact>, place: Place): void {
  (recipes[fact.type] as Recipe<LifeFact> | undefined)?.(trajectory, fact);
  const takesPart = stageOf(place) === "participating";
  const current = trajectory.participating.at(-1);
  const tookPart = current !== undefined && current.to === undefined;
  if (takesPart && !tookPart) trajectory.participating.push({ from: fact.occurredAt });
  if (!takesPart && tookPart) current.to = fact.occurredAt;
  trajectory.place = place;
}

type Recipe<F extends LifeFact> = (trajectory: Trajectory, fact: RecordedFact<F>) => void;

/** What each fact changes; a fact that is missing here only moves the referral along. */
const recipes: { readonly [Type in LifeFactType]?: Recipe<FactOf<Type> & LifeFact> } = {
  ReferralAccepted: (one, { occurredAt }) => {
    one.acceptedAt ??= occurredAt;
  },
  VariantMigrated: (one, { data }) => {
    one.variant = keyOf(data.to);
  },
  PracticeChanged: (one, { data }) => {
    // Who referred stays who referred, unless it never was them.
    if (data.because === "enteredWrongly") one.practice = data.practice;
  },
  DuplicateDismissed: (one) => {
    one.notDuplicates += 1;
  },
  StepEscalated: (one, { data, occurredAt }) => {
    one.escalations.push({ step: data.step, level: data.level, at: occurredAt });
  },

  CoachAssigned: (one, { data, occurredAt }) => {
    one.coach = data.coach;
    one.coachSince = occurredAt;
    one.coachMissingSince = undefined;
    if (!one.coaches.includes(data.coach)) one.coaches.push(data.coach);
  },
  CoachReleased: (one, { occurredAt }) => coachIsGone(one, occurredAt),
  StandInArranged: (one, { data }) => {
    one.standIn = data.standIn;
  },
  StandInEnded: (one) => {
    one.standIn = undefined;
  },

  ContactAttempted: (one, { data, occurredAt }) => {
    one.attempts += 1;
    one.firstAttemptAt = earliest(one.firstAttemptAt, occurredAt);
    if (data.outcome === "reached") hasArrived(one, occurredAt);
  },
  ConversationHeld: (one, { occurredAt }) => {
    one.conversations.push(occurredAt);
    one.intakeAt = earliest(one.intakeAt, occurredAt);
    hasArrived(one, occurredAt);
  },

  GapSignalled: (one, { data, occurredAt }) => {
    one.gaps.push({ wanted: data.wanted, at: occurredAt });
  },
  WaitingListJoined: (one, { data, occurredAt }) => {
    one.waiting = { activity: data.activity, since: occurredAt, expectedOn: data.expectedOn };
  },
  ActivityMatched: (one, { data, occurredAt }) => {
    one.firstMatchedAt = earliest(one.firstMatchedAt, occurredAt);
    one.waiting = undefined;
    one.activities.push({ activity: data.activity, kind: data.kind, since: occurredAt });
  },
  ActivityAdded: (one, { data, occurredAt }) => {
    one.activities.push({ activity: data.activity, kind: data.kind, since: occurredAt });
  },
  EnrolmentEnded: (one, { data, occurredAt }) => leaveActivities(one, occurredAt, data.activity),
  MatchingReopened: (one, { occurredAt }) => {
    one.rematches += 1;
    one.waiting = undefined;
    leaveActivities(one, occurredAt);
  },
  TrialStarted: (one, { occurredAt }) => hasArrived(one, occurredAt),
  ParticipationStarted: (one, { occurredAt }) => hasArrived(one, occurredAt),
  BecameVolunteer: (one, { occurredAt }) => {
    one.volunteerSince ??= occurredAt;
  },
  MeasurementTaken: (one, { data, occurredAt }) => {
    const { instrument, moment, scores } = data;
    one.measurements.push({ instrument, moment, at: occurredAt, scores });
  },

  ParticipationCompleted: (one, { occurredAt }) => {
    one.completedAt = occurredAt;
    leaveActivities(one, occurredAt);
    one.feedback.push({ moment: "end", since: occurredAt });
  },
  ReferralDropped: (one, { data, occurredAt }) => {
    const { reason, initiator, phase, onwardTo, mergedInto } = data;
    one.dropped = { at: occurredAt, reason, initiator, phase, onwardTo, mergedInto };
    one.waiting = undefined;
    leaveActivities(one, occurredAt);
    one.feedback.push({ moment: "drop", since: occurredAt });
  },
  ReferralClosed: (one, { occurredAt }) => {
    one.closedAt = occurredAt;
    one.coachMissingSince = undefined;
    one.standIn = undefined;
  },
  ReferralReopened: (one, { occurredAt }) => {
    one.reopened += 1;
    one.dropped = undefined;
    one.closedAt = undefined;
    coachIsGone(one, occurredAt);
  },
  ReferralEnteredInError: (one, { occurredAt }) => {
    one.inError = true;
    one.closedAt ??= occurredAt;
  },

  FeedbackBecameDue: (one, { data, occurredAt }) => {
    one.feedback.push({ moment: data.moment, since: occurredAt });
  },
  FeedbackGiven: (one, { occurredAt }) => {
    for (const owed of stillOwed(one)) owed.givenAt = occurredAt;
  },
  FeedbackStillOwed: (one, { data }) => {
    // What was told before them is no answer to these.
    for (const owed of one.feedback)
      if (data.moments.some(({ moment, since }) => moment === owed.moment && since === owed.since))
        owed.givenAt = undefined;
  },
  FeedbackImpossible: (one, { data }) => {
    for (const owed of stillOwed(one)) owed.notPossible = data.reason;
  },
};

/** Without the fingerprint of its contents: that is for deciding. */
const keyOf = ({ id, version }: Trajectory["variant"]): Trajectory["variant"] => ({ id, version });

const stillOwed = (one: Trajectory) =>
  one.feedback.filter((owed) => owed.givenAt === undefined && owed.notPossible === undefined);

function hasArrived(one: Trajectory, at: Instant): void {
  one.arrivedAt = earliest(one.arrivedAt, at);
}

function coachIsGone(one: Trajectory, at: Instant): void {
  one.coach = undefined;
  one.standIn = undefined;
  one.coachSince = undefined;
  one.coachMissingSince = at;
}

function leaveActivities(one: Trajectory, at: Instant, activity?: ActivityId): void {
  for (const enrolment of one.activities)
    if (enrolment.endedAt === undefined && (activity === undefined || enrolment.activity === activity))
      enrolment.endedAt = at;
}

/** Coaches register late and out of order, so the first that is told need not be the first that was. */
const earliest = (one: Instant | undefined, other: Instant): Instant =>
  one === undefined || other < one ? other : one;
