import {
  commandWords,
  fieldWords,
  placeWords,
  professionWords,
  roleWords,
  stageWords,
  type Words,
} from "@wor/lifecycle";
import { closest, distance } from "fastest-levenshtein";

/** What codes are called by people. */
export interface Vocabulary {
  readonly [code: string]: Words;
}

/** What the codes are called that more than one field chooses from. */
export const vocabularies: readonly Vocabulary[] = [
  professionWords,
  roleWords,
  commandWords,
  stageWords,
  placeWords,
];

/** The word that was probably meant, also when it was said as people say it: "huisarts" is `gp`. */
export const meantWord = (
  word: string,
  known: readonly string[],
  among: readonly Vocabulary[] = vocabularies,
): string | undefined => inOwnWords(word, known, among) ?? nearest(word, known);

/** The field that was probably meant, also in Dutch: "leeftijd tot en met" is `maximumAge`. */
export const meantField = (
  name: string,
  known: readonly string[],
  at: readonly PropertyKey[],
): string | undefined =>
  inOwnWords(name, known, vocabularies) ?? described(name, known, at) ?? nearest(name, known);

function inOwnWords(
  word: string,
  known: readonly string[],
  among: readonly Vocabulary[],
): string | undefined {
  const said = word.trim().toLowerCase();
  return known.find((one) =>
    among.some((words) => {
      const { nl, en } = (Object.hasOwn(words, one) && words[one]) || { nl: "", en: "" };
      return [nl, en].some((own) => own !== "" && own.toLowerCase() === said);
    }),
  );
}

/** The one field that is described by this, or in whose short description it stands. */
function described(name: string, known: readonly string[], at: readonly PropertyKey[]): string | undefined {
  const said = ` ${words(name)} `;
  if (said.trim().length < 2) return undefined;
  const fields = known.map((field) => [field, ` ${words(inShort(fieldWords([...at, field]).nl))} `] as const);
  const alike: readonly ((description: string) => boolean)[] = [
    (description) => description.replaceAll(" ", "") === said.replaceAll(" ", ""),
    (description) => description.includes(said),
  ];
  for (const isAlike of alike) {
    const [found, ...others] = fields.filter(([, description]) => isAlike(description));
    if (found !== undefined && others.length === 0) return found[0];
  }
  return undefined;
}

/** A description without what it adds after its first words. */
export const inShort = (description: string | undefined): string =>
  description?.split(/[:;,.(]/)[0]?.trim() ?? "";

const words = (text: string): string =>
  text
    .toLowerCase()
    .match(/\p{L}+/gu)
    ?.join(" ") ?? "";

/** The word that is spelled most alike; nothing when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > 100) return undefined;
  const found = closest(
    word.toLowerCase(),
    known.map((one) => one.toLowerCase()),
  );
  const original = known.find((one) => one.toLowerCase() === found);
  const off = distance(word.toLowerCase(), found);
  const alike = off <= Math.max(2, word.length / 3) && off < Math.max(word.length, found.length);
  return alike ? original : undefined;
}

/** In YAML, "ja" is a text. */
export const meantYesOrNo = (found: unknown): string | undefined =>
  typeof found !== "string"
    ? undefined
    : /^(ja|yes|j|y|waar)$/i.test(found)
      ? "true"
      : /^(nee|no|n|onwaar)$/i.test(found)
        ? "false"
        : undefined;

/** "18+" and "4,5 uur" hold a number. */
export function meantNumber(found: unknown): string | undefined {
  const number = typeof found === "string" ? /^\D{0,3}(\d{1,6}(?:[.,]\d{1,2})?)\D{0,12}$/.exec(found) : null;
  return number?.[1]?.replace(",", ".");
}

/** One word where there can be more is a list of one. */
export const meantList = (found: unknown): string | undefined =>
  typeof found === "string" && /^[\w-]+(?:\s*[,;]\s*[\w-]+)*$/.test(found) && found.length <= 200
    ? `[${found.split(/\s*[,;]\s*/).join(", ")}]`
    : undefined;

/** "2 weken" is understood, though it is written P2W; so is a bare number, of days. */
export function meantTerm(found: unknown): string | undefined {
  if (typeof found === "number") return Number.isInteger(found) && found > 0 ? `P${found}D` : undefined;
  const glued = typeof found === "object" && found !== null ? gluedTogether(found) : found;
  if (typeof glued !== "string") return undefined;
  const working = /^\s*(?:(?:workingdays|werkdagen):|P)(\d{1,3})(?:WD)?\s*$/i.exec(glued)?.[1];
  if (working !== undefined) return `{ workingDays: ${working} }`;
  const said = /^\s*(\d{1,4})\s*(werkdag|working ?day|dag|day|we+k|maand|month|jaar|jaren|year)/i.exec(glued);
  if (said === null) return undefined;
  const [, count, unit = ""] = said;
  if (/^w(erk|ork)/i.test(unit)) return `{ workingDays: ${count} }`;
  return `P${count}${(/^j|^y/i.test(unit) ? "Y" : unit.charAt(0)).toUpperCase()}`;
}

/** Without a space behind the colon, YAML takes the whole for a name. */
const gluedTogether = (found: object): string =>
  Object.entries(found)
    .map(([name, value]) => (value === null ? name : `${name}:${value}`))
    .join();

/** A day as the Dutch write it, or as a spreadsheet leaves it behind: the year last. */
export function meantDay(found: unknown): string | undefined {
  const said = typeof found === "string" ? /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b/.exec(found) : null;
  if (said === null) return undefined;
  const [, day = "", month = "", year = ""] = said;
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(written) ? undefined : written;
}

/** "Oost Gelre" is understood where `oost-gelre` is meant. */
export function meantKey(pattern: string | undefined, found: unknown): string | undefined {
  if (typeof found !== "string" || found.length > 100 || pattern === undefined) return undefined;
  const allowed = /^\/(.*)\/$/.exec(pattern)?.[1];
  const plain = found.normalize("NFKD").replace(/\p{M}/gu, "");
  const key = plain.replace(/[^A-Za-z0-9]+/g, "-").replace(/^[^A-Za-z]+|-+$/g, "");
  return allowed === undefined
    ? undefined
    : [key, key.toLowerCase()].find((one) => new RegExp(allowed).test(one));
}
