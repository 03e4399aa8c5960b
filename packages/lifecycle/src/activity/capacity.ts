import type { ReferralSituation, Rule } from "../decision.ts";
import { reject } from "../rejections.ts";
import type { ActivityId } from "../vocabulary/identifiers.ts";

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
  const { capacity, taking } = known.activity;
  return capacity !== undefined && taking.length >= capacity
    ? reject("activity-full", { activity, capacity })
    : undefined;
};

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
