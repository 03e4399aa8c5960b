import { isClosed, type ReferralState, type Variant } from "@wor/lifecycle";
import type { InputOf, PathAsKnown } from "./told.ts";

/** An age at which somebody is referred here; none where any is. */
export function fittingAge({ minimumAge, maximumAge }: Variant["referring"]): number | undefined {
  if (minimumAge === undefined && maximumAge === undefined) return undefined;
  return Math.min(Math.max(minimumAge ?? 0, 65), maximumAge ?? 125);
}

/** The answers with which a variant's decision tree ends in "suitable", by as few questions as it can. */
export function suitableAnswers({ triage }: Variant): Record<string, boolean> {
  const tree = triage.decisionTree ?? [];
  const ways = tree.slice(0, 1).map(({ code }) => ({ at: code, answers: {} as Record<string, boolean> }));
  const seen = new Set<string>();
  for (const { at, answers } of ways) {
    const question = tree.find(({ code }) => code === at);
    if (question === undefined || seen.has(at)) continue;
    seen.add(at);
    for (const answer of [true, false]) {
      const leadsTo = answer ? question.yes : question.no;
      const told = { ...answers, [at]: answer };
      if (leadsTo === "suitable") return told;
      if ("next" in leadsTo) ways.push({ at: leadsTo.next, answers: told });
    }
  }
  return {};
}

type FeedbackMessage = InputOf<"GiveFeedback">["message"];

/** What the referrer is told where a referral stands, of the messages that a variant has. */
export function fittingMessage({ state, variant }: PathAsKnown): FeedbackMessage {
  const { messages } = variant.feedback;
  const fits = messagesThatFit(state);
  return fits.find((one) => messages.includes(one)) ?? messages[0] ?? "takesPart";
}

/** The nearest to what happened first. */
function messagesThatFit({ record, place }: ReferralState): readonly FeedbackMessage[] {
  if (record.ending?.reason === "unreachable") return ["unreachable", "stopped", "notSuitable"];
  if (record.ending !== undefined) return ["stopped", "notSuitable"];
  if (place.lifecycle.startsWith("feedback") || isClosed(place)) return ["completed", "takesPart"];
  return record.enrolments.length > 0 ? ["takesPart", "exploring"] : ["exploring", "takesPart"];
}
