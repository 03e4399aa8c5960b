import { fieldsAt, fieldWords, type Words } from "@wor/lifecycle";
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { ReadProblem } from "./problems.ts";

/** What is wrong with a field, before it is known where that stands. */
export type Mistake = Pick<ReadProblem, "code" | "path" | "message" | "suggestion">;

/** Puts what zod found into words that somebody who writes a variant can act on. */
export function mistakesOf(issue: z.core.$ZodIssue, value: unknown): Mistake[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(issue.path, key));
  const path = issue.path.map(String).join(".");
  const found = valueAt(value, issue.path);
  if (issue.code === "invalid_type" && found === undefined)
    return [{ code: "missing", path, ...missing(issue.path) }];
  return [{ path, ...mistake(issue, found) }];
}

function mistake(issue: z.core.$ZodIssue, found: unknown): Omit<Mistake, "path"> {
  switch (issue.code) {
    case "invalid_value":
      return { code: "unknown-value", ...notOneOf(issue.values.map(String), found) };
    case "too_small":
    case "too_big":
      return { code: "out-of-bounds", message: bounds(issue) };
    case "invalid_format":
      return { code: "wrong-format", message: bilingual(issue.message), suggestion: asTerm(found) };
    case "invalid_union":
      return { code: "wrong-type", message: bilingual(issue.message), suggestion: asTerm(found) };
    case "invalid_type":
      return { code: "wrong-type", message: wrongType(issue.expected, found) };
    default:
      return { code: "wrong-type", message: bilingual(issue.message) };
  }
}

function unknownKey(at: readonly PropertyKey[], key: string): Mistake {
  const known = fieldsAt(at);
  const suggestion = nearest(key, known);
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

function notOneOf(values: readonly string[], found: unknown): Pick<Mistake, "message" | "suggestion"> {
  const suggestion = typeof found === "string" ? nearest(found, values) : undefined;
  const [nl, en] = [values.join(", "), values.join(", ")];
  return {
    message: {
      nl: `“${shown(found)}” kan hier niet; kies uit: ${nl}`,
      en: `"${shown(found)}" cannot be here; choose from: ${en}`,
    },
    suggestion,
  };
}

function bounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Words {
  const low = issue.code === "too_small";
  const limit = String(low ? issue.minimum : issue.maximum);
  const things: { readonly [origin: string]: Words } = {
    array: { nl: ` onderdelen op de lijst`, en: " items on the list" },
    string: { nl: " tekens", en: " characters" },
  };
  const { nl, en } = things[issue.origin] ?? { nl: "", en: "" };
  return low
    ? { nl: `hier hoort ten minste ${limit}${nl}`, en: `this takes at least ${limit}${en}` }
    : { nl: `hier hoort ten hoogste ${limit}${nl}`, en: `this takes at most ${limit}${en}` };
}

const types: { readonly [type: string]: Words } = {
  object: { nl: "velden met een naam", en: "named fields" },
  record: { nl: "velden met een naam", en: "named fields" },
  array: { nl: "een lijst", en: "a list" },
  string: { nl: "tekst", en: "text" },
  number: { nl: "een getal", en: "a number" },
  int: { nl: "een heel getal", en: "a whole number" },
  boolean: { nl: "true of false", en: "true or false" },
};

function wrongType(expected: string, found: unknown): Words {
  const { nl, en } = types[expected] ?? { nl: expected, en: expected };
  return { nl: `hier hoort ${nl}, niet “${shown(found)}”`, en: `this takes ${en}, not "${shown(found)}"` };
}

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

function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > 100) return undefined;
  const found = closest(
    word.toLowerCase(),
    known.map((one) => one.toLowerCase()),
  );
  const original = known.find((one) => one.toLowerCase() === found);
  return original !== undefined && distance(word.toLowerCase(), found) <= Math.max(2, word.length / 3)
    ? original
    : undefined;
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
