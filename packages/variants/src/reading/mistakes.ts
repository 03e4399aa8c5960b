import { fieldsAt, fieldWords, valueWords, type Words } from "@wor/lifecycle";
import type { z } from "zod";
import { isText } from "./both-languages.ts";
import {
  inShort,
  meantDay,
  meantField,
  meantKey,
  meantList,
  meantNumber,
  meantTerm,
  meantWord,
  meantYesOrNo,
  nearest,
  type Vocabulary,
  vocabularies,
} from "./meant.ts";
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
  if (found === undefined && typed.has(issue.code))
    return [{ code: "missing", path, ...missing(issue.path) }];
  if (found === null && typed.has(issue.code)) return [{ code: "missing", path, ...empty(issue.path) }];
  return [{ path, ...mistake(issue, found) }];
}

/** What zod says of a value that is not there at all, too. */
const typed: ReadonlySet<string | undefined> = new Set(["invalid_type", "invalid_value", "invalid_union"]);

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
        suggestion:
          meantOwnWord(found, issue.path) ??
          meantTerm(found) ??
          meantDay(found) ??
          meantKey(issue.pattern, found),
      };
    case "invalid_union":
      return { code: "wrong-type", message: bilingual(issue.message), suggestion: meantTerm(found) };
    case "invalid_type":
      return { code: "wrong-type", ...wrongType(issue.expected, found, issue.path) };
    default:
      return { code: "wrong-type", message: bilingual(issue.message) };
  }
}

function unknownKey(at: readonly PropertyKey[], key: string): Mistake {
  const known = fieldsAt(at);
  const path = [...at.map(String), key].join(".");
  const glued = /^([A-Za-z]+):(\S.*)$/.exec(key);
  if (glued !== null) {
    return {
      code: "unknown-key",
      path,
      message: { nl: "achter de dubbele punt hoort een spatie", en: "a space goes after the colon" },
      suggestion: `${glued[1]}: ${glued[2]}`,
    };
  }
  if (/^\d+$/.test(key)) {
    return {
      code: "unknown-key",
      path,
      message: {
        nl: "een getal met een komma schrijft u hier met een punt, als 4.5",
        en: "a decimal number is written with a point, as 4.5",
      },
    };
  }
  const suggestion = meantField(key, known, at);
  const here = (locale: keyof Words) =>
    known.map((field) => called(field, fieldWords([...at, field])[locale], known.length)).join(", ");
  return {
    code: "unknown-key",
    path,
    message: {
      nl: `het veld “${shown(key)}” bestaat niet${suggestion === undefined ? `; hier kan: ${here("nl")}` : ""}`,
      en: `there is no field "${shown(key)}"${suggestion === undefined ? `; here can be: ${here("en")}` : ""}`,
    },
    suggestion,
  };
}

/** A field with what it is for, as far as its description says so in a few words; of many fields, the names. */
function called(field: string, description: string | undefined, among: number): string {
  const short = inShort(description);
  return among > 12 || short === "" || short.length > 60 ? field : `${field} (${lowerFirst(short)})`;
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

/** A name with nothing behind it. */
function empty(path: readonly PropertyKey[]): Pick<Mistake, "message"> {
  const { nl, en } = fieldWords(path);
  const name = String(path.at(-1) ?? "");
  return {
    message: {
      nl: `achter “${name}” staat niets${nl === undefined ? "" : ` (${lowerFirst(nl)})`}: vul iets in, of laat het veld weg`,
      en: `nothing follows "${name}"${en === undefined ? "" : ` (${lowerFirst(en)})`}: fill something in, or leave the field out`,
    },
  };
}

function notOneOf(
  values: readonly string[],
  found: unknown,
  path: readonly PropertyKey[],
): Pick<Mistake, "message" | "suggestion"> {
  const words = wordsFor(values, path);
  const suggestion =
    typeof found === "string" ? meantWord(found, values, [words, ...vocabularies]) : undefined;
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
const wordsFor = (values: readonly string[], path: readonly PropertyKey[]): Vocabulary =>
  values.length > 25
    ? {}
    : (ownWords(path) ??
      vocabularies.find((words) => values.every((one) => Object.hasOwn(words, one))) ??
      {});

function ownWords(path: readonly PropertyKey[]): Vocabulary | undefined {
  const field = path.filter((key) => typeof key === "string").join(".");
  const own: { readonly [field: string]: Vocabulary } = valueWords;
  return Object.hasOwn(own, field) ? own[field] : undefined;
}

/** The code of something that has a name, where other codes are possible too. */
function meantOwnWord(found: unknown, path: readonly PropertyKey[]): string | undefined {
  const words = ownWords(path);
  return typeof found === "string" && words !== undefined
    ? meantWord(found, Object.keys(words), [words])
    : undefined;
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

const meantInstead: {
  readonly [type: string]: (found: unknown, path: readonly PropertyKey[]) => string | undefined;
} = {
  boolean: meantYesOrNo,
  number: meantNumber,
  int: meantNumber,
  array: (found, path) => (fieldsAt([...path, 0]).length === 0 ? meantList(found) : undefined),
};

function wrongType(
  expected: string,
  found: unknown,
  path: readonly PropertyKey[],
): Omit<Mistake, "path" | "code"> {
  const { nl, en } = types[isText(path) ? "string" : expected] ?? { nl: `hoort ${expected}`, en: expected };
  const fields = expected === "object" && !isText(path) ? fieldsAt(path).slice(0, 12).join(", ") : "";
  const which = fields === "" ? "" : ` (${fields})`;
  return {
    message: {
      nl: `hier ${nl}${which}, niet “${shown(found)}”`,
      en: `this takes ${en}${which}, not "${shown(found)}"`,
    },
    suggestion: meantInstead[expected]?.(found, path),
  };
}

/** Our own schema messages say both languages, parted by a slash. */
function bilingual(message: string): Words {
  const [nl, en] = message.split(" / ");
  return { nl: nl ?? message, en: en ?? message };
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
