import type { SequencedEvent } from "@wor/event-store";
import type { FactOf } from "@wor/lifecycle";
import { toLifeFact } from "../recorded-facts.ts";

/** What people and systems outside are told: keys and codes only, to be put into words by whoever delivers it. */
export type Notice =
  /** The referrer hears what became of the resident, where that goes by system rather than in person. */
  | ({ readonly kind: "feedback"; readonly referral: string } & Pick<
      FactOf<"FeedbackGiven">["data"],
      "to" | "message" | "moments"
    >)
  /** Somebody's step is due soon. */
  | ({ readonly kind: "reminder"; readonly referral: string } & Pick<
      FactOf<"StepReminded">["data"],
      "to" | "step" | "dueAt"
    >)
  /** A step was not taken in time and is somebody else's now. */
  | ({ readonly kind: "escalation"; readonly referral: string } & Pick<
      FactOf<"StepEscalated">["data"],
      "to" | "step" | "dueAt" | "level"
    >);

/** The notices an event gives occasion to: for `messages` of an outbox. */
export function noticesOf(event: SequencedEvent): Notice[] {
  const fact = toLifeFact(event);
  switch (fact?.type) {
    case "FeedbackGiven": {
      const { referral, to, message, moments, via } = fact.data;
      return via === "system" ? [{ kind: "feedback", referral, to, message, moments }] : [];
    }
    case "StepReminded": {
      const { referral, to, step, dueAt } = fact.data;
      return [{ kind: "reminder", referral, to, step, dueAt }];
    }
    case "StepEscalated": {
      const { referral, to, step, dueAt, level } = fact.data;
      return [{ kind: "escalation", referral, to, step, dueAt, level }];
    }
    default:
      return [];
  }
}
