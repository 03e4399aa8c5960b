import type { LifeFactType } from "../facts.ts";

/**
 * A region of a statechart as a table: in this state, this fact leads to that state.
 * {@link stay} is for a fact that is taken note of without moving.
 */
export type RegionTable<State extends string> = {
  readonly initial: State;
  readonly states: { readonly [In in State]?: { readonly [On in LifeFactType]?: State | typeof stay } };
};

export const stay = "·";

/** The same answer to each of several facts. */
export function on<Answer extends string>(
  facts: readonly LifeFactType[],
  answer: Answer,
): { [On in LifeFactType]?: Answer } {
  return Object.fromEntries(facts.map((type) => [type, answer]));
}
