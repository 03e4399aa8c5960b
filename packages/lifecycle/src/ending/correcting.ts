import { referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { Code } from "../vocabulary/identifiers.ts";

/** This was never a referral: a compensating fact takes it out of every count (peers.md, P23). */
export const markEnteredInError = referralDecision(
  "MarkEnteredInError",
  { reason: Code },
  {
    leadsTo: ["ReferralEnteredInError"],
    rules: [
      ({ referral: { record } }) =>
        record.inError ? reject("ended-for-good", { reason: "enteredInError" }) : undefined,
    ],
    facts: ({ command, referral: { record } }) => [
      {
        type: "ReferralEnteredInError",
        data: {
          referral: record.id,
          reason: command.reason,
          ...(record.coach.id && { coach: record.coach.id }),
        },
      },
    ],
  },
);
