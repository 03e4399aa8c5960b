import type { Locale, Role, Term, Variant, Words } from "@wor/lifecycle";
import { roleWords, termInWords } from "@wor/lifecycle";

/** What is being explained, and how to say things in its language and with its own names. */
export interface Page {
  readonly variant: Variant;
  readonly say: (nl: string, en: string) => string;
  readonly words: (words: Words) => string;
  readonly term: (term: Term) => string;
  readonly role: (role: Role) => string;
}

export const pageOf = (variant: Variant, locale: Locale): Page => ({
  variant,
  say: (nl, en) => (locale === "nl" ? nl : en),
  words: (words) => words[locale],
  term: (term) => termInWords(term)[locale],
  role: (role) => variant.terms[role]?.[locale] ?? roleWords[role][locale],
});

/** A titled part of the page; nothing where there is nothing to say. */
export function section(title: string, paragraphs: readonly string[]): string {
  const said = paragraphs.filter((one) => one !== "");
  return said.length === 0 ? "" : [`## ${title}`, ...said].join("\n\n");
}
