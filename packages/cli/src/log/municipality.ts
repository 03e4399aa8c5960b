import { type EventStore, everyMunicipality } from "@wor/event-store";
import { type FactType, type Variant, variantKey } from "@wor/lifecycle";
import { type PlaceId, placeIds, placeText } from "@wor/variants";
import { broken, wrongUsage } from "../failure.ts";
import { nearest } from "../nearest.ts";
import { loadVariant } from "../variant/load.ts";
import { says } from "../words.ts";
import type { Use } from "./open.ts";

/**
 * The municipality asked for, or the only one in the log; for a new log, the one that the named variants are of.
 * @throws {Failure} when it is not there, not clear, or its rules are not known.
 */
export async function municipalityIn(
  store: EventStore,
  asked: string | undefined,
  named: readonly Variant[],
  use: Use,
): Promise<string> {
  const ruled = new Set([...municipalitiesOf(named), ...builtIn().keys()]);
  const mayBegin = use === "make" || use === "try";
  if (asked !== undefined && mayBegin && ruled.has(asked)) return asked;
  const present = await presentIn(store, ruled);
  const isNew = present.length === 0 && mayBegin;
  const possible = isNew ? (named.length > 0 ? municipalitiesOf(named) : [...ruled]) : present;
  const found = asked ?? (possible.length === 1 ? possible[0] : undefined);
  if (found === undefined) throw possible.length === 0 ? empty() : several(possible, isNew);
  if (!possible.includes(found)) throw unknown(found, possible);
  if (!ruled.has(found)) throw withoutRules(found);
  return found;
}

/** The variants of a municipality: those named, and the built-in ones that no named one takes the place of. */
export function variantsOf(municipality: string, named: readonly Variant[]): Variant[] {
  const places = (builtIn().get(municipality) ?? []).map((id) => loadVariant(id).variant);
  const keys = new Set(named.map(variantKey));
  return [...named, ...places.filter((one) => !keys.has(variantKey(one)))].filter(
    (one) => one.municipality === municipality,
  );
}

/** Which built-in places a municipality has: seen from their text, since reading all of them takes long. */
function builtIn(): ReadonlyMap<string, readonly PlaceId[]> {
  return Map.groupBy(placeIds, (id) => /^municipality: *([a-z0-9-]+)/m.exec(placeText(id))?.[1] ?? id);
}

const municipalitiesOf = (variants: readonly Variant[]): string[] => [
  ...new Set(variants.map((one) => one.municipality)),
];

/** The municipalities in a log: of those whose rules are known, and of its first event. */
async function presentIn(store: EventStore, ruled: ReadonlySet<string>): Promise<string[]> {
  const first = await firstMunicipality(store);
  if (first === undefined) return [];
  const present = [first];
  for (const one of ruled) if (one !== first && (await hasBegun(store, one))) present.push(one);
  return present;
}

async function firstMunicipality(store: EventStore): Promise<string | undefined> {
  for await (const [event] of store.read({ municipality: everyMunicipality }, { limit: 1 }))
    return event?.municipality;
  return undefined;
}

/** What a municipality's log begins with. Asked by type, since stores find those by index. */
const beginnings: readonly FactType[] = ["ReferralRegistered", "CoachRegistered", "ActivityOffered"];

async function hasBegun(store: EventStore, municipality: string): Promise<boolean> {
  for await (const _ of store.read({ municipality, items: [{ types: beginnings }] }, { limit: 1 }))
    return true;
  return false;
}

const empty = () => broken("empty-log", says("Dit logboek is leeg.", "This log is empty."));

const withoutRules = (municipality: string) =>
  wrongUsage(
    "no-variant-for-municipality",
    says(
      `Van de gemeente ${municipality} zijn de afspraken niet bekend.`,
      `The rules of the municipality ${municipality} are not known.`,
    ),
    {
      help: says("Geef de variant mee: --variant <bestand>.", "Give its variant: --variant <file>."),
      details: { municipality },
    },
  );

function unknown(asked: string, present: readonly string[]) {
  const meant = nearest(asked, present);
  const there = present.join(", ") || "–";
  return wrongUsage(
    "unknown-municipality",
    says(`De gemeente ${asked} staat niet in dit logboek.`, `The municipality ${asked} is not in this log.`),
    {
      help:
        meant === undefined
          ? says(`Wel: ${there}.`, `There is: ${there}.`)
          : says(`Bedoelde u ${meant}?`, `Did you mean ${meant}?`),
      details: { municipality: asked, present },
    },
  );
}

const several = (possible: readonly string[], isNew: boolean) =>
  wrongUsage(
    "several-municipalities",
    isNew
      ? says("Van welke gemeente wordt dit logboek?", "Which municipality is this log to be of?")
      : says(
          `Dit logboek is van meer gemeenten: ${possible.join(", ")}.`,
          `This log is of several municipalities: ${possible.join(", ")}.`,
        ),
    {
      help: isNew
        ? says(
            `Geef de variant mee met --variant: een bestand, of ${possible.join(", ")}.`,
            `Give its variant with --variant: a file, or ${possible.join(", ")}.`,
          )
        : says("Kies er een met --municipality.", "Choose one with --municipality."),
      details: { possible },
    },
  );
