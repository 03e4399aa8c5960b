import type { Variant } from "@wor/lifecycle";
import {
  type Behaviour,
  gripAndGlans,
  nijmegenYear,
  samenInBewegingProject,
  zwartewaterlandWithoutCoach,
} from "@wor/simulation";
import { says, type Words } from "../words.ts";

/** Behaviour that was fitted to what a source prints. */
export const behaviours = {
  nijmegen: nijmegenYear,
  "samen-in-beweging": samenInBewegingProject,
  "grip-en-glans": gripAndGlans,
  zwartewaterland: zwartewaterlandWithoutCoach,
} as const satisfies { readonly [name: string]: Behaviour };
export type BehaviourName = keyof typeof behaviours;
export const behaviourNames = ["nijmegen", "samen-in-beweging", "grip-en-glans", "zwartewaterland"] as const;

/** When the years began that the behaviours were fitted to; what they say of days falls after it. */
const began: { readonly [Name in BehaviourName]: string } = {
  nijmegen: "2018-09-01",
  "samen-in-beweging": "2021-09-01",
  "grip-en-glans": "2022-01-03",
  zwartewaterland: "2021-09-01",
};

/** Which variant a behaviour was fitted to. */
const fittedTo: { readonly [variant: string]: BehaviourName } = {
  nijmegen: "nijmegen",
  "steenwijkerland-grip-en-glans": "grip-en-glans",
  zwartewaterland: "zwartewaterland",
};

/** How people behave under a variant, and where that comes from. */
export interface Chosen {
  readonly behaviour: Behaviour;
  /** The day on which it begins, unless another is asked for. */
  readonly from: string;
  readonly about: Words;
}

/**
 * The behaviour that was asked for, or that was fitted to this variant; for any other variant, that of Nijmegen with
 * this variant's own professions, reasons, areas and ages, evenly spread. That is ours: no source tells how people
 * elsewhere behave.
 */
export function behaviourFor(
  variant: Variant,
  asked: BehaviourName | undefined,
  perYear: number | undefined,
): Chosen {
  const name = asked ?? fittedTo[variant.id];
  const taken = name ?? (variant.pathway === "cohort" ? "grip-en-glans" : "nijmegen");
  const base = behaviours[taken];
  const fitted = name !== undefined && fits(base, variant) ? base : moved(base, variant);
  const behaviour = perYear === undefined ? fitted : { ...fitted, arrivals: { ...fitted.arrivals, perYear } };
  return {
    behaviour,
    from: began[taken],
    about:
      fitted === base
        ? says(`zoals in ${base.name}`, `as in ${base.name}`)
        : says(
            `zoals in ${base.name}, met de verwijzers, redenen en gebieden van hier gelijk verdeeld (eigen keuze)`,
            `as in ${base.name}, with the referrers, reasons and areas of here spread evenly (our choice)`,
          ),
  };
}

/** Whether everything that people do is there under the variant. */
function fits({ reasons, referrers, residents }: Behaviour, variant: Variant): boolean {
  const { referring, areas } = variant;
  const codes = new Set(referring.reasons.map(({ code }) => code));
  const may = (profession: string) =>
    profession === "self" ? referring.selfReferral : referring.professions.some((one) => one === profession);
  return (
    Object.keys(reasons).every((code) => codes.has(code)) &&
    Object.keys(referrers).every(may) &&
    Object.keys(residents.areas ?? {}).every((area) => areas.includes(area))
  );
}

function moved(base: Behaviour, { referring, areas }: Variant): Behaviour {
  const { organisations } = referring;
  const even = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));
  return {
    ...base,
    referrers: even([...referring.professions, ...(referring.selfReferral ? ["self"] : [])]),
    reasons: even(referring.reasons.map(({ code }) => code)),
    ...(organisations !== "all" && organisations.length > 0 && { organisations: even(organisations) }),
    residents: {
      ...base.residents,
      areas: areas.length === 0 ? undefined : even(areas),
      age: withinAges(base.residents.age, referring.minimumAge ?? 0, referring.maximumAge ?? 125),
    },
    coaches: base.coaches.map(({ areas: _, ...coach }) => coach),
  };
}

/** The bands, cut off at the ages that are referred here; one band when nothing is left. */
function withinAges(
  ages: Behaviour["residents"]["age"],
  from: number,
  to: number,
): Behaviour["residents"]["age"] {
  const bands = Object.entries(ages).flatMap(([band, weight = 0]): [string, number][] => {
    const [low = 0, high = low] = band.split("-").map(Number);
    const [begin, end] = [Math.max(low, from), Math.min(high, to)];
    return begin > end ? [] : [[`${begin}-${end}`, (weight * (end - begin + 1)) / (high - low + 1)]];
  });
  return bands.length === 0 ? { [`${from}-${Math.min(to, from + 10)}`]: 1 } : Object.fromEntries(bands);
}
