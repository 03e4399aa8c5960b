import type { CommandType } from "../command-types.ts";
import { onlyOwn } from "../permission/own.ts";
import { rolesPermitted } from "../permission/permissions.ts";
import { listed } from "../vocabulary/listed.ts";
import { type Role, roles } from "../vocabulary/roles.ts";
import { termInWords } from "../vocabulary/terms-in-words.ts";
import { Term } from "../vocabulary/times.ts";
import {
  commandWords,
  placeWords,
  professionWords,
  roleWords,
  stageWords,
  type Words,
} from "../vocabulary/words.ts";
import { fieldWords } from "./fields.ts";
import { nameOfDestination, nameOfOutcome, nameOfRole } from "./names.ts";
import type { Variant } from "./schema.ts";
import { valueWords } from "./value-words.ts";

/** Something that is otherwise in another version, and for whom. */
export interface VariantChange {
  /** The field, as `contact.firstWithin`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** What changes, as a sentence. */
  readonly message: Words;
  /** Whose work or whose path changes by it. */
  readonly concerns: readonly Role[];
}

/** What changes from one variant to another, in words, and for whom. Where values come from is no change. */
export function diffVariants(from: Variant, to: Variant): VariantChange[] {
  const [before, after] = [fieldsOf(from), fieldsOf(to)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (path === "version" || JSON.stringify(old) === JSON.stringify(now)) return [];
    if (path === "ownReferralsOnly") return ownershipChanged(path, [from, to]);
    const command = commandOf(path);
    return command === undefined
      ? [{ ...changed(path, old, now), ...renamed(path, [from, to]) }]
      : permissionsChanged(command, path, [from, to]);
  });
}

function changed(path: string, before: unknown, after: unknown): VariantChange {
  const { nl, en } = nameOfField(path);
  const change = Array.isArray(before) && Array.isArray(after) ? listChange(path, before, after) : undefined;
  const [old, now] = [inWords(before, path), inWords(after, path)];
  return {
    path,
    before,
    after,
    message: change
      ? { nl: `${nl}: ${change.nl}`, en: `${en}: ${change.en}` }
      : { nl: `${nl}: was ${old.nl}, wordt ${now.nl}`, en: `${en}: was ${old.en}, becomes ${now.en}` },
    concerns: concerned(path),
  };
}

/** What comes on a list, what goes, and what is otherwise though it is called the same. */
function listChange(path: string, before: readonly unknown[], after: readonly unknown[]): Words {
  const named = (list: readonly unknown[]) => new Map(list.map((one) => [inWords(one, path).en, one]));
  const [old, now] = [named(before), named(after)];
  const come = [...now].filter(([key]) => !old.has(key));
  const go = [...old].filter(([key]) => !now.has(key));
  const other = [...now].filter(
    ([key, one]) => old.has(key) && JSON.stringify(old.get(key)) !== JSON.stringify(one),
  );
  const say = (locale: keyof Words, verb: string, found: readonly (readonly [string, unknown])[]) =>
    found.length === 0 ? [] : [`${verb} ${found.map(([, one]) => inWords(one, path)[locale]).join(", ")}`];
  const nl = [...say("nl", "erbij", come), ...say("nl", "vervalt", go), ...say("nl", "veranderd", other)];
  const en = [...say("en", "added", come), ...say("en", "dropped", go), ...say("en", "changed", other)];
  return {
    nl: nl.join("; ") || "in een andere volgorde",
    en: en.join("; ") || "in another order",
  };
}

function nameOfField(path: string): Words {
  const { nl, en } = fieldWords(path.split("."));
  return { nl: nl ?? path, en: en ?? path };
}

/** What stands under these fields is the municipality's own word for a role, a place, other help, or what came of it. */
const namings: { readonly [section: string]: (key: string, variant: Variant) => Words } = {
  terms: (key, { terms }) => ownWord(key, terms) ?? wordsFor(key) ?? same(key),
  labels: (key, { labels }) => ownWord(key, labels) ?? wordsFor(key) ?? same(key),
  destinations: nameOfDestination,
  outcomes: nameOfOutcome,
};

const ownWord = (key: string, words: { readonly [key: string]: Words | undefined }): Words | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

/** Something is called otherwise; what had no word of its own was called as usual. */
function renamed(path: string, [from, to]: Versions): Pick<VariantChange, "message"> | undefined {
  const [section = "", ...rest] = path.split(".");
  const naming = Object.hasOwn(namings, section) ? namings[section] : undefined;
  if (naming === undefined || rest.length === 0) return undefined;
  const [old, now] = [naming(rest.join("."), from), naming(rest.join("."), to)];
  return {
    message: {
      nl: `“${old.nl}” heet voortaan “${now.nl}”`,
      en: `"${old.en}" is called "${now.en}" from now on`,
    },
  };
}

function permissionsChanged(command: CommandType, path: string, versions: Versions): VariantChange[] {
  const { nl, en } = commandWords[command];
  return rolesChanged(path, versions, (variant) => rolesPermitted(variant, command), {
    come: { nl: `mag voortaan ${nl}`, en: `may from now on ${en}` },
    go: { nl: `mag niet meer ${nl}`, en: `may no longer ${en}` },
  });
}

