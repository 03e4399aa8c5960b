import type { Durations } from "./durations.ts";

/** One month: what came in, what ended, and how things stood when it ended. */
export interface Month {
  /** As `2026-01`. */
  readonly month: string;
  readonly referred: number;
  readonly arrived: number;
  readonly completed: number;
  readonly dropped: number;
  /** On the way at the end of the month. */
  readonly open: number;
  /** Of those, how many had no coach. */
  readonly withoutCoach: number;
  /** Of those, how many nobody had met yet. */
  readonly notYetMet: number;
  /** Of those, how many waited for a place in an activity or in the next group. */
  readonly waitingForPlace: number;
}

/** What became of a population, in numbers. Mistakes that were taken back are left out. */
export interface Summary {
  readonly referred: number;
  readonly women: number;
  readonly men: number;
  readonly aged50OrOver: number;
  readonly hindered: number;
  readonly byProfession: Readonly<Record<string, number>>;
  readonly byReason: Readonly<Record<string, number>>;
  readonly arrived: number;
  readonly conversations: number;
  readonly mostConversations: number;
  readonly matched: number;
  readonly tookPart: number;
  readonly completed: number;
  readonly volunteers: number;
  readonly dropped: number;
  readonly droppedBecause: Readonly<Record<string, number>>;
  readonly helpedOn: number;
  /** From the referral to the first contact: a conversation, or a call that was answered. Who still waits is not in it. */
  readonly waiting: Durations;
  /** On the way when the simulation ends, and not met yet. */
  readonly notYetMet: number;
  /** How often a coach was gone before the way had ended, so that another was needed. */
  readonly lostCoach: number;
  /** Stretches without a coach. */
  readonly withoutCoach: Durations;
  /** From owing feedback to giving it. */
  readonly feedback: Durations;
  /** Referrers who still have to hear when the simulation ends. */
  readonly feedbackOwed: number;
  readonly reminders: number;
  readonly escalations: Readonly<Record<string, number>>;
  /** On the way when the simulation ends. */
  readonly open: number;
  /** Of those, judged to be in the right place and without a coach. */
  readonly stranded: number;
  /** Of those, waiting for a place in an activity or in the next group. */
  readonly waitingForPlace: number;
  /** Residents who were not referred, since whoever would have knew better: to which other help, or `consent`. */
  readonly notReferred: Readonly<Record<string, number>>;
  /** Questionnaires that were filled in, by moment. */
  readonly measurements: Readonly<Record<string, number>>;
  /** Registrations that the rules refused, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /**
   * Anything else that the rules refused, as `MatchActivity activity-full`: two who did something at the same time,
   * or a behaviour that does not fit the variant.
   */
  readonly refusedSteps: Readonly<Record<string, number>>;
  readonly months: readonly Month[];
}
