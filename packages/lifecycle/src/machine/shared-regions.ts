import type { CoachPlace, FeedbackPlace } from "./place.ts";
import { on, type RegionTable, stay } from "./regions.ts";

/** A referral has a coach or is without one, whatever stage it is in. */
export const coachRegion: RegionTable<CoachPlace> = {
  initial: "missing",
  states: {
    missing: {
      CoachAssigned: "assigned",
      ReferralClosed: "notNeeded",
      ReferralEnteredInError: "notNeeded",
      ReferralReopened: stay,
    },
    assigned: {
      CoachReleased: "missing",
      StandInArranged: stay,
      StandInEnded: stay,
      ReferralClosed: "notNeeded",
      ReferralEnteredInError: "notNeeded",
      ReferralReopened: "missing",
    },
    notNeeded: { ReferralReopened: "missing", ReferralEnteredInError: stay },
  },
};

/**
 * What the referrer is owed. Every ending makes feedback owed, and only `given` and `notPossible` let the
 * referral close: that a referrer always hears back is drawn here, not left to the decisions.
 */
export const feedbackRegion: RegionTable<FeedbackPlace> = {
  initial: "notOwed",
  states: {
    notOwed: {
      FeedbackBecameDue: "owed",
      FeedbackGiven: "given",
      ...on(["ReferralDropped", "ParticipationCompleted"], "owed"),
      ReferralEnteredInError: "notPossible",
    },
    owed: {
      FeedbackBecameDue: stay,
      FeedbackGiven: "given",
      FeedbackImpossible: "notPossible",
      ...on(["ReferralDropped", "ParticipationCompleted"], stay),
      ReferralEnteredInError: "notPossible",
      // Who comes back takes nothing away from what was promised before.
      ReferralReopened: stay,
    },
    given: {
      FeedbackBecameDue: "owed",
      FeedbackStillOwed: "owed",
      FeedbackGiven: stay,
      ...on(["ReferralDropped", "ParticipationCompleted"], "owed"),
      ReferralClosed: stay,
      ReferralEnteredInError: "notPossible",
      ReferralReopened: "notOwed",
    },
    notPossible: {
      FeedbackBecameDue: "owed",
      FeedbackGiven: "given",
      ...on(["ReferralDropped", "ParticipationCompleted"], "owed"),
      ReferralClosed: stay,
      ReferralEnteredInError: stay,
      ReferralReopened: "notOwed",
    },
  },
};
