import type { Variant } from "@wor/lifecycle";

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
