import { referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { Code, ReferralId } from "../vocabulary/identifiers.ts";

/** Two referrals looked alike and turned out to be of two people; the dismissal is remembered (peers.md, P2). */
export const dismissDuplicate = referralDecision(
  "DismissDuplicate",
  { other: ReferralId, reason: Code },
  {
    leadsTo: ["DuplicateDismissed"],
    rules: [
      ({ command }) => (command.other === command.referral ? reject("not-a-duplicate-of-itself") : undefined),
    ],
    facts: ({ command }) => [
      {
        type: "DuplicateDismissed",
        data: { referral: command.referral, other: command.other, reason: command.reason },
      },
    ],
  },
);
