import { referralDecision } from "../decision.ts";
import { closingWithoutFeedback } from "../feedback/recipient.ts";
import { Code } from "../vocabulary/identifiers.ts";

/** What was hoped for has been reached, or the resident goes on alone. Now the referrer is to be told. */
export const completeParticipation = referralDecision(
  "CompleteParticipation",
  { outcome: Code },
  {
    leadsTo: ["ParticipationCompleted"],
    facts: ({ command, referral }) => [
      { type: "ParticipationCompleted", data: { referral: command.referral, outcome: command.outcome } },
      ...closingWithoutFeedback(referral.record, "end"),
    ],
  },
);
