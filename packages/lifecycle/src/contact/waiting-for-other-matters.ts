import { referralDecision } from "../decision.ts";
import { notTooFarOff } from "../steps/putting-off.ts";
import { fromTomorrow } from "../vocabulary/days-ahead.ts";
import { Code, OrganisationId } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";

/** Other matters come first: debts, housing, care (RIVM/TNO L549-560; ten practices L367-369). */
export const putIntakeOnHold = referralDecision(
  "PutIntakeOnHold",
  { until: CalendarDate, reason: Code },
  {
    leadsTo: ["IntakePutOnHold"],
    rules: [
      ({ command, now }) => fromTomorrow(command.until, now),
      (situation) => notTooFarOff(situation.command.until, situation),
    ],
    facts: ({ command }) => [
      {
        type: "IntakePutOnHold",
        data: { referral: command.referral, until: command.until, reason: command.reason },
      },
    ],
  },
);

/** The other matters are dealt with, or need not hold this up any longer. */
export const resumeIntake = referralDecision(
  "ResumeIntake",
  {},
  {
    leadsTo: ["IntakeResumed"],
    facts: ({ command }) => [{ type: "IntakeResumed", data: { referral: command.referral } }],
  },
);

/** Help for another matter, beside this path (RIVM/TNO L1151-1163). */
export const makeSideReferral = referralDecision(
  "MakeSideReferral",
  { to: Code, organisation: OrganisationId.optional() },
  {
    leadsTo: ["SideReferralMade"],
    facts: ({ command }) => [
      {
        type: "SideReferralMade",
        data: {
          referral: command.referral,
          to: command.to,
          ...(command.organisation && { organisation: command.organisation }),
        },
      },
    ],
  },
);
