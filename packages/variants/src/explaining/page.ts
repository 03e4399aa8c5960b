import type { Locale, Role, Term, Variant, Words } from "@wor/lifecycle";
import { nameOfRole, termInWords } from "@wor/lifecycle";

/** What is being explained, and how to say things in its language and with its own names. */
export interface Page {
  readonly variant: Variant;
  readonly say: (nl: string, en: string) => string;
  readonly words: (words: Words) => string;
  readonly term: (term: Term) => string;
  readonly role: (role: Role) => string;
  /** A role with its article; by the last word of what it is called here. */
  readonly theRole: (role: Role) => string;
}

export function pageOf(variant: Variant, locale: Locale): Page {
  const role = (one: Role) => nameOfRole(one, variant)[locale];
  return {
    variant,
    say: (nl, en) => (locale === "nl" ? nl : en),
    words: (words) => words[locale],
    term: (term) => termInWords(term)[locale],
    role,
    theRole: (one) => `${locale === "en" ? "the" : articleOf(role(one))} ${role(one)}`,
  };
}

/** A Dutch compound takes the article of its last part: het wijkteam, de wijkcoach. What is no het is mostly a de. */
const articleOf = (name: string): "de" | "het" =>
  /(team|loket|punt|huis|centrum|bureau|netwerk|werk|systeem|steunpunt)$/i.test(name) ? "het" : "de";

/** A titled part of the page; nothing where there is nothing to say. */
export function section(title: string, paragraphs: readonly string[]): string {
  const said = paragraphs.filter((one) => one !== "");
  return said.length === 0 ? "" : [`## ${title}`, ...said].join("\n\n");
}
