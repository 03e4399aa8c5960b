import type { AnyFact, FactOf, FactType, RecordedFact } from "../facts.ts";

/**
 * What a decision needs to know of something beside the referral itself, folded from just the facts that carry
 * its tag. A view lists the facts it looks at, which is what is asked of the log.
 */
export interface View<State> {
  /** The tag's kind: `coach` in `coach:9f2c`. */
  readonly tag: string;
  readonly types: readonly FactType[];
  readonly initial: State;
  /** Changes a private or draft state; not every fact matters. */
  readonly evolve: (state: State, fact: RecordedFact<AnyFact>) => void;
}

/** Defines a view by a table of facts. */
export function view<State>(
  tag: string,
  initial: State,
  facts: { readonly [Type in FactType]?: (state: State, fact: RecordedFact<FactOf<Type>>) => void },
): View<State> {
  const table: { readonly [type: string]: ((state: State, fact: never) => void) | undefined } = facts;
  return {
    tag,
    types: Object.keys(facts) as FactType[],
    initial,
    evolve: (state, fact) => table[fact.type]?.(state, fact as never),
  };
}
