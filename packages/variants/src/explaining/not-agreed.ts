import { fieldWords, Term } from "@wor/lifecycle";
import type { Origin } from "../reading/origins.ts";
import { type Page, section } from "./page.ts";

/** Terms and numbers that were filled in: what the people who read this may still want to talk about. */
export function notAgreed(provenance: readonly Origin[], { say, words, term }: Page): string {
  const wordsOf = (path: readonly string[]) => {
    const { nl = path.join("."), en = path.join(".") } = fieldWords(path);
    return words({ nl, en });
  };
  const rows = provenance.flatMap(({ path, value, from }) => {
    const limit = Term.safeParse(value);
    if (from !== "default" || !(limit.success || typeof value === "number")) return [];
    const [section = "", ...field] = path.split(".");
    const shown = limit.success ? term(limit.data) : String(value);
    return [`| ${wordsOf([section])} | ${wordsOf([section, ...field])} | ${shown} |`];
  });
  return rows.length === 0
    ? ""
    : section(say("Nog niet afgesproken", "Not agreed on yet"), [
        say(
          "Over deze termijnen en aantallen zegt het bestand niets. Nu geldt de standaardwaarde van dit systeem.",
          "The file says nothing about these terms and numbers. For now the usual value of this system holds.",
        ),
        [
          say("| Onderdeel | Wat | Standaardwaarde |", "| Part | What | Usual value |"),
          "|---|---|---|",
          ...rows,
        ].join("\n"),
      ]);
}
