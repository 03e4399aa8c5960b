import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { Code, ReferralId } from "../vocabulary/identifiers.ts";

/** A slip of the keyboard is no judgement about two people; another municipality's referral is unknown here. */
const theOtherIsKnown: Rule<ReferralSituation<{ other: ReferralId }>> = ({ command, known, municipality }) =>
  known.other?.record.municipality === municipality
    ? undefined
    : reject("unknown-referral", { referral: command.other });

/** Two referrals looked alike and turned out to be of two people; the dismissal is remembered (peers.md, P2). */
export const dismissDuplicate = referralDecision(
  "DismissDuplicate",
  { other: ReferralId, reason: Code },
  {
    leadsTo: ["DuplicateDismissed"],
    subjects: ({ other }) => ({ other }),
    rules: [
      ({ command }) => (command.other === command.referral ? reject("not-a-duplicate-of-itself") : undefined),
      theOtherIsKnown,
    ],
    facts: ({ command }) => [
      {
        type: "DuplicateDismissed",
        data: { referral: command.referral, other: command.other, reason: command.reason },
      },
    ],
  },
);
