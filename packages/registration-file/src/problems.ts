import { z } from "zod";
import { messages } from "./messages.ts";

/** Something in a file that is not as it should be. Says what would be right; never repeats what a cell held. */
export interface Problem {
  /** As a spreadsheet shows it, from 1. */
  readonly row: number;
  /** The heading of the column, as the file writes it. */
  readonly column?: string | undefined;
  /** The cells it is about, where a heading does not say it: `B7` or `A1:C3`. */
  readonly range?: string | undefined;
  readonly code: ProblemCode;
  /** What is not read because of it: the whole file, its row, or nothing, since it is only worth telling. */
  readonly stops: "file" | "row" | "nothing";
  readonly message: { readonly nl: string; readonly en: string };
}

/** What a problem is about, besides its row. */
export interface About {
  readonly column?: string | undefined;
  readonly range?: string | undefined;
  readonly otherRow?: number | undefined;
  readonly sheets?: readonly string[] | undefined;
  readonly count?: number | undefined;
}

export function problem(row: number, code: ProblemCode, about: About = {}): Problem {
  const { column, range, otherRow, sheets = [], count } = about;
  const words: Readonly<Record<string, string>> = {
    "{row}": String(otherRow ?? ""),
    "{range}": range ?? "",
    "{sheets}": sheets.join(", "),
    "{count}": String(count ?? ""),
  };
  const fill = (sentence: string) => sentence.replace(/\{\w+\}/g, (word) => words[word] ?? "");
  const { nl, en, stops } = messages[code];
  return {
    row,
    ...(column !== undefined && { column }),
    ...(range !== undefined && { range }),
    code,
    stops,
    message: { nl: fill(nl), en: fill(en) },
  };
}

/** Stable: programs may depend on them. */
export type ProblemCode = keyof typeof messages;
const isCode = (text: unknown): text is ProblemCode =>
  typeof text === "string" && Object.hasOwn(messages, text);
export const problemCodes = z.custom<ProblemCode>(isCode);
