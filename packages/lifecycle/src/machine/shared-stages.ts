import { on, stay } from "./regions.ts";

/** Facts that can come at any moment until the referral is closed. */
const alwaysNoted = on(
  [
    "ConsentChanged",
    "PracticeChanged",
    "DuplicateDismissed",
    "VariantMigrated",
    "StepReminded",
    "StepEscalated",
    "StepRescheduled",
    "CoachAssigned",
    "CoachReleased",
    "StandInArranged",
    "StandInEnded",
    "FeedbackDelegated",
    "FeedbackGiven",
    "FeedbackStillOwed",
    "FeedbackImpossible",
    "SideReferralMade",
    "MeasurementTaken",
  ],
  stay,
);

/** What holds in every stage before an ending. */
export const onTheWay = {
  ...alwaysNoted,
  FeedbackBecameDue: stay,
  ContactAttempted: stay,
  ReferralDropped: "dropped.reporting",
  ReferralEnteredInError: "dropped.closed",
} as const;

/** What holds between an ending and the moment the referrer has been told. */
const reporting = { ...alwaysNoted, ReferralEnteredInError: "dropped.closed" } as const;

/** What can still come when all is done: a late measurement, a mistake found, the resident coming back. */
const closed = { MeasurementTaken: stay, ReferralEnteredInError: "dropped.closed" } as const;

/** Coming back after a drop starts with talking again, whether the referrer had been told or not. */
const comesBack = { ReferralReopened: "intake.conversing" } as const;

/** The beginning of every pathway, up to the first contact: what that leads to differs. */
export const beginning = {
  "referred.unregistered": { ReferralRegistered: "referred.triage" },
  "referred.triage": {
    ...onTheWay,
    ReferralAccepted: "referred.contacting",
    ReferralPostponed: "referred.postponed",
  },
  "referred.contacting": {
    ...onTheWay,
    IntakeStarted: "intake.conversing",
    ReferralPostponed: "referred.postponed",
  },
  "referred.postponed": {
    ...onTheWay,
    ReferralPostponed: stay,
    ReferralTakenUpAgain: "referred.contacting",
  },
} as const;

/** Other matters come first; then the talking goes on. */
export const onHold = {
  ...onTheWay,
  ConversationHeld: stay,
  IntakePutOnHold: stay,
  IntakeResumed: "intake.conversing",
} as const;

/** From taking part one can go back to looking, or complete. */
const takingPart = {
  ...onTheWay,
  ConversationHeld: stay,
  MatchingReopened: "intake.conversing",
  ParticipationCompleted: "feedback.reporting",
} as const;

/** Whoever takes part is followed, and may pause. */
export const active = {
  ...takingPart,
  ...on(["CheckedIn", "AttendanceRecorded", "BecameVolunteer", "GoalsReviewed"], stay),
  ParticipationPaused: "participating.paused",
} as const;

export const paused = {
  ...takingPart,
  ParticipationPaused: stay,
  ParticipationResumed: "participating.active",
} as const;

/** What is agreed just begins where nothing is tried first, and nothing is taken up beside it. */
export const justBegins = {
  "matched.agreed": {
    ...onTheWay,
    ConversationHeld: stay,
    ParticipationStarted: "participating.active",
    MatchingReopened: "intake.conversing",
  },

  "participating.active": active,
  "participating.paused": paused,
} as const;

/** Every pathway ends alike: the referrer is told first. */
export const endings = {
  "feedback.reporting": { ...reporting, BecameVolunteer: stay, ReferralClosed: "feedback.closed" },
  "feedback.closed": closed,
  "dropped.reporting": { ...reporting, ...comesBack, ReferralClosed: "dropped.closed" },
  "dropped.closed": { ...closed, ...comesBack },
} as const;
