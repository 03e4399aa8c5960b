import type { Variant } from "@wor/lifecycle";
import type { Behaviour, CoachBehaviour } from "../behaviour.ts";
import type { Weights } from "../chance.ts";
import { byPathway, fittedBehaviours } from "./places.ts";

/**
 * How people behave under a variant: as was fitted to its place. For a place of which nothing is printed, as in a
 * place with the same shape of pathway, with this variant's own referrers, reasons, areas, ages, coaches and number
 * of conversations, spread evenly; what was moved is then marked as ours, since no source tells how people elsewhere
 * behave. A behaviour that is asked for is taken as it is where it fits the variant, and moved where it does not.
 */
export function behaviourFor(variant: Variant, asked?: Behaviour): Behaviour {
  const own = asked ?? fittedBehaviours[variant.id];
  if (own !== undefined && fits(own, variant)) return own;
  return moved(own ?? byPathway[variant.pathway], variant);
}

/** Whether everything that people do is there under the variant. */
function fits({ reasons, referrers, residents, organisations }: Behaviour, variant: Variant): boolean {
  const { referring, areas } = variant;
  const may = (profession: string) =>
    profession === "self" ? referring.selfReferral : referring.professions.some((one) => one === profession);
  const takePart = referring.organisations;
  return (
    Object.keys(reasons).every((code) => referring.reasons.some((one) => one.code === code)) &&
    Object.keys(referrers).every(may) &&
    Object.keys(residents.areas ?? {}).every((area) => areas.includes(area)) &&
    (takePart === "all" || Object.keys(organisations).every((one) => takePart.some((other) => other === one)))
  );
}

function moved(base: Behaviour, variant: Variant): Behaviour {
  const { referring, areas, conversations } = variant;
  const { organisations } = referring;
  const professions = new Set([
    ...referring.professions.filter((one) => one !== "self"),
    ...(referring.selfReferral ? ["self"] : []),
  ]);
  const coaches = coachesUnder(variant, base.coaches);
  const { usual } = conversations;
  const values: Partial<Behaviour> = {
    arrivals: {
      ...base.arrivals,
      opens: undefined,
      perYear: Math.round((base.arrivals.perYear * coaches.length) / base.coaches.length),
    },
    referrers: even([...professions]),
    reasons: even(referring.reasons.map(({ code }) => code)),
    ...(organisations !== "all" && organisations.length > 0 && { organisations: even(organisations) }),
    residents: {
      ...base.residents,
      areas: areas.length === 0 ? undefined : even(areas),
      age: withinAges(base.residents.age, referring.minimumAge ?? 0, referring.maximumAge ?? 125),
    },
    coaches,
    ...(usual && { conversations: { ...base.conversations, number: between(usual.from, usual.to) } }),
  };
  return { ...base, ...values, name: `${variant.id}, as in ${base.name}`, sources: movedSources(base) };
}

/** What another place prints is here a guess. */
const movedSources = ({ sources, name }: Behaviour): Behaviour["sources"] =>
  Object.fromEntries(
    Object.entries(sources).map(([path, source]) => [
      path,
      source.startsWith("ours") ? source : `ours, after ${name}`,
    ]),
  );

/** One coach for each centre, for the municipality, or as many as there: a conversation takes two hours, which is ours. */
function coachesUnder(
  { coach, areas, referring }: Variant,
  base: readonly CoachBehaviour[],
): CoachBehaviour[] {
  const there = base.map(({ areas: _, practices: __, ...one }) => one);
  if (coach.hours === undefined) return there;
  const { perWeek, per } = coach.hours;
  const practices = referring.organisations === "all" ? there.length : referring.organisations.length;
  const own: { readonly [per in typeof per]: () => CoachBehaviour[] } = {
    coach: () => there.map((one) => ({ ...one, perWeek: talksIn(perWeek) })),
    practice: () => there.map((one) => ({ ...one, perWeek: talksIn((perWeek * practices) / there.length) })),
    centre: () =>
      (areas.length === 0 ? [undefined] : areas).map((area, i) => ({
        key: `coach-${i + 1}`,
        ...(area !== undefined && { areas: [area] }),
        perWeek: talksIn(perWeek),
      })),
    municipality: () => [{ key: "coach-1", perWeek: talksIn(perWeek) }],
  };
  return own[per]();
}

const talksIn = (hours: number): number => Math.max(1, Math.round(hours / 2));

const even = <Key extends string>(names: readonly Key[]): Weights<Key> =>
  Object.fromEntries(names.map((name) => [name, 1])) as Weights<Key>;

const between = (from: number, to: number): Weights<number> =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, i) => [from + i, 1]));

/** The bands, cut off at the ages that are referred here; one band when nothing is left. */
function withinAges(ages: Weights, from: number, to: number): Weights {
  const bands = Object.entries(ages).flatMap(([band, weight = 0]): [string, number][] => {
    const [low = 0, high = low] = band.split("-").map(Number);
    const [begin, end] = [Math.max(low, from), Math.min(high, to)];
    return begin > end ? [] : [[`${begin}-${end}`, (weight * (end - begin + 1)) / (high - low + 1)]];
  });
  return bands.length === 0 ? { [`${from}-${Math.min(to, from + 10)}`]: 1 } : Object.fromEntries(bands);
}
