import { defineProjection, type Projection, toLifeFact } from "@wor/engine";
import { deadlines, evolve, isClosed, type Variant } from "@wor/lifecycle";
import { rules } from "../overview.ts";
import { summaryOf, type WorkDetail, type WorkSummary } from "../work-list.ts";
import { referralOf } from "./trajectories.ts";

/**
 * A referral as a list needs it, and beside that all the rest: as text once it is stored, so that a long list need not
 * take apart what it does not show.
 */
export interface OpenWork extends WorkSummary {
  readonly detail: WorkDetail | string;
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
      const state = evolve(row && detailOf(row).state, fact);
      if (state.place.lifecycle === "feedback.closed") return undefined;
      // Who was dropped may come back, and is kept without any step.
      const variant = isClosed(state.place) ? undefined : variantOf(state.record);
      return stored({ state, steps: variant === undefined ? [] : deadlines(state, variant) });
    },
  });
}

/** What is only asked of a few of the items on a list. */
export const detailOf = ({ detail }: OpenWork): WorkDetail =>
  // Written by `stored`, from the states of this very projection.
  typeof detail === "string" ? (JSON.parse(detail) as WorkDetail) : detail;

function stored(detail: WorkDetail): OpenWork & { toJSON(): OpenWork } {
  const summary = summaryOf(detail);
  return { ...summary, detail, toJSON: () => ({ ...summary, detail: JSON.stringify(detail) }) };
}
