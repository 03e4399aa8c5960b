import type { LifecyclePlace } from "./place.ts";
import { on, type RegionTable, stay } from "./regions.ts";

/** Facts that can come at any moment until the referral is closed. */
const alwaysNoted = on(
  [
    "ConsentChanged",
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
export const reporting = { ...alwaysNoted, ReferralEnteredInError: "dropped.closed" } as const;

/** What can still come when all is done: a late measurement, a mistake found, the resident coming back. */
export const closed = { MeasurementTaken: stay, ReferralEnteredInError: "dropped.closed" } as const;

/** Coming back after a drop starts with talking again, whether the referrer had been told or not. */
const comesBack = { ReferralReopened: "intake.conversing" } as const;

const searching = { ConversationHeld: stay, ActivityProposed: stay, GapSignalled: stay } as const;
const found = { ActivityMatched: "matched.agreed", WaitingListJoined: "matched.waiting" } as const;

/** Welzijn op Recept for one resident: a coach, an intake, a match with an activity, taking part, feedback. */
export const individualLifecycle: RegionTable<LifecyclePlace> = {
  initial: "referred.unregistered",
  states: {
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

    "intake.conversing": { ...onTheWay, ...searching, ...found, IntakePutOnHold: "intake.onHold" },
    "intake.onHold": {
      ...onTheWay,
      ConversationHeld: stay,
      IntakePutOnHold: stay,
      IntakeResumed: "intake.conversing",
    },

    "matched.waiting": {
      ...onTheWay,
      ...searching,
      ...found,
      PlaceOffered: stay,
      MatchingReopened: "intake.conversing",
    },
    "matched.agreed": {
      ...onTheWay,
      ConversationHeld: stay,
      TrialStarted: "matched.trying",
      ParticipationStarted: "participating.active",
      MatchingReopened: "intake.conversing",
    },
    "matched.trying": {
      ...onTheWay,
      ConversationHeld: stay,
      AttendanceRecorded: stay,
      ParticipationStarted: "participating.active",
      MatchingReopened: "intake.conversing",
    },

    "participating.active": {
      ...onTheWay,
      ...searching,
      CheckedIn: stay,
      AttendanceRecorded: stay,
      ActivityAdded: stay,
      EnrolmentEnded: stay,
      BecameVolunteer: stay,
      GoalsReviewed: stay,
      ParticipationPaused: "participating.paused",
      MatchingReopened: "intake.conversing",
      ParticipationCompleted: "feedback.reporting",
    },
    "participating.paused": {
      ...onTheWay,
      ParticipationPaused: stay,
      ConversationHeld: stay,
      ParticipationResumed: "participating.active",
      MatchingReopened: "intake.conversing",
      ParticipationCompleted: "feedback.reporting",
    },

    "feedback.reporting": { ...reporting, BecameVolunteer: stay, ReferralClosed: "feedback.closed" },
    "feedback.closed": closed,
    "dropped.reporting": { ...reporting, ...comesBack, ReferralClosed: "dropped.closed" },
    "dropped.closed": { ...closed, ...comesBack },
  },
};
