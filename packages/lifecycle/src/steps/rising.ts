import { z } from "zod";
import { type ReferralSituation, referralDecision } from "../decision.ts";
import { type Rejection, reject } from "../rejections.ts";
import { Role } from "../vocabulary/roles.ts";
import { Instant } from "../vocabulary/times.ts";
import { type Deadline, deadlineOf } from "./deadlines.ts";
import { stepKinds } from "./step-kinds.ts";

const StepKind = z.enum(stepKinds);

type AboutStep = ReferralSituation<{ step: (typeof stepKinds)[number]; dueAt: Instant }>;

function openStep({ command, referral, variant }: AboutStep): Deadline | undefined {
  const open = deadlineOf(command.step, referral, variant);
  return open?.dueAt === command.dueAt ? open : undefined;
}

function stillDue(situation: AboutStep, isNow: (deadline: Deadline) => boolean): Rejection | undefined {
  const open = openStep(situation);
  return open !== undefined && isNow(open)
    ? undefined
    : reject("step-not-due", { step: situation.command.step });
}

/** A step is due soon; its owner is reminded once. */
export const remindStep = referralDecision(
  "RemindStep",
  { step: StepKind, dueAt: Instant, to: Role },
  {
    leadsTo: ["StepReminded"],
    rules: [
      (situation) =>
        stillDue(
          situation,
          ({ remindAt, dueAt }) =>
            remindAt !== undefined && remindAt <= situation.now && situation.now < dueAt,
        ),
    ],
    facts: (situation) => {
      const { referral, step, dueAt, to } = situation.command;
      return [
        { type: "StepReminded", data: { referral, step, dueAt, to: openStep(situation)?.owner.role ?? to } },
      ];
    },
  },
);

/** A step was not taken in time; it rises to the next in the chain, at last to the municipality. */
export const escalateStep = referralDecision(
  "EscalateStep",
  { step: StepKind, dueAt: Instant, level: z.int().min(1) },
  {
    leadsTo: ["StepEscalated"],
    rules: [
      (situation) =>
        stillDue(
          situation,
          ({ escalation }) =>
            escalation !== undefined &&
            escalation.level === situation.command.level &&
            escalation.at <= situation.now,
        ),
    ],
    facts: (situation) => {
      const open = openStep(situation);
      if (open?.escalation === undefined) return [];
      const { referral, step, dueAt, level } = situation.command;
      return [
        {
          type: "StepEscalated",
          data: { referral, step, dueAt, from: open.owner.role, to: open.escalation.to, level },
        },
      ];
    },
  },
);
