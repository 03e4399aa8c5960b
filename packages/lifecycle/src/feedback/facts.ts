import { z } from "zod";
import { referralFact } from "../fact.ts";
import { Code, SealedText } from "../vocabulary/identifiers.ts";
import { Profession } from "../vocabulary/roles.ts";
import { Instant } from "../vocabulary/times.ts";
import { FeedbackMessage, FeedbackMoment, feedbackChannels } from "./moments.ts";

export const feedbackFacts = {
  /** One message is owed at a time; a later moment joins the one that is still owed. */
  FeedbackBecameDue: referralFact(
    1,
    { moment: z.enum(["intake", "match"]) },
    (record, { data, occurredAt }) => {
      record.feedback.owedFor.push({ moment: data.moment, since: occurredAt });
    },
  ),

  /** To the referrer, or through the practice nurse when the GP has no time (Nijmegen L88). */
  FeedbackDelegated: referralFact(1, { to: Profession }, (record, { data }) => {
    record.feedback.delegatedTo = data.to;
  }),

  FeedbackGiven: referralFact(
    1,
    {
      moments: z.array(FeedbackMoment).min(1),
      message: FeedbackMessage,
      to: Profession,
      via: z.enum(feedbackChannels),
      note: SealedText.optional(),
    },
    (record, { data, occurredAt }) => {
      record.feedback.given.push({ moments: data.moments, at: occurredAt });
      record.feedback.notPossibleBecause = undefined;
      record.feedback.owedFor = [];
    },
  ),

  /**
   * What was told had been told before these moments came, and was written down after: they are still to be told. So
   * a message never stands for what happened after it.
   */
  FeedbackStillOwed: referralFact(
    1,
    { moments: z.array(z.strictObject({ moment: FeedbackMoment, since: Instant })).min(1) },
    (record, { data }) => {
      record.feedback.owedFor = data.moments.map((one) => ({ ...one }));
    },
  ),

  FeedbackImpossible: referralFact(
    1,
    { moments: z.array(FeedbackMoment).min(1), reason: Code },
    (record, { data }) => {
      record.feedback.notPossibleBecause = data.reason;
      record.feedback.owedFor = [];
    },
  ),
};

/** Why nobody is told, where the system itself sees that nobody can be. */
export const nobodyToTell = { nobody: "nobodyToTell", noConsent: "noConsent" } as const satisfies Record<
  string,
  Code
>;
