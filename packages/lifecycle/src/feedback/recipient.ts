import type { AnyFact } from "../facts.ts";
import type { ReferralRecord } from "../referral/record.ts";
import type { Variant } from "../variant/schema.ts";
import type { ReferralId } from "../vocabulary/identifiers.ts";
import type { Profession } from "../vocabulary/roles.ts";
import { nobodyToTell } from "./facts.ts";
import type { FeedbackMoment } from "./moments.ts";

type Told = Pick<ReferralRecord, "id" | "referrer" | "consent" | "feedback">;

/** Whom to tell: the referrer's role, or who receives it for them; nobody after a self-referral or without consent. */
export function recipientOf({
  referrer,
  consent,
  feedback,
}: Omit<Told, "id">):
  | { readonly to: Profession }
  | { readonly nobodyBecause: (typeof nobodyToTell)[keyof typeof nobodyToTell] } {
  if (referrer.profession === "self") return { nobodyBecause: nobodyToTell.nobody };
  if (!consent.feedback) return { nobodyBecause: nobodyToTell.noConsent };
  return { to: feedback.delegatedTo ?? referrer.profession };
}

/** Interim feedback, where the variant promises it and there is somebody to tell. */
export function interimFeedback(record: Told, moment: "intake" | "match", variant: Variant): AnyFact[] {
  if (!variant.feedback.interim.includes(moment) || "nobodyBecause" in recipientOf(record)) return [];
  return [{ type: "FeedbackBecameDue", data: { referral: record.id, moment } }];
}

/** What was owed, where there is nobody to tell any more: the reason is recorded for each of the moments. */
export function nothingMoreToTell(
  record: Told,
  owed: readonly { readonly moment: FeedbackMoment }[],
): AnyFact[] {
  const recipient = recipientOf(record);
  if (!("nobodyBecause" in recipient) || owed.length === 0) return [];
  const moments = owed.map((one) => one.moment);
  return [
    { type: "FeedbackImpossible", data: { referral: record.id, moments, reason: recipient.nobodyBecause } },
  ];
}

/** What follows an ending at once when there is nobody to tell: the reason is recorded and the referral closes. */
export function closingWithoutFeedback(
  record: Told & Pick<ReferralRecord, "coach">,
  moment: FeedbackMoment,
): AnyFact[] {
  const impossible = nothingMoreToTell(record, [...record.feedback.owedFor, { moment }]);
  return impossible.length === 0 ? [] : [...impossible, closed(record)];
}

/** The last fact of a path; it carries the coach, whose caseload it frees. */
export function closed(record: {
  readonly id: ReferralId;
  readonly coach: ReferralRecord["coach"];
}): AnyFact {
  return {
    type: "ReferralClosed",
    data: { referral: record.id, ...(record.coach.id && { coach: record.coach.id }) },
  };
}
