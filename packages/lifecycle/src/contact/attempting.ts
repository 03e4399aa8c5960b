import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { closingWithoutFeedback } from "../feedback/recipient.ts";
import { stageOf } from "../machine/place.ts";
import { reject } from "../rejections.ts";
import { appointmentIsNear } from "../steps/putting-off.ts";
import { attemptsAfter, contactFacts } from "./facts.ts";

/** Who does not want to be contacted is left alone (peers.md, P11). */
export const mayContact: Rule<ReferralSituation<unknown>> = ({ referral }) =>
  referral.record.consent.contact ? undefined : reject("no-consent-to-contact");

const { channel, outcome, appointmentAt } = contactFacts.ContactAttempted.data.shape;

/**
 * An attempt to reach the resident. After the last one the variant allows, a resident who has not been met yet
 * counts as unreachable, and the referrer is told (peers.md, P3).
 */
export const recordContactAttempt = referralDecision(
  "RecordContactAttempt",
  { channel, outcome, appointmentAt },
  {
    leadsTo: ["ContactAttempted"],
    rules: [mayContact, (situation) => appointmentIsNear(situation.command.appointmentAt, situation)],
    facts: ({ command, referral, variant, occurredAt }) => {
      const { record, place } = referral;
      const attempted: AnyFact = {
        type: "ContactAttempted",
        data: {
          referral: record.id,
          channel: command.channel,
          outcome: command.outcome,
          ...(command.appointmentAt && { appointmentAt: command.appointmentAt }),
        },
      };
      const attempts = attemptsAfter(record, command.outcome, occurredAt);
      const { maxAttempts, dropWhenUnreachable } = variant.contact;
      if (stageOf(place) !== "referred" || !dropWhenUnreachable || attempts < maxAttempts) return [attempted];
      const dropped: AnyFact = {
        type: "ReferralDropped",
        data: { referral: record.id, reason: "unreachable", initiator: "circumstance", phase: "referred" },
      };
      return [attempted, dropped, ...closingWithoutFeedback(record, "drop")];
    },
  },
);
