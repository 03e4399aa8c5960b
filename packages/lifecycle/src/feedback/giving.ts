import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { type Place, stageOf } from "../machine/place.ts";
import { fromOwnPractice } from "../referral/own-practice.ts";
import type { ReferralRecord } from "../referral/record.ts";
import { reject } from "../rejections.ts";
import { Code, SealedText } from "../vocabulary/identifiers.ts";
import { Profession } from "../vocabulary/roles.ts";
import type { Instant } from "../vocabulary/times.ts";
import { feedbackFacts } from "./facts.ts";
import { FeedbackMessage, type FeedbackMoment } from "./moments.ts";
import { closed, recipientOf } from "./recipient.ts";

const somebodyToTell: Rule<ReferralSituation<unknown>> = ({ referral }) => {
  const recipient = recipientOf(referral.record);
  if (!("nobodyBecause" in recipient)) return undefined;
  return reject(recipient.nobodyBecause === "noConsent" ? "no-consent-to-feedback" : "nobody-to-tell");
};

const messageIsUsed: Rule<ReferralSituation<{ message: FeedbackMessage }>> = ({ command, variant }) => {
  const { messages } = variant.feedback;
  return messages.includes(command.message)
    ? undefined
    : reject("message-not-used", { message: command.message, messages });
};

const wayIsUsed: Rule<ReferralSituation<{ via: string }>> = ({ command, variant }) => {
  const ways: readonly string[] = variant.feedback.via;
  return ways.includes(command.via) ? undefined : reject("way-not-used", { via: command.via, ways });
};

/** The referrer hears what became of the resident, briefly (RIVM/TNO L1415-1417). After an ending, this closes the referral. */
export const giveFeedback = referralDecision(
  "GiveFeedback",
  { message: FeedbackMessage, via: feedbackFacts.FeedbackGiven.data.shape.via, note: SealedText.optional() },
  {
    leadsTo: ["FeedbackGiven"],
    rules: [somebodyToTell, messageIsUsed, wayIsUsed],
    facts: ({ command, referral }) => {
      const { record } = referral;
      const { told, still } = toldBy(command.occurredAt, record.feedback.owedFor);
      const recipient = recipientOf(record);
      const given: AnyFact = {
        type: "FeedbackGiven",
        data: {
          referral: record.id,
          moments: told.length > 0 ? told.map((one) => one.moment) : [momentAt(referral.place)],
          message: command.message,
          to: "to" in recipient ? recipient.to : record.referrer.profession,
          via: command.via,
          ...(command.note && { note: command.note }),
        },
      };
      if (still.length > 0)
        return [given, { type: "FeedbackStillOwed", data: { referral: record.id, moments: still } }];
      return hasEnded(referral) ? [given, closed(record)] : [given];
    },
  },
);

/** One message tells all that is owed, but for what came after it, when it is written down later than it was given. */
function toldBy(givenAt: Instant | undefined, owed: ReferralRecord["feedback"]["owedFor"]) {
  const told = owed.filter(({ since }) => givenAt === undefined || since <= givenAt);
  return { told, still: owed.filter((one) => !told.includes(one)) };
}

/** The GP has no time; the practice nurse receives it (Nijmegen L88). */
export const delegateFeedback = referralDecision(
  "DelegateFeedback",
  { to: Profession },
  {
    leadsTo: ["FeedbackDelegated"],
    rules: [
      somebodyToTell,
      fromOwnPractice,
      ({ command, variant }) => {
        const recipients = variant.feedback.delegateTo;
        return recipients.includes(command.to)
          ? undefined
          : reject("recipient-not-listed", { profession: command.to, recipients });
      },
    ],
    facts: ({ command }) => [
      { type: "FeedbackDelegated", data: { referral: command.referral, to: command.to } },
    ],
  },
);

/** Nobody can be told, and why: the practice is gone, the resident withdrew consent. */
export const markFeedbackImpossible = referralDecision(
  "MarkFeedbackImpossible",
  { reason: Code },
  {
    leadsTo: ["FeedbackImpossible"],
    facts: ({ command, referral }) => {
      const moments = referral.record.feedback.owedFor.map((one) => one.moment);
      const impossible: AnyFact = {
        type: "FeedbackImpossible",
        data: { referral: command.referral, moments, reason: command.reason },
      };
      return hasEnded(referral) ? [impossible, closed(referral.record)] : [impossible];
    },
  },
);

/** What is told in between, before anything was owed. */
const momentAt = (place: Place): FeedbackMoment => {
  const stage = stageOf(place);
  return stage === "referred" || stage === "intake" ? "intake" : "match";
};

const hasEnded = (referral: ReferralSituation<unknown>["referral"]): boolean =>
  referral.place.lifecycle.endsWith(".reporting");
