import { closed, onTheWay, reporting } from "./individual.ts";
import type { LifecyclePlace } from "./place.ts";
import { on, type RegionTable, stay } from "./regions.ts";

/** Somebody has a place in a group, or waits for the next one to start: there is nothing to search. */
const placed = { ActivityMatched: "matched.agreed", WaitingListJoined: "matched.waiting" } as const;

/**
 * A course in a group: GRIP&GLANS (groups of twelve; Samen in beweging §4), Stapjefitter (18 weeks, twice a
 * week, goals looked at every month; ten practices L564-574). The course is the activity, so there is no
 * matching step; who leaves early is often helped on (Samen in beweging L4075-4082).
 */
export const cohortLifecycle: RegionTable<LifecyclePlace> = {
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
      ...placed,
      IntakeStarted: "intake.conversing",
      ReferralPostponed: "referred.postponed",
    },
    "referred.postponed": {
      ...onTheWay,
      ReferralPostponed: stay,
      ReferralTakenUpAgain: "referred.contacting",
    },

    "intake.conversing": { ...onTheWay, ...placed, ConversationHeld: stay, IntakePutOnHold: "intake.onHold" },
    "intake.onHold": {
      ...onTheWay,
      ConversationHeld: stay,
      IntakePutOnHold: stay,
      IntakeResumed: "intake.conversing",
    },

    "matched.waiting": {
      ...onTheWay,
      ...placed,
      ...on(["ConversationHeld", "PlaceOffered"], stay),
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
        ["CheckedIn", "AttendanceRecorded", "BecameVolunteer", "GoalsReviewed", "ConversationHeld"],
        stay,
      ),
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
    "dropped.reporting": {
      ...reporting,
      ReferralReopened: "intake.conversing",
      ReferralClosed: "dropped.closed",
    },
    "dropped.closed": { ...closed, ReferralReopened: "intake.conversing" },
  },
};
