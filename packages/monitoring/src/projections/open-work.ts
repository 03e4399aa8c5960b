import { defineProjection, type Projection, toLifeFact } from "@wor/engine";
import { type Deadline, deadlines, evolve, isClosed, type ReferralState, type Variant } from "@wor/lifecycle";
import { rules } from "../overview.ts";
import { referralOf } from "./trajectories.ts";

/** A referral with its next steps. Who was dropped may come back, and is kept without any. */
export interface OpenWork {
  readonly state: ReferralState;
  readonly steps: readonly Deadline[];
}

/** Every open referral of a municipality with its next steps, ready to be listed. @throws {UnknownMunicipality} */
export function openWork(
  municipality: string,
  variants: readonly Variant[],
): Projection<OpenWork | undefined> {
  const { variantOf } = rules(municipality, variants);
  return defineProjection<OpenWork | undefined>({
    name: `open-work/${municipality}`,
    version: 1,
    query: { municipality },
    key: referralOf,
    initial: undefined,
    evolve(row, event) {
      const fact = toLifeFact(event);
      // A late measurement of who completed long ago changes nothing on any list.
      if (fact === undefined || (row === undefined && fact.type !== "ReferralRegistered")) return row;
      const state = evolve(row?.state, fact);
      if (state.place.lifecycle === "feedback.closed") return undefined;
      const variant = variantOf(state.record);
      return {
        state,
        steps: isClosed(state.place) || variant === undefined ? [] : deadlines(state, variant),
      };
    },
  });
}
