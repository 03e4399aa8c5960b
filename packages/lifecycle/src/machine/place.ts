/**
 * Where a referral stands: its stage with what is nested in it, and beside it, at any moment, whether it has a
 * coach and how it stands with the feedback.
 */
export interface Place {
  readonly lifecycle: LifecyclePlace;
  readonly coach: CoachPlace;
  readonly feedback: FeedbackPlace;
}

/** The six stages of every care path. */
export const stages = ["referred", "intake", "matched", "participating", "feedback", "dropped"] as const;
/** One of the six stages. */
export type Stage = (typeof stages)[number];

/** A stage and what is nested in it. */
export type LifecyclePlace =
  /** Before the first fact. */
  | "referred.unregistered"
  /** Somebody judges whether this is the right help. */
  | "referred.triage"
  /** Accepted; the resident is being reached. */
  | "referred.contacting"
  /** Not now, come back later. */
  | "referred.postponed"
  /** Coach and resident talk and look for what fits. */
  | "intake.conversing"
  /** Other matters come first. */
  | "intake.onHold"
  /** Something fits, but there is no room yet. */
  | "matched.waiting"
  /** Something fits; the start is near. */
  | "matched.agreed"
  /** A first time, to see whether it is right. */
  | "matched.trying"
  | "participating.active"
  | "participating.paused"
  /** Completed; the referrer is still to be told. */
  | "feedback.reporting"
  | "feedback.closed"
  /** Ended otherwise; the referrer is still to be told. */
  | "dropped.reporting"
  | "dropped.closed";

/** Whether there is a coach; once closed, none is needed. */
export type CoachPlace = "missing" | "assigned" | "notNeeded";
/** How it stands with what the referrer is to hear. */
export type FeedbackPlace = "notOwed" | "owed" | "given" | "notPossible";

/** The stage of a place. */
export const stageOf = (place: Place): Stage =>
  place.lifecycle.slice(0, place.lifecycle.indexOf(".")) as Stage;

/** Still on the way: not completed and not dropped. What "open" means for double registration. */
export const isOnTheWay = (place: Place): boolean => {
  const stage = stageOf(place);
  return stage !== "feedback" && stage !== "dropped" && place.lifecycle !== "referred.unregistered";
};

/** Nothing more is to be done. Between the two lies reporting: ended, but the referrer is still to be told. */
export const isClosed = (place: Place): boolean => place.lifecycle.endsWith(".closed");
