import type { ReferralSituation, Rule } from "../decision.ts";
import { reject } from "../rejections.ts";
import type { ActivityId, Code, ReferralId } from "../vocabulary/identifiers.ts";
import type { ActivityState } from "./activity.ts";

type AboutActivity = ReferralSituation<{ activity: ActivityId }>;

/** The activity is on the sociale kaart and running. */
export const isOffered: Rule<AboutActivity> = ({ command: { activity }, known }) => {
  switch (known.activity.status) {
    case "unknown":
      return reject("unknown-activity", { activity });
    case "stopped":
      return reject("activity-stopped", { activity });
    case "suspended":
      return reject("activity-suspended", { activity });
    case "offered":
      return undefined;
  }
};

/** There is a place: GRIP&GLANS groups hold twelve and were full (Samen in beweging L4071-4074). */
export const hasPlace: Rule<AboutActivity> = ({ command: { activity }, known }) => {
  const { capacity } = known.activity;
  return capacity !== undefined && freePlaces(known.activity) <= 0
    ? reject("activity-full", { activity, capacity })
    : undefined;
};

/** Whoever waits longest goes first, unless there is a reason (Samen in beweging L4096-4100). */
export const waitsNoLessThanOthers: Rule<ReferralSituation<BeforeOthers>> = ({ command, known }) =>
  isNext(known.activity, command.referral) || command.beforeOthersBecause !== undefined
    ? undefined
    : reject("others-wait-longer", { activity: command.activity, waiting: known.activity.waiting.length });

type BeforeOthers = {
  activity: ActivityId;
  referral: ReferralId;
  beforeOthersBecause?: Code | undefined;
};

/** Whether one of the free places is for this referral: those who wait longer come first. */
export function isNext(activity: ActivityState, referral: ReferralId): boolean {
  const at = activity.waiting.indexOf(referral);
  return freePlaces(activity) > (at < 0 ? activity.waiting.length : at);
}

const freePlaces = ({ capacity, taking }: ActivityState): number =>
  capacity === undefined ? Number.POSITIVE_INFINITY : capacity - taking.length;

/** The resident does not take part in it yet. */
export const notEnrolledYet: Rule<AboutActivity> = ({ command: { activity }, referral }) =>
  referral.record.enrolments.some((one) => one.activity === activity && one.status !== "ended")
    ? reject("already-enrolled", { activity })
    : undefined;

/** The resident has a place in it. */
export const isEnrolled: Rule<AboutActivity> = ({ command: { activity }, referral }) =>
  referral.record.enrolments.some((one) => one.activity === activity && one.status !== "ended")
    ? undefined
    : reject("not-enrolled", { activity });

/** The resident waits for it. */
export const isAwaited: Rule<AboutActivity> = ({ command: { activity }, referral }) =>
  referral.record.matching.waitingFor === activity ? undefined : reject("not-waiting-for-it", { activity });
