import {
  commandWords,
  fieldsAt,
  fieldWords,
  placeWords,
  professionWords,
  roleWords,
  stageWords,
  valueWords,
  type Words,
} from "@wor/lifecycle";
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { isText } from "./both-languages.ts";
import type { ReadProblem } from "./problems.ts";

/** What is wrong with a field, before it is known where that stands. */
export type Mistake = Pick<ReadProblem, "code" | "path" | "message" | "suggestion">;

/** What zod found in words that somebody who writes a variant can act on; each thing once. */
export function mistakesIn(issues: readonly z.core.$ZodIssue[], value: unknown): Mistake[] {
  const found = issues.flatMap((issue) => mistakesOf(issue, value));
  const meant = new Set(
    found.flatMap(({ code, path, suggestion }) =>
      code === "unknown-key" && suggestion !== undefined ? [sibling(path, suggestion)] : [],
    ),
  );
  const paths = new Set(found.map(({ path }) => path));
  const told = new Set<string>();
  return found.filter(({ code, path, message }) => {
    // One text for both languages is told of once.
    if (path.endsWith(".en") && paths.has(sibling(path, "nl"))) return false;
    const once = `${path} ${message.nl}`;
    if (told.has(once) || (code === "missing" && meant.has(path))) return false;
    return told.add(once);
  });
}

const sibling = (path: string, name: string): string => [...path.split(".").slice(0, -1), name].join(".");

function mistakesOf(issue: z.core.$ZodIssue, value: unknown): Mistake[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(issue.path, key));
  const path = issue.path.map(String).join(".");
  const found = valueAt(value, issue.path);
  if (found === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value"))
    return [{ code: "missing", path, ...missing(issue.path) }];
  return [{ path, ...mistake(issue, found) }];
}

function mistake(issue: z.core.$ZodIssue, found: unknown): Omit<Mistake, "path"> {
  switch (issue.code) {
    case "invalid_value":
      return { code: "unknown-value", ...notOneOf(issue.values.map(String), found, issue.path) };
    case "too_small":
    case "too_big":
      return { code: "out-of-bounds", message: bounds(issue) };
    case "invalid_format":
      return {
        code: "wrong-format",
        message: bilingual(issue.message),
        suggestion: asTerm(found) ?? asKey(issue, found),
      };
    case "invalid_union":
      return { code: "wrong-type", message: bilingual(issue.message), suggestion: asTerm(found) };
    case "invalid_type":
      return { code: "wrong-type", ...wrongType(issue.expected, found, issue.path) };
    default:
      return { code: "wrong-type", message: bilingual(issue.message) };
  }
}

function unknownKey(at: readonly PropertyKey[], key: string): Mistake {
  const known = fieldsAt(at);
  const suggestion = meant(key, known);
  return {
    code: "unknown-key",
    path: [...at.map(String), key].join("."),
    message: {
      nl: `het veld “${shown(key)}” bestaat niet${suggestion === undefined ? `; hier kan: ${known.join(", ")}` : ""}`,
      en: `there is no field "${shown(key)}"${suggestion === undefined ? `; here can be: ${known.join(", ")}` : ""}`,
    },
    suggestion,
  };
}

/** A source is told of a field that a variant does not have. */
export function sourceOfNothing(field: string): Mistake {
  const path = field.split(".");
  const last = path.pop() ?? "";
  const found = nearest(last, fieldsAt(path));
  return {
    code: "unknown-key",
    path: `provenance.${field}`,
    message: {
      nl: `hier staat een bron voor het veld “${shown(field)}”, dat niet bestaat`,
      en: `here is a source for the field "${shown(field)}", which does not exist`,
    },
    suggestion: found === undefined ? undefined : [...path, found].join("."),
  };
}

function missing(path: readonly PropertyKey[]): Pick<Mistake, "message"> {
  const { nl, en } = fieldWords(path);
  const name = String(path.at(-1) ?? "");
  return {
    message: {
      nl: `“${name}” ontbreekt${nl === undefined ? "" : `: ${lowerFirst(nl)}`}`,
      en: `"${name}" is missing${en === undefined ? "" : `: ${lowerFirst(en)}`}`,
    },
  };
}

function notOneOf(
  values: readonly string[],
  found: unknown,
  path: readonly PropertyKey[],
): Pick<Mistake, "message" | "suggestion"> {
  const words = wordsFor(values, path);
  const suggestion = typeof found === "string" ? meant(found, values, [words, ...vocabularies]) : undefined;
  const inDutch = values.map((one) => (Object.hasOwn(words, one) ? `${one} (${words[one]?.nl})` : one));
  return {
    message: {
      nl: `“${shown(found)}” kan hier niet; kies uit: ${inDutch.join(", ")}`,
      en: `"${shown(found)}" cannot be here; choose from: ${values.join(", ")}`,
    },
    suggestion,
  };
}

