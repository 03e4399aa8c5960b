import { closed, onTheWay, reporting } from "./individual.ts";
import type { LifecyclePlace } from "./place.ts";
import { on, type RegionTable, stay } from "./regions.ts";

/**
 * Home visits to people over 75: another organisation screens, a volunteer visits, and the parties tell each
 * other what came of it (Samen in beweging L4109-4166). The match is with a volunteer; the visits are the
 * taking part.
 */
export const visitLifecycle: RegionTable<LifecyclePlace> = {
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

    "intake.conversing": {
      ...onTheWay,
      ...on(["ConversationHeld", "GapSignalled"], stay),
      ActivityMatched: "matched.agreed",
      WaitingListJoined: "matched.waiting",
    },

    "matched.waiting": {
      ...onTheWay,
      ...on(["ConversationHeld", "GapSignalled", "PlaceOffered"], stay),
      ActivityMatched: "matched.agreed",
      MatchingReopened: "intake.conversing",
    },
    "matched.agreed": {
      ...onTheWay,
      ConversationHeld: stay,
      ParticipationStarted: "participating.active",
      MatchingReopened: "intake.conversing",
    },

    "participating.active": {
      ...onTheWay,
      ...on(
        ["ConversationHeld", "CheckedIn", "AttendanceRecorded", "BecameVolunteer", "GoalsReviewed"],
        stay,
      ),
      ParticipationPaused: "participating.paused",
      MatchingReopened: "intake.conversing",
      ParticipationCompleted: "feedback.reporting",
    },
    "participating.paused": {
      ...onTheWay,
      ...on(["ConversationHeld", "ParticipationPaused"], stay),
      ParticipationResumed: "participating.active",
      MatchingReopened: "intake.conversing",
      ParticipationCompleted: "feedback.reporting",
    },

    "feedback.reporting": { ...reporting, BecameVolunteer: stay, ReferralClosed: "feedback.closed" },
    "feedback.closed": closed,
    "dropped.reporting": {
      ...reporting,
      ReferralReopened: "intake.conversing",
      ReferralClosed: "dropped.closed",
    },
    "dropped.closed": { ...closed, ReferralReopened: "intake.conversing" },
  },
};
