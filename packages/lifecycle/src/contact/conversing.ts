import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { interimFeedback } from "../feedback/recipient.ts";
import { reject } from "../rejections.ts";
import { mayContact } from "./attempting.ts";
import { conversation } from "./facts.ts";

const modeIsUsed: Rule<ReferralSituation<{ mode: string }>> = ({ command, variant }) => {
  const modes: readonly string[] = variant.conversations.modes;
  return modes.includes(command.mode) ? undefined : reject("mode-not-used", { mode: command.mode, modes });
};

const notTooMany: Rule<ReferralSituation<unknown>> = ({ referral, variant }) => {
  const { maximum } = variant.conversations;
  return maximum !== undefined && referral.record.conversations.count >= maximum
    ? reject("too-many-conversations", { maximum })
    : undefined;
};

/** Coach and resident talk. The first conversation is the intake, and the moment the resident has arrived. */
export const holdConversation = referralDecision("HoldConversation", conversation, {
  leadsTo: ["IntakeStarted", "ConversationHeld"],
  rules: [mayContact, modeIsUsed, notTooMany],
  facts: ({ command, referral, variant }) => {
    const { type: _, occurredAt: __, ...told } = command;
    const held: AnyFact = { type: "ConversationHeld", data: told };
    if (referral.place.lifecycle !== "referred.contacting") return [held];
    return [
      { type: "IntakeStarted", data: { referral: command.referral } },
      held,
      ...interimFeedback(referral.record, "intake", variant),
    ];
  },
});
