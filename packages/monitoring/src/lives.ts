import {
  evolve,
  fold,
  isClosed,
  type LifeFact,
  type RecordedFact,
  type ReferralId,
  type ReferralState,
} from "@wor/lifecycle";
import type { Seen } from "./as-of.ts";

/** The facts of one referral that count, and whether any were left out. */
interface Life {
  readonly facts: { readonly fact: RecordedFact<LifeFact>; readonly seen: Seen }[];
  partly: boolean;
}

/**
 * Remembers the facts of the referrals that are open from a horizon, to fold them once all have been seen: most
 * referrals of a log have closed long ago, and those need no folding.
 */
export class Lives {
  readonly #lives = new Map<ReferralId, Life>();

  /** `seen` is where the fact led, or nothing when it is left out. */
  take(fact: RecordedFact<LifeFact>, seen: Seen | undefined): void {
    const id = fact.data.referral;
    const life = this.#lives.get(id);
    if (seen === undefined) {
      if (life !== undefined) life.partly = true;
      return;
    }
    if (life !== undefined) life.facts.push({ fact, seen });
    else if (fact.type === "ReferralRegistered")
      this.#lives.set(id, { facts: [{ fact, seen }], partly: false });
    // Who was dropped may come back; who completed does not.
    if (seen.place.lifecycle === "feedback.closed") this.#lives.delete(id);
  }

  /** Every referral that is open, as it stands from the horizon. */
  open(): ReferralState[] {
    const states: ReferralState[] = [];
    for (const { facts, partly } of this.#lives.values()) {
      const last = facts.at(-1);
      if (last === undefined || isClosed(last.seen.place)) continue;
      const state = partly ? seenStepByStep(facts) : fold(facts.map(({ fact }) => fact));
      if (state !== undefined) states.push(state);
    }
    return states;
  }
}

/**
 * A referral after one more fact that counts, where others were left out: the record as the machine changes it where
 * the referral really stood, and the place as it is seen.
 */
export function evolveAsSeen(
  state: ReferralState | undefined,
  fact: RecordedFact<LifeFact>,
  { before, place }: Seen,
): ReferralState {
  const from = state === undefined || before === undefined ? state : { place: before, record: state.record };
  return { place, record: evolve(from, fact).record };
}

function seenStepByStep(facts: Life["facts"]): ReferralState | undefined {
  let state: ReferralState | undefined;
  for (const { fact, seen } of facts) state = evolveAsSeen(state, fact, seen);
  return state;
}
