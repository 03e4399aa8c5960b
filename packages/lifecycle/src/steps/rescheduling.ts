import { z } from "zod";
import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { fromTomorrow } from "../vocabulary/days-ahead.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { CalendarDate, Instant, startOfDay } from "../vocabulary/times.ts";
import { deadlines } from "./deadlines.ts";
import { notTooFarOff } from "./putting-off.ts";
import { type StepKind, stepKinds } from "./step-kinds.ts";

type Rescheduling = ReferralSituation<{ step: StepKind; dueAt: Instant; to: CalendarDate }>;

const isOpen: Rule<Rescheduling> = ({ command, referral, variant }) =>
  deadlines(referral, variant).some((one) => one.kind === command.step && one.dueAt === command.dueAt)
    ? undefined
    : reject("step-not-due", { step: command.step });

/** A step is agreed for another day: earlier or later, with a reason, in sight. */
export const rescheduleStep = referralDecision(
  "RescheduleStep",
  { step: z.enum(stepKinds), dueAt: Instant, to: CalendarDate, reason: Code },
  {
    leadsTo: ["StepRescheduled"],
    rules: [
      isOpen,
      ({ command, now }) => fromTomorrow(command.to, now),
      (situation) => notTooFarOff(situation.command.to, situation),
    ],
    facts: ({ command: { referral, step, dueAt, to, reason } }) => [
      { type: "StepRescheduled", data: { referral, step, dueAt, to: startOfDay(to), reason } },
    ],
  },
);
