import type { CommandType } from "../command-types.ts";
import { rolesPermitted } from "../permission/permissions.ts";
import { type Role, roles } from "../vocabulary/roles.ts";
import { termInWords } from "../vocabulary/terms-in-words.ts";
import { Term } from "../vocabulary/times.ts";
import { commandWords, professionWords, roleWords, type Words } from "../vocabulary/words.ts";
import { fieldWords } from "./fields.ts";
import type { Variant } from "./schema.ts";

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
    const command = commandOf(path);
    return command === undefined
      ? [changed(path, old, now)]
      : permissionsChanged(command, path, rolesPermitted(from, command), rolesPermitted(to, command));
  });
}

function changed(path: string, before: unknown, after: unknown): VariantChange {
  const { nl = path, en = path } = fieldWords(path.split("."));
  const change = Array.isArray(before) && Array.isArray(after) ? listChange(before, after) : undefined;
  const [old, now] = [inWords(before), inWords(after)];
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

/** What comes on a list and what goes; nothing when only the order or what is inside changes. */
function listChange(before: readonly unknown[], after: readonly unknown[]): Words | undefined {
  const named = (list: readonly unknown[]) => new Map(list.map((one) => [inWords(one).en, inWords(one)]));
  const [old, now] = [named(before), named(after)];
  const come = [...now].filter(([key]) => !old.has(key)).map(([, words]) => words);
  const go = [...old].filter(([key]) => !now.has(key)).map(([, words]) => words);
  if (come.length + go.length === 0) return undefined;
  const say = (locale: keyof Words, words: readonly Words[], verb: string) =>
    words.length === 0 ? [] : [`${verb} ${words.map((one) => one[locale]).join(", ")}`];
  return {
    nl: [...say("nl", come, "erbij"), ...say("nl", go, "vervalt")].join("; "),
    en: [...say("en", come, "added"), ...say("en", go, "dropped")].join("; "),
  };
}

function permissionsChanged(
  command: CommandType,
  path: string,
  before: readonly Role[],
  after: readonly Role[],
): VariantChange[] {
  const gains = after.filter((role) => !before.includes(role));
  const loses = before.filter((role) => !after.includes(role));
  const change = (who: readonly Role[], nl: string, en: string): VariantChange[] =>
    who.length === 0
      ? []
      : [
          {
            path,
            before,
            after,
            message: {
              nl: `${names(who).nl}: ${nl} ${commandWords[command].nl}`,
              en: `${names(who).en}: ${en} ${commandWords[command].en}`,
            },
            concerns: who,
          },
        ];
  return [
    ...change(gains, "mag voortaan", "may from now on"),
    ...change(loses, "mag niet meer", "may no longer"),
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

/** A value as people say it. */
function inWords(value: unknown): Words {
  const both = (text: string): Words => ({ nl: text, en: text });
  if (value === undefined) return { nl: "niets", en: "nothing" };
  if (value === true) return { nl: "ja", en: "yes" };
  if (value === false) return { nl: "nee", en: "no" };
  if (isTerm(value)) return termInWords(value);
  if (typeof value === "string") return wordsFor(value) ?? both(value);
  if (typeof value !== "object" || value === null) return both(String(value));
  if (isWords(value)) return { nl: `“${value.nl}”`, en: `"${value.en}"` };
  if (Array.isArray(value)) {
    const parts = value.map(inWords);
    return {
      nl: parts.map(({ nl }) => nl).join(", ") || "niets",
      en: parts.map(({ en }) => en).join(", ") || "nothing",
    };
  }
  if ("label" in value && typeof value.label === "object" && value.label !== null && isWords(value.label)) {
    return inWords(value.label);
  }
  return both(JSON.stringify(value));
}

const wordsFor = (key: string): Words | undefined =>
  Object.hasOwn(professionWords, key)
    ? professionWords[key as keyof typeof professionWords]
    : Object.hasOwn(roleWords, key)
      ? roleWords[key as Role]
      : undefined;

const names = (who: readonly Role[]): Words => ({
  nl: who.map((role) => roleWords[role].nl).join(", "),
  en: who.map((role) => roleWords[role].en).join(", "),
});
