import { defineProjection, type Projection, toLifeFact } from "@wor/engine";
import { evolveOwn, isClosed, type ReferralState, type Variant } from "@wor/lifecycle";
import { rules } from "../overview.ts";
import { summaryOf } from "../work-list.ts";
import { referralOf } from "./trajectories.ts";
import { lineOf } from "./work-line.ts";

/**
 * Every referral of a municipality that is open or may come back, and beside each that is open what a list shows of
 * it: its next steps, by the rules of the variants that were loaded when it last changed.
 *
 * @throws {UnknownMunicipality}
 */
export function openWork(
  municipality: string,
  variants: readonly Variant[],
): Projection<ReferralState | undefined, string> {
  const { variantOf } = rules(municipality, variants);
  return defineProjection<ReferralState | undefined, string>({
    name: `open-work/${municipality}`,
    version: 2,
    query: { municipality },
    key: referralOf,
    initial: undefined,
    evolve(row, event) {
      const fact = toLifeFact(event);
      // A late measurement of who completed long ago changes nothing on any list.
      if (fact === undefined || (row === undefined && fact.type !== "ReferralRegistered")) return row;
      const state = evolveOwn(row, fact);
      // Who was dropped may come back, who completed does not.
      return state.place.lifecycle === "feedback.closed" ? undefined : state;
    },
    listed: (state) =>
      state === undefined || isClosed(state.place)
        ? undefined
        : lineOf(summaryOf(state, variantOf(state.record))),
  });
}
