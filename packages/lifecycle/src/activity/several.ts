import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { ActivityId, Code } from "../vocabulary/identifiers.ts";
import { hasPlace, isEnrolled, isOffered, notEnrolledYet, waitsNoLessThanOthers } from "./capacity.ts";

/** A further activity beside the first; each has its own enrolment (peers.md, P17). */
export const addActivity = referralDecision(
  "AddActivity",
  { activity: ActivityId, beforeOthersBecause: Code.optional() },
  {
    leadsTo: ["ActivityAdded"],
    subjects: ({ activity }) => ({ activity }),
    rules: [isOffered, notEnrolledYet, hasPlace, waitsNoLessThanOthers],
    facts: ({ command: { referral, activity }, known }) => [
      { type: "ActivityAdded", data: { referral, activity, kind: known.activity.kind ?? "other" } },
    ],
  },
);

const notTheLast: Rule<ReferralSituation<{ activity: ActivityId }>> = ({
  command: { activity },
  referral,
}) =>
  referral.record.enrolments.filter((one) => one.status !== "ended").length <= 1
    ? reject("only-enrolment", { activity })
    : undefined;

/** One of several activities ends while the others go on. */
export const endEnrolment = referralDecision(
  "EndEnrolment",
  { activity: ActivityId, reason: Code },
  {
    leadsTo: ["EnrolmentEnded"],
    rules: [isEnrolled, notTheLast],
    facts: ({ command: { referral, activity, reason } }) => [
      { type: "EnrolmentEnded", data: { referral, activity, reason } },
    ],
  },
);
