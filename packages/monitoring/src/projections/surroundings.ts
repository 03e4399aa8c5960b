import { defineProjection, type Projection, toFact } from "@wor/engine";
import { type ActivityState, activityView, type CoachState, coachView } from "@wor/lifecycle";

/** A coach or an activity, under its tag. */
export type Surrounding =
  | { readonly kind: "coach"; readonly state: CoachState }
  | { readonly kind: "activity"; readonly state: ActivityState };

/** The coaches and activities of a municipality, a row each under their tag (`coach:…`). */
export const surroundings = (municipality: string): Projection<Surrounding | undefined> =>
  defineProjection<Surrounding | undefined>({
    name: `surroundings/${municipality}`,
    version: 1,
    query: { municipality },
    key: ({ tags }) => tags.filter((tag) => tag.startsWith("coach:") || tag.startsWith("activity:")),
    initial: undefined,
    evolve(row, event, key) {
      const fact = toFact(event);
      if (fact === undefined) return row;
      const one = row ?? begin(key);
      if (one.kind === "coach") coachView.evolve(one.state, fact);
      else activityView.evolve(one.state, fact);
      return one;
    },
  });

const begin = (key: string): Surrounding =>
  key.startsWith("coach:")
    ? { kind: "coach", state: structuredClone(coachView.initial) }
    : { kind: "activity", state: structuredClone(activityView.initial) };
