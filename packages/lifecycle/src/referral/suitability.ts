import { z } from "zod";
import type { Rule, Situation } from "../decision.ts";
import { reject } from "../rejections.ts";
import type { DecisionTree } from "../variant/referring-policy.ts";
import { Code } from "../vocabulary/identifiers.ts";

/** Yes or no to the questions of the variant's decision tree, by question. */
export const Answers = z.record(Code, z.boolean());
export type Answers = z.infer<typeof Answers>;

/** Where a decision tree leads: it fits, it does not, or a question is still open. */
export type Suitability =
  | { readonly suitable: true }
  | { readonly suitable: false; readonly question: Code; readonly redirectTo: Code }
  | { readonly suitable: undefined; readonly unanswered: Code };

/** Follows a decision tree from its first question (Assen, RIVM/TNO L1021-1024). A circle counts as unanswered. */
export function suitabilityOf(tree: DecisionTree, answers: Answers): Suitability {
  const seen = new Set<Code>();
  let question = tree[0];
  for (;;) {
    if (question === undefined || seen.has(question.code)) {
      return { suitable: undefined, unanswered: question?.code ?? "?" };
    }
    seen.add(question.code);
    const answer = answers[question.code];
    if (answer === undefined) return { suitable: undefined, unanswered: question.code };
    const leadsTo = answer ? question.yes : question.no;
    if (leadsTo === "suitable") return { suitable: true };
    if ("redirectTo" in leadsTo)
      return { suitable: false, question: question.code, redirectTo: leadsTo.redirectTo };
    question = tree.find((one) => one.code === leadsTo.next);
  }
}

/** Whoever judges suitability goes through the tree, where the variant has one. */
export const treeSaysYes: Rule<Situation<{ answers: Answers }>> = ({ command, variant }) => {
  const tree = variant.triage.decisionTree;
  if (tree === undefined) return undefined;
  const outcome = suitabilityOf(tree, command.answers);
  if (outcome.suitable) return undefined;
  return outcome.suitable === undefined
    ? reject("question-unanswered", { question: outcome.unanswered })
    : reject("tree-says-no", { question: outcome.question, redirectTo: outcome.redirectTo });
};
