import {
  type ActivityId,
  type ActivityState,
  type CoachId,
  type CoachState,
  type CommandInput,
  coachesToAsk,
  isNext,
  type ReferralState,
  type Variant,
} from "@wor/lifecycle";

/** Something that has to follow from how things stand, and the key under which it is done once. */
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
  "leave a stopped activity": ({ record }, _variant, { activities }) => {
    const going = record.enrolments.filter((one) => one.status !== "ended");
    const stopped = going.find((one) => activities.get(one.activity)?.status === "stopped");
    if (stopped !== undefined) {
      const { activity, since } = stopped;
      const referral = record.id;
      return {
        commandId: `${referral}/stopped/${activity}/${since}`,
        attempts: [
          going.length > 1
            ? { type: "EndEnrolment", referral, activity, reason: "activityStopped" }
            : { type: "ReturnToMatching", referral, reason: "activityStopped" },
        ],
      };
    }
    const awaited = record.matching.waitingFor;
    if (awaited === undefined || activities.get(awaited)?.status !== "stopped") return undefined;
    return {
      commandId: `${record.id}/awaited-stopped/${awaited}/${record.placeSince}`,
      attempts: [{ type: "ReturnToMatching", referral: record.id, reason: "activityStopped" }],
    };
  },

  /** A place that comes free is offered to who waits longest, and to nobody twice. */
  "offer a place that came free": ({ record }, _variant, { activities }) => {
    const { waitingFor, offeredAt } = record.matching;
    if (waitingFor === undefined || offeredAt !== undefined) return undefined;
    const activity = activities.get(waitingFor);
    if (activity?.status !== "offered" || !isNext(activity, record.id)) return undefined;
    return {
      commandId: `${record.id}/offer-place/${waitingFor}/${record.placeSince}`,
      attempts: [{ type: "OfferPlace", referral: record.id, activity: waitingFor }],
    };
  },
};
