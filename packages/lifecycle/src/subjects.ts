import { type ActivityState, activityView } from "./activity/activity.ts";
import { type CoachState, coachView } from "./coach/coach.ts";
import type { ReferralState } from "./evolve.ts";
import { type PathwayIntakeState, pathwayIntakeView } from "./pathway-intake/intake.ts";
import type { Pathway } from "./referral/record.ts";
import { type ResidentState, residentView } from "./referral/resident.ts";
import type { ActivityId, CoachId, ReferralId, ResidentId } from "./vocabulary/identifiers.ts";

/** What a command is about: whose facts have to be read before it can be decided. */
export interface Subjects {
  readonly referral?: ReferralId | undefined;
  readonly resident?: ResidentId | undefined;
  readonly formerResident?: ResidentId | undefined;
  /** Further pseudonyms of the same resident: under keys that were replaced earlier, or of a duplicate that was merged. */
  readonly alsoKnownAs?: readonly ResidentId[] | undefined;
  readonly coach?: CoachId | undefined;
  readonly standIn?: CoachId | undefined;
  readonly activity?: ActivityId | undefined;
  readonly pathway?: Pathway | undefined;
  /** A referral beside it: what a duplicate is merged into. */
  readonly other?: ReferralId | undefined;
}

/** What is known of the subjects. What nothing was read of is in its initial state. */
export interface Known {
  readonly referral: ReferralState | undefined;
  readonly resident: ResidentState;
  readonly formerResident: ResidentState;
  readonly alsoKnownAs: readonly ResidentState[];
  readonly coach: CoachState;
  readonly standIn: CoachState;
  readonly activity: ActivityState;
  readonly pathway: PathwayIntakeState;
  /** The referral that a command names beside its own. */
  readonly other: ReferralState | undefined;
}

/** The view through which each subject beside the referral is known. */
export const subjectViews = {
  resident: residentView,
  formerResident: residentView,
  coach: coachView,
  standIn: coachView,
  activity: activityView,
  pathway: pathwayIntakeView,
} as const;

/** Knowing nothing. */
export const nothingKnown: Known = {
  referral: undefined,
  resident: residentView.initial,
  formerResident: residentView.initial,
  alsoKnownAs: [],
  coach: coachView.initial,
  standIn: coachView.initial,
  activity: activityView.initial,
  pathway: pathwayIntakeView.initial,
  other: undefined,
};

/**
 * What ties the resident to other pseudonyms: those a registration named together, and referrals that were merged.
 * Whoever is known under those is the same person, and is to be read as well.
 */
export function samePerson({
  resident,
  formerResident,
  alsoKnownAs,
}: Pick<Known, "resident" | "formerResident" | "alsoKnownAs">): {
  readonly pseudonyms: readonly ResidentId[];
  readonly merged: readonly ReferralId[];
} {
  const states = [resident, formerResident, ...alsoKnownAs];
  return {
    pseudonyms: [...new Set(states.flatMap(({ pseudonyms }) => pseudonyms))],
    merged: [...new Set(states.flatMap(({ merged }) => merged))],
  };
}
