import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import {
  asCode,
  calendarDate,
  cell,
  feedback,
  name,
  oneOf,
  optional,
  required,
  text,
  wholeNumber,
  yesOrNo,
} from "./cells.ts";
import { type Column, type Field, fields, ourHeading } from "./columns.ts";
import { type Problem, type ProblemCode, problem, problemCodes } from "./problems.ts";
import { cellText } from "./range.ts";
import { type FeedbackMessage, type OwnWords, type ReferrerType, referrerTypes, sexes } from "./words.ts";

/** One resident's registration. Names, birth date and note are personal data: pseudonymise or seal, never log. */
export interface RegistrationRow {
  /** As a spreadsheet shows it, from 1. */
  readonly row: number;
  readonly familyName: string;
  readonly familyNamePrefix: string | undefined;
  /** There is a given name, or there are initials. */
  readonly givenName: string | undefined;
  readonly initials: string | undefined;
  /** `1950-03-12` */
  readonly birthDate: string;
  readonly sex: keyof typeof sexes;
  /** As the coach wrote it; within a year of what the birth date says on the referral date. */
  readonly age: number | undefined;
  /** `2018-09-03` */
  readonly referralDate: string;
  readonly referrerType: ReferrerType;
  /** This and the three below: the municipality's code where {@link OwnWords} has the column, else as written. */
  readonly practice: string | undefined;
  readonly mainReason: string | undefined;
  readonly activityKind: string | undefined;
  readonly area: string | undefined;
  readonly conversations: number;
  readonly note: string | undefined;
  /** What the referrer heard, if anything, and by way of whom. */
  readonly feedback:
    | { readonly message: FeedbackMessage; readonly via: ReferrerType | undefined }
    | undefined;
  /** Complaints that hinder taking part. */
  readonly hindered: boolean | undefined;
}

/** Makes a reader of rows, which finds everything that is wrong with one, in the order of the columns. */
export function rowReader(columns: readonly Column[], { today, words = {} }: RowOptions): RowReader {
  const schema = registration(today, words);
  const columnOf = (field: Field) => columns.findIndex((column) => column.field === field);
  const indexes = fields.map((field) => [field, columnOf(field)] as const);

  return (row, cells) => {
    const parsed = schema.safeParse(Object.fromEntries(indexes.map(([field, i]) => [field, cells[i] ?? ""])));
    if (parsed.success) return { row: { row, ...parsed.data } };
    const found = parsed.error.issues.map(({ path, message }) => {
      const field = fields.find((one) => one === path[0]);
      const index = field === undefined ? -1 : columnOf(field);
      const heading = columns[index]?.heading ?? (field && ourHeading(field));
      const range = index < 0 ? undefined : cellText(row, index);
      const code = problemCodes.parse(message);
      const about = { column: heading, ...(code === "error-value" && { range }) };
      return { index, problem: problem(row, code, about) };
    });
    return { problems: found.sort((a, b) => a.index - b.index).map((one) => one.problem) };
  };
}

export interface RowOptions {
  readonly today: string;
  readonly words?: OwnWords | undefined;
}

export type RowReader = (
  row: number,
  cells: readonly string[],
) => { readonly row: RegistrationRow } | { readonly problems: readonly Problem[] };

/** Cells in, a registration out. The message of an issue is a {@link ProblemCode}. */
const registration = (today: string, words: OwnWords) =>
  z
    .object({
      familyName: cell(required(name)),
      familyNamePrefix: cell(optional(name)),
      givenName: cell(optional(name)),
      initials: cell(optional(name)),
      birthDate: cell(required(calendarDate(today))),
      sex: cell(required(oneOf(sexes, "unknown-sex"))),
      age: cell(optional(wholeNumber(125))),
      referralDate: cell(required(calendarDate(today))),
      referrerType: cell(required(oneOf(referrerTypes, "unknown-referrer-type"))),
      practice: cell(optional(asCode(words.practice))),
      mainReason: cell(optional(asCode(words.mainReason))),
      activityKind: cell(optional(asCode(words.activityKind))),
      area: cell(optional(asCode(words.area))),
      conversations: cell(required(wholeNumber(999))),
      note: cell(optional(text(10_000))),
      feedback: cell(optional(feedback)),
      hindered: cell(optional(yesOrNo)),
    })
    .refine((row) => row.givenName !== undefined || row.initials !== undefined, {
      error: "missing" satisfies ProblemCode,
      path: ["givenName"],
      // Also when other cells are wrong, so that all is told at once.
      when: ({ issues }) => !issues.some(({ path }) => path?.[0] === "givenName" || path?.[0] === "initials"),
    })
    .refine((row) => row.birthDate <= row.referralDate, {
      error: "born-after-referral" satisfies ProblemCode,
      path: ["birthDate"],
      abort: true,
    })
    .refine((row) => row.age === undefined || Math.abs(ageAtReferral(row) - row.age) <= 1, {
      error: "other-age" satisfies ProblemCode,
      path: ["age"],
    });

function ageAtReferral({ birthDate, referralDate }: { birthDate: string; referralDate: string }): number {
  return Temporal.PlainDate.from(birthDate).until(referralDate, { largestUnit: "year" }).years;
}
