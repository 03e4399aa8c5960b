import { appendFile } from "node:fs/promises";
import { type Access, createEngine, type Engine, type Reader } from "@wor/engine";
import type { EventStore } from "@wor/event-store";
import { type Variant, variantKey } from "@wor/lifecycle";
import { placeIds } from "@wor/variants";
import type { Context } from "../command.ts";
import { broken, wrongUsage } from "../failure.ts";
import { nearest } from "../nearest.ts";
import { loadVariant } from "../variant/load.ts";
import { says } from "../words.ts";
import { firstMunicipality, isIn, openLog, type Use } from "./open.ts";

/** Which municipality in which log, by which rules, and who asks. */
export interface TownOptions {
  readonly log: string;
  readonly municipality: string | undefined;
  readonly variant: readonly string[];
  readonly as: Reader["actor"];
  readonly accessLog: string | undefined;
}

/** One municipality in a log, with its rules. */
export interface Town extends AsyncDisposable {
  readonly store: EventStore;
  readonly label: string;
  readonly isNew: boolean;
  readonly municipality: string;
  /** The municipality's variants. */
  readonly variants: readonly Variant[];
  readonly engine: Engine;
  readonly reader: Reader;
  /** Notes that somebody looked, where an access log is kept. */
  readonly noteAccess: (what: Access["what"], referral?: string) => Promise<void>;
}

/** Opens a log for one municipality. @throws {Failure} */
export async function openTown(options: TownOptions, use: Use, context: Context): Promise<Town> {
  const variants = variantsFor(options.variant);
  const log = await openLog(options.log, use, context);
  try {
    const municipality = await municipalityIn(log.store, options.municipality, variants, use);
    const own = variants.all.filter((one) => one.municipality === municipality);
    const noteAccess = accessLogIn(options, municipality, context);
    const engine = createEngine({
      store: log.store,
      variants: own,
      clock: { now: context.now },
      accessLog: ({ what, referral }) => noteAccess(what, referral),
    });
    const reader = { actor: options.as, municipality };
    return { ...log, municipality, variants: own, engine, reader, noteAccess };
  } catch (error) {
    await log[Symbol.asyncDispose]();
    throw error;
  }
}

/** The variants that are named, and all there are: the built-in places are always there. */
function variantsFor(names: readonly string[]): { readonly named: Variant[]; readonly all: Variant[] } {
  const named = names.map((name) => loadVariant(name).variant);
  const keys = new Set(named.map(variantKey));
  const builtIn = placeIds.map((name) => loadVariant(name).variant);
  return { named, all: [...named, ...builtIn.filter((one) => !keys.has(variantKey(one)))] };
}

/** The municipality asked for, or the only one in the log; for a new log, the one that the variants are of. */
async function municipalityIn(
  store: EventStore,
  asked: string | undefined,
  variants: ReturnType<typeof variantsFor>,
  use: Use,
): Promise<string> {
  const ruled = municipalitiesOf(variants.all);
  const present = await presentIn(store, ruled);
  const mine = municipalitiesOf(variants.named.length > 0 ? variants.named : variants.all);
  const possible = present.length > 0 || !mayBegin(use) ? present : mine;
  const mayBeNew = mayBegin(use) && asked !== undefined && ruled.includes(asked);
  const found = mayBeNew ? asked : (asked ?? (possible.length === 1 ? possible[0] : undefined));
  if (found === undefined) throw possible.length === 0 ? empty() : several(possible, present.length === 0);
  if (!mayBeNew && !possible.includes(found)) throw unknown(found, possible);
  if (!ruled.includes(found)) throw withoutRules(found);
  return found;
}

/** Whether a municipality may have its first event now. */
const mayBegin = (use: Use): boolean => use === "make" || use === "try";

const municipalitiesOf = (variants: readonly Variant[]): string[] => [
  ...new Set(variants.map((one) => one.municipality)),
];

/** The municipalities in a log: of those whose rules are known, and of its first event. */
async function presentIn(store: EventStore, ruled: readonly string[]): Promise<string[]> {
  const present: string[] = [];
  const first = await firstMunicipality(store);
  for (const one of new Set([...(first === undefined ? [] : [first]), ...ruled]))
    if (await isIn(store, one)) present.push(one);
  return present;
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
      help: says("Geef haar variant: --variant <bestand>.", "Give its variant: --variant <file>."),
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
            `Geef haar variant met --variant: een bestand, of ${possible.join(", ")}.`,
            `Give its variant with --variant: a file, or ${possible.join(", ")}.`,
          )
        : says("Kies er een met --municipality.", "Choose one with --municipality."),
      details: { possible },
    },
  );

/** One line for each read: that somebody looked, when and at what, never what they saw. */
function accessLogIn(
  { accessLog, as: actor }: TownOptions,
  municipality: string,
  { now }: Context,
): Town["noteAccess"] {
  return async (what, referral) => {
    if (accessLog === undefined) return;
    const access: Access = { at: now(), actor, municipality, what, ...(referral && { referral }) };
    await appendFile(accessLog, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  };
}
