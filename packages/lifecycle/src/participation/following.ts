import { z } from "zod";
import { isEnrolled } from "../activity/capacity.ts";
import { mayContact } from "../contact/attempting.ts";
import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { ActivityId, Code } from "../vocabulary/identifiers.ts";
import { CalendarDate, dateOf } from "../vocabulary/times.ts";
import { participationFacts } from "./facts.ts";

const { went } = participationFacts.CheckedIn.data.shape;

/** The coach asks: did you go? (ten practices L361-362; planned contact moments, Samen in beweging L3629-3632). */
export const checkIn = referralDecision(
  "CheckIn",
  { went, activity: ActivityId.optional() },
  {
    leadsTo: ["CheckedIn"],
    rules: [mayContact],
    facts: ({ command: { referral, went, activity } }) => [
      { type: "CheckedIn", data: { referral, went, ...(activity && { activity }) } },
    ],
  },
);

/** Who was there is known on the day itself, and not before the resident was referred. */
const isOverAndDone: Rule<ReferralSituation<{ on: CalendarDate }>> = ({ command: { on }, referral, now }) => {
  const { registeredAt } = referral.record;
  if (on > dateOf(now)) return reject("in-the-future", { occurredAt: on });
  return on < dateOf(registeredAt)
    ? reject("before-the-referral", { occurredAt: on, registeredAt })
    : undefined;
};

/** Who leads the activity notes who was there. */
export const recordAttendance = referralDecision(
  "RecordAttendance",
  { activity: ActivityId, on: CalendarDate, present: z.boolean() },
  {
    leadsTo: ["AttendanceRecorded"],
    rules: [isEnrolled, isOverAndDone],
    facts: ({ command: { referral, activity, on, present } }) => [
      { type: "AttendanceRecorded", data: { referral, activity, on, present } },
    ],
  },
);

/** Goals are looked at together (Stapjefitter: every month; ten practices L573-574). */
export const reviewGoals = referralDecision(
  "ReviewGoals",
  { outcome: Code },
  {
    leadsTo: ["GoalsReviewed"],
    facts: ({ command: { referral, outcome } }) => [{ type: "GoalsReviewed", data: { referral, outcome } }],
  },
);

/** The participant helps others now (Samen in beweging L5579-5591: ten of them). */
export const becomeVolunteer = referralDecision(
  "BecomeVolunteer",
  { activity: ActivityId.optional(), kind: Code.optional() },
  {
    leadsTo: ["BecameVolunteer"],
    facts: ({ command: { referral, activity, kind } }) => [
      { type: "BecameVolunteer", data: { referral, ...(activity && { activity }), ...(kind && { kind }) } },
    ],
  },
);
