import {
  type ActivityId,
  type ActivityState,
  type CoachId,
  type CoachState,
  type CommandInput,
  canHappen,
  coachesToAsk,
  isNext,
  type ReferralState,
  type Variant,
} from "@wor/lifecycle";

/**
 * Something that has to follow from how things stand, and the key under which it is done once. The key counts the
 * occasions instead of naming their moment: what is told late may have happened on the same day.
 */
export interface Reaction {
  readonly commandId: string;
  /** Tried in turn until one is accepted: another coach may have filled up meanwhile. */
  readonly attempts: readonly CommandInput[];
}

/** What is around a referral, as far as something may follow from it. */
export interface Around {
  /** The coaches who could take on anybody who follows these rules. */
  readonly availableCoaches: (variant: Variant) => ReadonlyMap<CoachId, CoachState>;
  readonly activities: ReadonlyMap<ActivityId, ActivityState>;
}

/** A rule of what follows by itself for one open referral. */
type ReactionRule = (state: ReferralState, variant: Variant, around: Around) => Reaction | undefined;

/**
 * What follows by itself, as a table by name. Each looks at how things stand rather than at what just happened,
 * so that it can be run at any time, by any number of processes, and after any crash, and still does what is
 * missing and nothing twice.
 */
export const reactionRules: { readonly [name: string]: ReactionRule } = {
  /** A referral without a coach is offered to the coaches who have room, best first, where the variant assigns by rule. */
  "assign a coach by rule": ({ place, record }, variant, around) => {
    if (
      place.coach !== "missing" ||
      variant.coach.assign !== "byRule" ||
      place.lifecycle === "referred.triage"
    )
      return undefined;
    const coaches = around.availableCoaches(variant);
    if (coaches.size === 0) return undefined;
    const candidates = coachesToAsk(record, coaches, variant);
    if (candidates.length === 0) return undefined;
    return {
      commandId: `${record.id}/assign/${record.coach.missingSince}/${record.coach.former.length}`,
      attempts: candidates.map((coach) => ({
        type: "AssignCoach",
        referral: record.id,
        coach,
        how: "byRule",
      })),
    };
  },

  /** Who takes part in an activity that stopped looks on, without a drop; one of several activities just ends. */
  "leave a stopped activity": (state, _variant, { activities }) => {
    const { record } = state;
    const referral = record.id;
    const hasStopped = (activity: ActivityId) => activities.get(activity)?.status === "stopped";
    const going = record.enrolments.filter((one) => one.status !== "ended");
    const stopped = going.find(({ activity }) => hasStopped(activity));
    if (stopped !== undefined) {
      const { activity } = stopped;
      const nothingGoesOn = going.every((one) => hasStopped(one.activity));
      // While the resident pauses nothing ends; on the way back it is looked at again.
      if (!nothingGoesOn && !canHappen(state, "EnrolmentEnded")) return undefined;
      return {
        commandId: `${referral}/stopped/${activity}/${record.enrolments.indexOf(stopped)}`,
        attempts: [
          nothingGoesOn
            ? { type: "ReturnToMatching", referral, reason: "activityStopped" }
            : { type: "EndEnrolment", referral, activity, reason: "activityStopped" },
        ],
      };
    }
    const { waitingFor, rematches } = record.matching;
    if (waitingFor === undefined || !hasStopped(waitingFor)) return undefined;
    return {
      commandId: `${referral}/awaited-stopped/${waitingFor}/${rematches}`,
      attempts: [{ type: "ReturnToMatching", referral, reason: "activityStopped" }],
    };
  },

  /** A place that comes free is offered to who waits longest, and to nobody twice. */
  "offer a place that came free": ({ record }, _variant, { activities }) => {
    const { waitingFor, offeredAt, offers } = record.matching;
    if (waitingFor === undefined || offeredAt !== undefined) return undefined;
    const activity = activities.get(waitingFor);
    if (activity?.status !== "offered" || !isNext(activity, record.id)) return undefined;
    return {
      commandId: `${record.id}/offer-place/${waitingFor}/${offers}`,
      attempts: [{ type: "OfferPlace", referral: record.id, activity: waitingFor }],
    };
  },
};
