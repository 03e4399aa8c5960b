import { defineProjection, type Projection, toLifeFact } from "@wor/engine";
import { compiled, placeKey, UnacceptedFact } from "@wor/lifecycle";
import type { Trajectory } from "../trajectory.ts";
import { beginTrajectory, continueTrajectory } from "../trajectory-facts.ts";

/** Every referral of a municipality as the tables need it, a row each, kept up with the log. */
export const trajectories = (municipality: string): Projection<Trajectory | undefined> =>
  defineProjection<Trajectory | undefined>({
    name: `trajectories/${municipality}`,
    version: 3,
    query: { municipality },
    key: referralOf,
    initial: undefined,
    evolve(row, event) {
      const fact = toLifeFact(event);
      if (fact === undefined) return row;
      const machine = row ?? (fact.type === "ReferralRegistered" ? fact.data : undefined);
      if (machine === undefined) throw new UnacceptedFact(undefined, fact.type);
      const { initial, nodes } = compiled(machine.pathway);
      const node = row === undefined ? initial : nodes.get(placeKey(row.place));
      const next = node?.next.get(fact.type);
      if (next === undefined) throw new UnacceptedFact(row?.place, fact.type);
      if (row === undefined)
        return fact.type === "ReferralRegistered" ? beginTrajectory(fact, next.place) : undefined;
      continueTrajectory(row, fact, next.place);
      return row;
    },
  });

/** The referral an event is about; none for what exists beside the referrals. */
export function referralOf({
  data,
}: {
  readonly data: { readonly [key: string]: unknown };
}): string | undefined {
  return typeof data.referral === "string" ? data.referral : undefined;
}
