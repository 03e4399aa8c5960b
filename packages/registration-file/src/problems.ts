import { z } from "zod";

/** Something in a file that is not as it should be. Says what would be right; never repeats what a cell held. */
export interface Problem {
  /** As a spreadsheet shows it, from 1. */
  readonly row: number;
  /** The heading of the column, as the file writes it. */
  readonly column?: string | undefined;
  readonly code: ProblemCode;
  readonly message: { readonly nl: string; readonly en: string };
}

export function problem(
  row: number,
  code: ProblemCode,
  column?: string | undefined,
  otherRow?: number,
): Problem {
  const { nl, en } = messages[code];
  const fill = (sentence: string) => sentence.replace("{row}", String(otherRow ?? ""));
  return { row, ...(column === undefined ? {} : { column }), code, message: { nl: fill(nl), en: fill(en) } };
}

const messages = {
  empty: { nl: "Dit bestand is leeg.", en: "This file is empty." },
  workbook: {
    nl: "Dit is een werkmap van een rekenprogramma. Bewaar het blad als CSV en bied dat aan.",
    en: "This is a spreadsheet's workbook. Save the sheet as CSV and give that.",
  },
  "not-text": { nl: "Dit bestand bevat geen tekst.", en: "This file does not hold text." },
  "no-headings": {
    nl: "Er is geen regel met kolomkoppen gevonden, zoals Achternaam, Geboortedatum, Verwijsdatum.",
    en: "No row of headings was found, such as Family name, Birth date, Referral date.",
  },
  "missing-column": {
    nl: "Deze kolom ontbreekt. Zonder deze kolom kan geen rij worden gelezen.",
    en: "This column is missing. Without it no row can be read.",
  },
  "double-column": {
    nl: "Deze kolom staat er twee keer in, misschien onder een andere kop. Laat er één staan.",
    en: "This column is there twice, perhaps under another heading. Keep one of them.",
  },
  "unknown-column": {
    nl: "Deze kolom is onbekend en wordt niet gelezen.",
    en: "This column is not known and is not read.",
  },
  "bsn-column": {
    nl: "Een burgerservicenummer mag hier niet worden verwerkt. De kolom wordt niet gelezen; haal haar uit het bestand.",
    en: "A citizen service number (BSN) may not be processed here. The column is not read; take it out of the file.",
  },
  "broken-quotes": {
    nl: "De aanhalingstekens in deze rij kloppen niet: er gaat er een open die niet sluit, of andersom.",
    en: "The quotation marks in this row do not match: one opens and does not close, or the other way round.",
  },
  "too-many-cells": {
    nl: "Deze rij heeft meer cellen dan er kolommen zijn. Staat er een scheidingsteken in een cel zonder aanhalingstekens?",
    en: "This row has more cells than there are columns. Is there a separator in a cell without quotation marks?",
  },
  missing: { nl: "Deze cel is leeg en moet gevuld zijn.", en: "This cell is empty and must be filled in." },
  "too-long": { nl: "Deze tekst is te lang.", en: "This text is too long." },
  "unreadable-date": {
    nl: "Deze datum is niet te lezen. Schrijf 3-9-2018 of 2018-09-03, het jaar met vier cijfers.",
    en: "This date cannot be read. Write 3-9-2018 or 2018-09-03, the year with four digits.",
  },
  "impossible-date": {
    nl: "Deze datum bestaat niet. Kijk dag, maand en jaar na.",
    en: "This date does not exist. Check day, month and year.",
  },
  "future-date": {
    nl: "Deze datum ligt in de toekomst.",
    en: "This date is in the future.",
  },
  "born-after-referral": {
    nl: "De geboortedatum ligt na de verwijsdatum.",
    en: "The birth date is after the referral date.",
  },
  "other-age": {
    nl: "De leeftijd past niet bij de geboortedatum en de verwijsdatum.",
    en: "The age does not fit the birth date and the referral date.",
  },
  "unknown-sex": {
    nl: "Dit geslacht is niet bekend. Schrijf V, M, X of onbekend.",
    en: "This sex is not known. Write F, M, X or unknown.",
  },
  "unknown-referrer-type": {
    nl: "Dit type verwijzer is niet bekend. Schrijf bijvoorbeeld huisarts, POH-GGZ, wijkverpleegkundige of zelf.",
    en: "This type of referrer is not known. Write for example GP, mental health practice nurse, district nurse or self.",
  },
  "negative-number": { nl: "Dit aantal kan niet onder nul zijn.", en: "This number cannot be below zero." },
  "not-a-whole-number": {
    nl: "Hier hoort een geheel getal in cijfers, niet te groot.",
    en: "This must be a whole number in digits, not too large.",
  },
  "not-yes-or-no": { nl: "Schrijf ja of nee.", en: "Write yes or no." },
  "unknown-feedback": {
    nl: "Deze terugkoppeling is niet bekend. Schrijf neemt deel, niet passend, ja of nog niet, eventueel met via POH.",
    en: "This feedback is not known. Write takes part, not suitable, yes or not yet, perhaps with via POH.",
  },
  "unknown-word": {
    nl: "Dit woord staat niet in de lijst van deze gemeente voor deze kolom.",
    en: "This word is not in this municipality's list for this column.",
  },
  "double-row": {
    nl: "Deze bewoner staat met dezelfde verwijsdatum al in rij {row}.",
    en: "This resident is in row {row} already, with the same referral date.",
  },
} as const;

/** Stable: programs may depend on them. */
export type ProblemCode = keyof typeof messages;
const isCode = (text: unknown): text is ProblemCode =>
  typeof text === "string" && Object.hasOwn(messages, text);
export const problemCodes = z.custom<ProblemCode>(isCode);
