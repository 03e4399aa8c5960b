import { toLifeFact } from "@wor/engine";
import type { SequencedEvent } from "@wor/event-store";
import type { ReferralId, StepKind } from "@wor/lifecycle";
import type { PathMoment } from "./log-view.ts";

/** Something that somebody would have been told, if this were no simulation. */
export interface Message {
  readonly kind: "reminder" | "escalation" | "feedback";
  /** The role, or for feedback the profession. */
  readonly to: string;
  /** The coach it goes to, where it goes to one. */
  readonly coach?: string | undefined;
  readonly about: ReferralId;
  /** For feedback: what was said. For the others: the step. */
  readonly says: StepKind | (string & {});
  readonly at: string;
  readonly event: SequencedEvent;
}

/** The message that goes with a moment, if one does. */
export function messageOf({ event, before }: PathMoment): Message | undefined {
  const fact = toLifeFact(event);
  if (fact === undefined) return undefined;
  const about = fact.data.referral;
  const at = event.recordedAt;
  switch (fact.type) {
    case "StepReminded": {
      const { coach } = before?.record ?? {};
      const own = fact.data.to === "coach" ? (coach?.standIn ?? coach?.id) : undefined;
      return { kind: "reminder", to: fact.data.to, coach: own, about, says: fact.data.step, at, event };
    }
    case "StepEscalated":
      return { kind: "escalation", to: fact.data.to, about, says: fact.data.step, at, event };
    case "FeedbackGiven":
      return { kind: "feedback", to: fact.data.to, about, says: fact.data.message, at, event };
    default:
      return undefined;
  }
}

/** A message in a few words. */
export const sayMessage = ({ kind, to, coach, says, at }: Message): string =>
  `${at.slice(0, 10)} ${kind} to ${coach === undefined ? to : `${to} ${coach}`}: ${says}`;