/** A resident is kept to their own whatever a variant says of it. */
const ownershipChanged = (path: string, versions: Versions): VariantChange[] =>
  rolesChanged(
    path,
    versions,
    (variant) => variant.roles.filter((role) => role !== "resident" && onlyOwn(role, variant)),
    {
      come: {
        nl: "mag voortaan alleen nog iets bij eigen verwijzingen",
        en: "may from now on act only on referrals of their own",
      },
      go: {
        nl: "mag voortaan ook iets bij verwijzingen die niet de eigen zijn",
        en: "may from now on act on referrals that are not their own, too",
      },
    },
  );

type Versions = readonly [from: Variant, to: Variant];

/** To whom something applies that did not before, and to whom no longer. */
function rolesChanged(
  path: string,
  [from, to]: Versions,
  rolesOf: (variant: Variant) => readonly Role[],
  said: { readonly come: Words; readonly go: Words },
): VariantChange[] {
  const [before, after] = [rolesOf(from), rolesOf(to)];
  const change = (who: readonly Role[], { nl, en }: Words): VariantChange[] => {
    if (who.length === 0) return [];
    const called = names(who, to);
    const message = { nl: `${called.nl}: ${nl}`, en: `${called.en}: ${en}` };
    return [{ path, before, after, message, concerns: who }];
  };
  return [
    ...change(
      after.filter((role) => !before.includes(role)),
      said.come,
    ),
    ...change(
      before.filter((role) => !after.includes(role)),
      said.go,
    ),
  ];
}

const commandOf = (path: string): CommandType | undefined => {
  const [section, command = ""] = path.split(".");
  return section === "permissions" && Object.hasOwn(commandWords, command)
    ? (command as CommandType)
    : undefined;
};

/** Whose work or path a section is about. */
const sections: { readonly [section: string]: readonly Role[] } = {
  referring: ["referrer", "resident"],
  duplicates: ["referrer", "coach"],
  triage: ["referrer", "coach", "coordinator"],
  coach: ["coach", "coordinator"],
  contact: ["coach", "resident"],
  conversations: ["coach", "resident"],
  matching: ["coach", "resident"],
  participation: ["coach", "resident"],
  feedback: ["coach", "referrer"],
  measurements: ["coach", "resident"],
  ending: ["coach"],
  escalation: ["coach", "coordinator", "municipality"],
  calendar: ["coach", "coordinator"],
  retention: ["municipality", "resident"],
};

const concerned = (path: string): readonly Role[] => sections[path.split(".")[0] ?? ""] ?? [...roles];

/** Each single value and each list, by its path. */
function fieldsOf({ provenance: _, ...variant }: Variant): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  const visit = (value: unknown, path: string) => {
    if (value === undefined) return;
    const isSection =
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      !isWords(value) &&
      !isTerm(value);
    if (!isSection) fields.set(path, value);
    else for (const [key, inner] of Object.entries(value)) visit(inner, path === "" ? key : `${path}.${key}`);
  };
  visit(variant, "");
  return fields;
}

const isTerm = (value: unknown): value is Term =>
  (typeof value === "object" || (typeof value === "string" && value.startsWith("P"))) &&
  Term.safeParse(value).success;

const isWords = (value: object): value is Words => "nl" in value && "en" in value;

/** A value as people say it, by the field it stands in. */
function inWords(value: unknown, path: string): Words {
  if (value === undefined) return nothing;
  if (value === true) return { nl: "ja", en: "yes" };
  if (value === false) return { nl: "nee", en: "no" };
  if (isTerm(value)) return termInWords(value);
  if (typeof value === "string") return codeWords(path)[value] ?? wordsFor(value) ?? same(value);
  if (typeof value === "number") return { nl: String(value).replace(".", ","), en: String(value) };
  if (typeof value !== "object" || value === null) return same(String(value));
  if (isWords(value)) return { nl: `“${value.nl}”`, en: `"${value.en}"` };
  if (Array.isArray(value))
    return listed(
      value.map((one) => inWords(one, path)),
      nothing,
    );
  const said = ["label", "ask", "name"].flatMap((field) => {
    const text = field in value ? (value as { readonly [field: string]: unknown })[field] : undefined;
    return typeof text === "object" && text !== null && isWords(text) ? [inWords(text, path)] : [];
  });
  return (
    said[0] ??
    listed(
      Object.values(value).map((one) => inWords(one, path)),
      nothing,
      ": ",
    )
  );
}

const same = (text: string): Words => ({ nl: text, en: text });

const nothing: Words = { nl: "niets", en: "nothing" };

const byPath: { readonly [path: string]: { readonly [code: string]: Words } } = valueWords;
const codeWords = (path: string) => (Object.hasOwn(byPath, path) ? (byPath[path] ?? {}) : {});

const wordsFor = (key: string): Words | undefined =>
  vocabularies.find((words) => Object.hasOwn(words, key))?.[key];

const vocabularies: readonly { readonly [key: string]: Words }[] = [
  professionWords,
  roleWords,
  commandWords,
  stageWords,
  placeWords,
];

const names = (who: readonly Role[], variant: Variant): Words =>
  listed(
    who.map((role) => nameOfRole(role, variant)),
    nothing,
  );
