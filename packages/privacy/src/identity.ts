import { z } from "zod";
import { parseBirthDate } from "./birth-date.ts";
import { looksLikeBsn } from "./bsn.ts";
import { familyWords, givenWord } from "./names.ts";

/** Who a resident is, as somebody typed it. Never stored: it goes in here and a pseudonym comes out. */
export interface Identity {
  /** With or without tussenvoegsel, in any order: `van der Berg`, `Berg, van der`, `Jansen-de Vries`. */
  readonly familyName: string;
  /** The tussenvoegsel where a form has a field of its own for it. */
  readonly familyNamePrefix?: string | undefined;
  /** At least one of `givenName` and `initials`; the given name counts when both are there. */
  readonly givenName?: string | undefined;
  readonly initials?: string | undefined;
  /** `1950-03-12`, `12-3-1950`, `12/3/1950` or `12.3.1950`. */
  readonly birthDate: string;
}

/** What is left of an {@link Identity} once every way of spelling it is the same. Personal data: never log it. */
export interface NormalisedIdentity {
  readonly family: readonly string[];
  readonly given: string;
  /** ISO 8601, `1950-03-12`. */
  readonly birthDate: string;
}

/** What is wrong with one field. Says which field and what would be right, never what was typed. */
export interface IdentityProblem {
  readonly field: string;
  readonly code: keyof typeof messages;
  readonly message: { readonly nl: string; readonly en: string };
}

/** Thrown where an identity cannot become a pseudonym. Holds nothing of what was typed. */
export class InvalidIdentity extends Error {
  override readonly name = "InvalidIdentity";
  readonly problems: readonly IdentityProblem[];

  constructor(problems: readonly IdentityProblem[]) {
    super(problems.map(({ field, message }) => `${field}: ${message.en}`).join(" "));
    this.problems = problems;
  }
}

/** Checks an identity of unknown origin, and answers with the identity or with everything that is wrong. */
export function checkIdentity(
  input: unknown,
):
  | { readonly ok: true; readonly identity: NormalisedIdentity }
  | { readonly ok: false; readonly problems: readonly IdentityProblem[] } {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(shapeProblems) };
  return normalise(parsed.data);
}

/** @throws {InvalidIdentity} */
export function normalised(identity: Identity): NormalisedIdentity {
  const checked = checkIdentity(identity);
  if (!checked.ok) throw new InvalidIdentity(checked.problems);
  return checked.identity;
}

const text = z.string().max(200);
const schema = z.strictObject({
  familyName: text,
  familyNamePrefix: text.optional(),
  givenName: text.optional(),
  initials: text.optional(),
  birthDate: text,
}) satisfies z.ZodType<Identity>;

function normalise(identity: z.infer<typeof schema>): ReturnType<typeof checkIdentity> {
  const problems = Object.entries(identity)
    .filter(([, value]) => value !== undefined && looksLikeBsn(value) && !isDate(value))
    .map(([field]) => problem(field, "bsn"));

  const family = familyWords(`${identity.familyNamePrefix ?? ""} ${identity.familyName}`);
  if (familyWords(identity.familyName).length === 0) problems.push(problem("familyName", "missing"));

  const given = givenWord(identity.givenName ?? "") || givenWord(identity.initials ?? "");
  if (given === "") problems.push(problem("givenName", "missing"));

  const birthDate = parseBirthDate(identity.birthDate);
  if ("problem" in birthDate) {
    problems.push(problem("birthDate", identity.birthDate.trim() === "" ? "missing" : birthDate.problem));
    return { ok: false, problems };
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, identity: { family, given, birthDate: birthDate.iso } };
}

// One date in eleven, written as 12-03-1950, passes the eleven-test too.
const isDate = (text: string): boolean => "iso" in parseBirthDate(text);

function shapeProblems(issue: z.core.$ZodIssue): IdentityProblem[] {
  // The keys of unknown fields are not repeated: somebody may have put a name in the wrong place.
  if (issue.code === "unrecognized_keys") return [problem("identity", "unknown")];
  const field = issue.path.join(".") || "identity";
  return [problem(field, issue.code === "too_big" ? "long" : "missing")];
}

function problem(field: string, code: IdentityProblem["code"]): IdentityProblem {
  return { field, code, message: messages[code] };
}

const messages = {
  missing: {
    nl: "Dit ontbreekt. Nodig zijn een achternaam, een voornaam of voorletters, en een geboortedatum.",
    en: "This is missing. Needed are a family name, a given name or initials, and a birth date.",
  },
  long: {
    nl: "Dit is te lang voor een naam of een datum (hoogstens 200 tekens).",
    en: "This is too long for a name or a date (200 characters at most).",
  },
  unknown: {
    nl: "Er staat een veld bij dat niet gebruikt wordt. Geef alleen achternaam, tussenvoegsel, voornaam, voorletters en geboortedatum.",
    en: "There is a field that is not used. Give only family name, prefix, given name, initials and birth date.",
  },
  unreadable: {
    nl: "Deze datum is niet te lezen. Schrijf 12-3-1950 of 1950-03-12, het jaar met vier cijfers.",
    en: "This date cannot be read. Write 12-3-1950 or 1950-03-12, the year with four digits.",
  },
  impossible: {
    nl: "Deze geboortedatum bestaat niet. Kijk dag, maand en jaar na.",
    en: "This birth date does not exist. Check day, month and year.",
  },
  bsn: {
    nl: "Dit lijkt een burgerservicenummer. Dat mag hier niet worden verwerkt; laat het weg.",
    en: "This looks like a citizen service number (BSN). It may not be processed here; leave it out.",
  },
} as const;
