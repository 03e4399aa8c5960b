import type { EventStore } from "@wor/event-store";
import type { Variant } from "@wor/lifecycle";
import {
  type Behaviour,
  behaviourFor,
  behaviourIn,
  fittedBehaviours,
  samenInBewegingProject,
} from "@wor/simulation";
import { says, type Words } from "../words.ts";

/** Behaviour that was fitted to what a source prints, by the name with which it is asked for. */
export const behaviours: { readonly [name: string]: Behaviour } = {
  ...fittedBehaviours,
  "samen-in-beweging": samenInBewegingProject,
};
/** The names with which a behaviour is asked for. */
export const behaviourNames: readonly string[] = Object.keys(behaviours).sort();

/** How people behave under a variant, and where that comes from. */
export interface Chosen {
  readonly behaviour: Behaviour;
  readonly about: Words;
}

/** Who comes and who is there as a log shows it; how they do, which it does not show, as was chosen. */
export async function asInLog(
  store: EventStore,
  variant: Variant,
  { behaviour: base, about }: Chosen,
  perYear: number | undefined,
): Promise<Chosen> {
  const seen = await behaviourIn(store, variant, base);
  return {
    behaviour: perYear === undefined ? seen : { ...seen, arrivals: { ...seen.arrivals, perYear } },
    about: says(
      `zoals in het logboek, en wat dat niet zegt ${about.nl}`,
      `as in the log, and what that does not say ${about.en}`,
    ),
  };
}

/** The behaviour that was asked for, or that fits this variant best, with so many referrals in a year. */
export function chooseBehaviour(
  variant: Variant,
  asked: string | undefined,
  perYear: number | undefined,
): Chosen {
  const base = asked === undefined ? undefined : behaviours[asked];
  const taken = behaviourFor(variant, base);
  const isFitted = Object.values(behaviours).includes(taken);
  return {
    behaviour: perYear === undefined ? taken : { ...taken, arrivals: { ...taken.arrivals, perYear } },
    about: isFitted
      ? says(`zoals in ${taken.name}`, `as in ${taken.name}`)
      : says(
          `${taken.name}, met de verwijzers, redenen en gebieden van hier gelijk verdeeld (eigen keuze)`,
          `${taken.name}, with the referrers, reasons and areas of here spread evenly (our choice)`,
        ),
  };
}