/** What the codes mean that a field chooses from; nothing where they are too many to read. */
function wordsFor(values: readonly string[], path: readonly PropertyKey[]): Vocabulary {
  const field = path.filter((key) => typeof key === "string").join(".");
  const own: { readonly [field: string]: Vocabulary } = valueWords;
  const found = Object.hasOwn(own, field)
    ? own[field]
    : vocabularies.find((words) => values.every((one) => Object.hasOwn(words, one)));
  return values.length > 20 ? {} : (found ?? {});
}

function bounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Words {
  const low = issue.code === "too_small";
  const limit = String(low ? issue.minimum : issue.maximum);
  const things: { readonly [origin: string]: Words } = {
    array:
      limit === "1"
        ? { nl: " onderdeel op de lijst", en: " item on the list" }
        : { nl: " onderdelen op de lijst", en: " items on the list" },
    string: limit === "1" ? { nl: " teken", en: " character" } : { nl: " tekens", en: " characters" },
  };
  const thing = things[issue.origin];
  const { nl, en } = thing ?? { nl: "", en: "" };
  const number = thing === undefined ? "een getal van " : "";
  return low
    ? { nl: `hier hoort ${number}ten minste ${limit}${nl}`, en: `this takes at least ${limit}${en}` }
    : { nl: `hier hoort ${number}ten hoogste ${limit}${nl}`, en: `this takes at most ${limit}${en}` };
}

const types: { readonly [type: string]: Words } = {
  object: { nl: "horen velden met een naam", en: "named fields" },
  record: { nl: "horen velden met een naam", en: "named fields" },
  array: { nl: "hoort een lijst, als [a, b]", en: "a list, as [a, b]" },
  string: { nl: "hoort tekst", en: "text" },
  number: { nl: "hoort een getal", en: "a number" },
  int: { nl: "hoort een heel getal", en: "a whole number" },
  boolean: { nl: "hoort true (ja) of false (nee)", en: "true or false" },
};

function wrongType(
  expected: string,
  found: unknown,
  path: readonly PropertyKey[],
): Omit<Mistake, "path" | "code"> {
  const { nl, en } = types[isText(path) ? "string" : expected] ?? { nl: `hoort ${expected}`, en: expected };
  return {
    message: { nl: `hier ${nl}, niet “${shown(found)}”`, en: `this takes ${en}, not "${shown(found)}"` },
    suggestion: expected === "boolean" ? yesOrNo(found) : undefined,
  };
}

/** In YAML, "ja" is a text. */
const yesOrNo = (found: unknown): string | undefined =>
  typeof found !== "string"
    ? undefined
    : /^(ja|yes|j|y|waar)$/i.test(found)
      ? "true"
      : /^(nee|no|n|onwaar)$/i.test(found)
        ? "false"
        : undefined;

/** Our own schema messages say both languages, parted by a slash. */
function bilingual(message: string): Words {
  const [nl, en] = message.split(" / ");
  return { nl: nl ?? message, en: en ?? message };
}

/** "2 weken" is understood, though it is written P2W. */
function asTerm(found: unknown): string | undefined {
  if (typeof found !== "string") return undefined;
  const said = /^\s*(\d{1,4})\s*(werkdag|working ?day|dag|day|we+k|maand|month|jaar|jaren|year)/i.exec(found);
  if (said === null) return undefined;
  const [, count, unit = ""] = said;
  if (/^w(erk|ork)/i.test(unit)) return `{ workingDays: ${count} }`;
  return `P${count}${(/^j|^y/i.test(unit) ? "Y" : unit.charAt(0)).toUpperCase()}`;
}

/** "Oost Gelre" is understood where `oost-gelre` is meant. */
function asKey(issue: z.core.$ZodIssue, found: unknown): string | undefined {
  if (typeof found !== "string" || found.length > 100 || !("pattern" in issue)) return undefined;
  const pattern = /^\/(.*)\/$/.exec(String(issue.pattern))?.[1];
  const plain = found.normalize("NFKD").replace(/\p{M}/gu, "");
  const key = plain.replace(/[^A-Za-z0-9]+/g, "-").replace(/^[^A-Za-z]+|-+$/g, "");
  return pattern === undefined
    ? undefined
    : [key, key.toLowerCase()].find((one) => new RegExp(pattern).test(one));
}

/** The word that was probably meant, also when it was said as people say it: "huisarts" is `gp`. */
const meant = (
  word: string,
  known: readonly string[],
  among: readonly Vocabulary[] = vocabularies,
): string | undefined => inOwnWords(word, known, among) ?? nearest(word, known);

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

interface Vocabulary {
  readonly [code: string]: Words;
}

const vocabularies: readonly Vocabulary[] = [
  professionWords,
  roleWords,
  commandWords,
  stageWords,
  placeWords,
];

/** The word that was probably meant. */
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

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as { readonly [key: PropertyKey]: unknown })[key];
  }
  return found;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
