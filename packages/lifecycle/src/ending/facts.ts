import { z } from "zod";
import { giveUpPlaces } from "../activity/facts.ts";
import { referralFact } from "../fact.ts";
import { CoachId, Code, ReferralId } from "../vocabulary/identifiers.ts";
import { latest } from "../vocabulary/times.ts";
import { EndReason, Initiator } from "./reasons.ts";

export const endingFacts = {
  ReferralDropped: referralFact(
    1,
    {
      reason: EndReason,
      initiator: Initiator,
      /** The municipality's own word for the reason, which the variant maps to the core list. */
      localReason: Code.optional(),
      /** In which stage of the path it stopped. */
      phase: z.enum(["referred", "intake", "matched", "participating"]),
      /** A named other approach or help: a drop with an onward referral is no failure (Samen in beweging L4075-4082). */
      onwardTo: Code.optional(),
      mergedInto: ReferralId.optional(),
    },
    (record, { data, occurredAt }) => {
      record.ending = {
        reason: data.reason,
        initiator: data.initiator,
        at: occurredAt,
        onwardTo: data.onwardTo,
      };
      record.endedAt = occurredAt;
      giveUpPlaces(record, occurredAt);
      record.feedback.owedFor.push({ moment: "drop", since: occurredAt });
    },
  ),

  /** A compensating fact: this was never a referral, and no table counts it. */
  ReferralEnteredInError: referralFact(
    1,
    { reason: Code, coach: CoachId.optional() },
    (record, { occurredAt }) => {
      record.inError = true;
      record.endedAt ??= occurredAt;
      record.closedAt = occurredAt;
      giveUpPlaces(record, occurredAt);
      record.feedback.owedFor = [];
    },
  ),

  ReferralClosed: referralFact(1, { coach: CoachId.optional() }, (record, { occurredAt }) => {
    // A message from before the end may be what closes it, when that was written down first.
    record.closedAt = latest(occurredAt, record.endedAt);
  }),

  ReferralReopened: referralFact(
    1,
    { reason: Code, coach: CoachId.optional() },
    (record, { data, occurredAt }) => {
      if (data.coach !== undefined) record.coach.former.push(data.coach);
      record.coach.id = undefined;
      record.coach.standIn = undefined;
      record.coach.missingSince = occurredAt;
      record.ending = undefined;
      record.endedAt = undefined;
      record.closedAt = undefined;
      record.contact.attempts = 0;
      record.participation.startedAt = undefined;
      record.participation.pausedUntil = undefined;
      record.participation.noShows = 0;
      record.reopened += 1;
    },
  ),
};
