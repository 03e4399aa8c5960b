import type { EventStore } from "@wor/event-store";
import type { Variant } from "@wor/lifecycle";
import {
  type Behaviour,
  behaviourFor,
  behaviourIn,
  fittedBehaviours,
  samenInBewegingProject,
} from "@wor/simulation";
import { same, says, type Words } from "../words.ts";

/** Behaviour that was fitted to what a source prints, by the name with which it is asked for. */
export const behaviours: { readonly [name: string]: Behaviour } = {
  ...fittedBehaviours,
  "samen-in-beweging": samenInBewegingProject,
};
/** The names with which a behaviour is asked for. */
export const behaviourNames: readonly string[] = Object.keys(behaviours).sort();

/** What a behaviour is called: a period as people say it, which its own name says in English only. */
const names: { readonly [name: string]: Words } = {
  nijmegen: says("Nijmegen, september 2018 tot september 2019", "Nijmegen, September 2018 to September 2019"),
  kampen: same("Kampen 2022"),
  "oost-gelre": says("Oost Gelre, juli 2021 tot juli 2022", "Oost Gelre, July 2021 to July 2022"),
  winterswijk: says("Winterswijk, tweede helft van 2022", "Winterswijk, second half of 2022"),
  zwartewaterland: says(
    "Zwartewaterland, september 2021 tot november 2022",
    "Zwartewaterland, September 2021 to November 2022",
  ),
  "hardenberg-de-krim": says(
    "Hardenberg, De Krim, juli 2021 tot juli 2022",
    "Hardenberg, De Krim, July 2021 to July 2022",
  ),
  "steenwijkerland-grip-en-glans": same("GRIP&GLANS Steenwijkerland 2022"),
  "steenwijkerland-huisbezoek-75": says(
    "Huisbezoek 75+ in Steenwijkerland, als dat in september 2022 begonnen was",
    "Home visits 75+ in Steenwijkerland, had they begun in September 2022",
  ),
  stapjefitter: says("Stapjefitter, twee groepen in een jaar", "Stapjefitter, two groups in a year"),
  "samen-in-beweging": says("Samen in beweging, vier gemeenten", "Samen in beweging, four municipalities"),
};

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
  const key = Object.keys(behaviours).find((one) => taken.name.endsWith(behaviours[one]?.name ?? one));
  const { nl, en } = (key && names[key]) || same(taken.name);
  return {
    behaviour: perYear === undefined ? taken : { ...taken, arrivals: { ...taken.arrivals, perYear } },
    about:
      key !== undefined && behaviours[key] === taken
        ? says(`zoals in ${nl}`, `as in ${en}`)
        : says(
            `${variant.id}, zoals in ${nl}, met de verwijzers, redenen en gebieden van hier gelijk verdeeld (eigen keuze)`,
            `${variant.id}, as in ${en}, with the referrers, reasons and areas of here spread evenly (our choice)`,
          ),
  };
}
