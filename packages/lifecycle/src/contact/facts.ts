import { z } from "zod";
import { leavesTheRecordAsItIs, referralFact } from "../fact.ts";
import type { ReferralRecord } from "../referral/record.ts";
import { Code, OrganisationId, SealedText } from "../vocabulary/identifiers.ts";
import { CalendarDate, Instant, latest } from "../vocabulary/times.ts";

/**
 * How people talk with each other: usually at home, sometimes by phone (Samen in beweging L5563-5565).
 * `notRecorded` is for what is imported from files that do not say.
 */
export const ConversationMode = z.enum([
  "homeVisit",
  "phone",
  "practice",
  "walking",
  "screen",
  "elsewhere",
  "notRecorded",
]);

/** What hinders, as listed in Samen in beweging L1278-1294. */
export const barriers = [
  "money",
  "time",
  "unfamiliarOffer",
  "noSupport",
  "complaints",
  "lackOfKnowledge",
  "littleExperience",
  "motivation",
  "transport",
  "safety",
  "fear",
] as const;

/** What was talked about, in codes; what was said stays sealed. */
export const conversation = {
  mode: ConversationMode,
  wishes: z.array(Code).max(20).default([]),
  barriers: z.array(z.enum(barriers)).default([]),
  lifeDomains: z.array(Code).max(12).default([]),
  note: SealedText.optional(),
};

/** Attempts in vain since the resident was last reached; what came before that and is written down late is none. */
export function attemptsAfter(
  { contact }: Pick<ReferralRecord, "contact">,
  outcome: string,
  at: Instant,
): number {
  if (outcome === "reached") return 0;
  return contact.reachedAt !== undefined && at < contact.reachedAt ? contact.attempts : contact.attempts + 1;
}

export const contactFacts = {
  ContactAttempted: referralFact(
    1,
    {
      channel: z.enum(["phone", "message", "letter", "visit", "viaOther"]),
      outcome: z.enum(["reached", "noAnswer", "messageLeft", "wrongDetails", "didNotAppear"]),
      /** When they meet: the coach takes the initiative, for many cannot (RIVM/TNO L1347-1351). */
      appointmentAt: Instant.optional(),
    },
    (record, { data, occurredAt }) => {
      const { contact } = record;
      const isNews = contact.lastAttemptAt === undefined || occurredAt >= contact.lastAttemptAt;
      contact.attempts = attemptsAfter(record, data.outcome, occurredAt);
      contact.lastAttemptAt = latest(occurredAt, contact.lastAttemptAt);
      if (data.outcome === "reached") contact.reachedAt = latest(occurredAt, contact.reachedAt);
      // What was agreed since is not undone by what is written down late.
      if (isNews) record.appointmentAt = data.appointmentAt;
    },
  ),

  IntakeStarted: referralFact(1, {}, leavesTheRecordAsItIs),

  ConversationHeld: referralFact(1, conversation, (record, { occurredAt }) => {
    const held = record.conversations;
    held.count += 1;
    if (held.firstAt === undefined || occurredAt < held.firstAt) held.firstAt = occurredAt;
    if (held.lastAt === undefined || occurredAt > held.lastAt) held.lastAt = occurredAt;
  }),

  /** "Pas op de plaats": other matters first (ten practices L367-369, RIVM/TNO L549-560). */
  IntakePutOnHold: referralFact(1, { until: CalendarDate, reason: Code }, (record, { data }) => {
    record.conversations.holdUntil = data.until;
    record.rescheduled.takeUpIntakeAgain = undefined;
  }),

  IntakeResumed: referralFact(1, {}, leavesTheRecordAsItIs),

  /** Help for another matter beside this path: debt, safety, care (RIVM/TNO L1151-1163). */
  SideReferralMade: referralFact(
    1,
    { to: Code, organisation: OrganisationId.optional() },
    (record, { data, occurredAt }) => {
      record.sideReferrals.push({ to: data.to, at: occurredAt });
    },
  ),
};
