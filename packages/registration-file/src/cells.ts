import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isErrorValue } from "./error-values.ts";
import { isGarbled } from "./legible.ts";
import type { ProblemCode } from "./problems.ts";
import {
  codeOf,
  type FeedbackMessage,
  feedbackWords,
  keyOf,
  type ReferrerType,
  referrerTypes,
  yesOrNoWords,
} from "./words.ts";

/** What a cell's text means, or why it means nothing. */
type Reading<T> = (text: string) => { readonly value: T } | { readonly code: ProblemCode };

/** A reading as a zod schema, on text without spaces around it. The message of an issue is a {@link ProblemCode}. */
export const cell = <T>(read: Reading<T>) =>
  z.string().transform((raw, context): T => {
    const text = raw.trim().normalize("NFC");
    const outcome = isErrorValue(text) ? { code: "error-value" as const } : read(text);
    if ("value" in outcome) return outcome.value;
    context.addIssue({ code: "custom", message: outcome.code });
    return z.NEVER;
  });

export const required =
  <T>(read: Reading<T>): Reading<T> =>
  (text) =>
    text === "" ? { code: "missing" } : read(text);

export const optional =
  <T>(read: Reading<T>): Reading<T | undefined> =>
  (text) =>
    text === "" ? { value: undefined } : read(text);

export const text =
  (longest: number): Reading<string> =>
  (written) =>
    written.length > longest ? { code: "too-long" } : { value: written };

/** As it was written, by whoever is recognised by it. */
export const name: Reading<string> = (written) =>
  isGarbled(written) ? { code: "garbled-text" } : text(200)(written);

export const oneOf =
  <Key extends string>(
    list: Readonly<Record<Key, readonly string[]>>,
    otherwise: ProblemCode,
  ): Reading<Key> =>
  (written) => {
    const value = keyOf(list, written);
    return value === undefined ? { code: otherwise } : { value };
  };

/** The municipality's code for a word; the word itself where the municipality gave no list. */
export const asCode =
  (list: Readonly<Record<string, string>> | undefined): Reading<string> =>
  (written) => {
    if (list === undefined) return text(200)(written);
    const value = codeOf(list, written);
    return value === undefined ? { code: "unknown-word" } : { value };
  };

export const wholeNumber =
  (most: number): Reading<number> =>
  (written) => {
    if (/^-\s*\d/.test(written)) return { code: "negative-number" };
    const value = /^\d{1,6}$/.test(written) ? Number(written) : Number.POSITIVE_INFINITY;
    return value > most ? { code: "not-a-whole-number" } : { value };
  };

export const yesOrNo: Reading<boolean> = (written) => {
  const answer = keyOf(yesOrNoWords, written);
  return answer === undefined ? { code: "not-yes-or-no" } : { value: answer === "yes" };
};

/**
 * ISO or Dutch, and the time of day that spreadsheets add. A year has four digits: 3-9-18 is nobody's to guess. Nor is a
 * bare number: it may be the number that a spreadsheet keeps for a day, from 1900 or from 1904, or a year, or a slip.
 */
export const calendarDate =
  (today: string): Reading<string> =>
  (written) => {
    if (/^[-+]?\d+(?:[.,]\d+)?$/.test(written)) return { code: "number-for-date" };
    const day = written.replace(/[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/, "");
    const parts = iso.exec(day)?.groups ?? dutch.exec(day)?.groups ?? inWords.exec(day)?.groups;
    const month = monthOf(parts?.month ?? "");
    if (parts === undefined || month === undefined) return { code: "unreadable-date" };
    const date = existing(Number(parts.year), month, Number(parts.day));
    if (date === undefined) return { code: "impossible-date" };
    return date > today ? { code: "future-date" } : { value: date };
  };

/** "neemt deel", "niet passend (via POH)", "ja". */
export const feedback: Reading<
  { readonly message: FeedbackMessage; readonly via: ReferrerType | undefined } | undefined
> = (written) => {
  // Looking for "via" in a page of spaces takes for ever, and no answer is that long.
  if (written.length > 200) return { code: "unknown-feedback" };
  const [, words = written, messenger] = /^(.*?)\s*\(?\s*\bvia\s+(?:de\s+)?(.+?)\)?$/i.exec(written) ?? [];
  const message = keyOf(feedbackWords, words);
  const via = messenger === undefined ? undefined : keyOf(referrerTypes, messenger);
  if (message === undefined || (messenger !== undefined && via === undefined))
    return { code: "unknown-feedback" };
  return { value: message === "notYet" ? undefined : { message, via } };
};

function existing(year: number, month: number, day: number): string | undefined {
  // A lower year is a slip of the keyboard: nobody born before can be referred.
  if (year < 1880) return undefined;
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

function monthOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const at = months.findIndex((month) => month.test(text));
  return at < 0 ? undefined : at + 1;
}

/** In Dutch and English, whole or cut short. */
const months = [
  /^jan(?:uari|uary)?$/i,
  /^feb(?:ruari|ruary)?$/i,
  /^(?:mrt|maart|mar|march)$/i,
  /^apr(?:il)?$/i,
  /^(?:mei|may)$/i,
  /^jun(?:i|e)?$/i,
  /^jul[iy]?$/i,
  /^aug(?:ust|ustus)?$/i,
  /^sept?(?:ember)?$/i,
  /^(?:okt|oct)(?:ober)?$/i,
  /^nov(?:ember)?$/i,
  /^dec(?:ember)?$/i,
];

const iso = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/;
const dutch = /^(?<day>\d{1,2})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<year>\d{4})$/;
const inWords = /^(?<day>\d{1,2})(?:\. ?|[ -])(?<month>[a-z]{3,9})(?:\. ?|[ -])(?<year>\d{4})$/i;
