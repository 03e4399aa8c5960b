import { z } from "zod";

/**
 * When the referrer is told something. During and after the trajectory: RIVM/TNO L1402, L1286-1287; also
 * when Welzijn op Recept did not suit: Nijmegen L86-88. `end` and `drop` always count: a referrer always
 * hears back.
 */
export const feedbackMoments = ["intake", "match", "end", "drop"] as const;
/** One of the moments. */
export const FeedbackMoment = z.enum(feedbackMoments);
export type FeedbackMoment = z.infer<typeof FeedbackMoment>;

/**
 * What is told, in the minimal form of the sources: "takes part" or "not suitable" (Nijmegen L86-88), a
 * short note on what was explored or started (RIVM/TNO L1415-1417).
 */
export const feedbackMessages = [
  "takesPart",
  "notSuitable",
  "exploring",
  "completed",
  "stopped",
  "unreachable",
] as const;
/** One of the messages. */
export const FeedbackMessage = z.enum(feedbackMessages);

/**
 * By which way the referrer is told: it differs per place and person (Nijmegen L86-91, RIVM/TNO L1375-1376).
 * `notRecorded` is for what is imported from files that do not say.
 */
export const feedbackChannels = [
  "phone",
  "meeting",
  "visit",
  "system",
  "secureMail",
  "letter",
  "notRecorded",
] as const;

export type FeedbackMessage = z.infer<typeof FeedbackMessage>;
