import { referralDecision } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { closed, closingWithoutFeedback, nothingMoreToTell } from "../feedback/recipient.ts";
import { isOnTheWay, stageOf } from "../machine/place.ts";
import { Consent } from "./facts.ts";
import { fromOwnPractice } from "./own-practice.ts";

/**
 * The resident agrees to something else than before. Who withdraws consent to the referral leaves; who no
 * longer wants the referrer to be told is not told, and that is recorded as the reason.
 */
export const changeConsent = referralDecision(
  "ChangeConsent",
  { consent: Consent },
  {
    leadsTo: ["ConsentChanged"],
    rules: [fromOwnPractice],
    facts: ({ command, referral }) => {
      const { consent } = command;
      const { place } = referral;
      const record = { ...referral.record, consent };
      const changed: AnyFact = { type: "ConsentChanged", data: { referral: record.id, consent } };
      const stage = stageOf(place);
      if (!consent.referral && isOnTheWay(place) && stage !== "feedback" && stage !== "dropped") {
        const dropped: AnyFact = {
          type: "ReferralDropped",
          data: { referral: record.id, reason: "consentWithdrawn", initiator: "resident", phase: stage },
        };
        return [changed, dropped, ...closingWithoutFeedback(record, "drop")];
      }
      const impossible = nothingMoreToTell(record, record.feedback.owedFor);
      return impossible.length > 0 && place.lifecycle.endsWith(".reporting")
        ? [changed, ...impossible, closed(record)]
        : [changed, ...impossible];
    },
  },
);
