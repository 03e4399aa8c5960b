import type { HeadingReader } from "./columns.ts";
import { isErrorValue } from "./error-values.ts";
import { type Problem, type ProblemCode, problem } from "./problems.ts";

/** A file taken apart into cells. Rows are numbered as a spreadsheet shows them: comments and empty rows count. */
export interface Table {
  readonly headings: readonly string[];
  readonly headingsRow: number;
  /** Those below the headings, without comments and empty rows. To be gone through once. */
  readonly rows: Iterable<TableRow>;
  /** The sheet it stands on, in a workbook. */
  readonly sheet?: string | undefined;
  /** What is to be said of the whole of it. */
  readonly told?: readonly Problem[] | undefined;
}

/** A row, and what is wrong with its cells before anybody looks at what they say. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[] | "broken-quotes";
  readonly faults?: readonly CellFault[] | undefined;
}

/** Cells that say nothing that can be trusted. */
export interface CellFault {
  readonly code: ProblemCode;
  readonly columns: readonly number[];
  /** As a spreadsheet writes it, `B7` or `A1:C3`. */
  readonly range: string;
}

/** How many rows with something in them, or lines of text, are taken in: far more than a province has in twenty years. */
export const largestTable = 100_000;

/** How many rows are looked at for headings; above them may be a title. */
export const headingsWithin = 20;

/**
 * The headings among the first rows: the first row with all that are needed, or else the one with the most that we
 * know. One word that we know is no headings row: it may as well be a title.
 */
export function findHeadings<Row extends { readonly row: number; readonly cells: readonly string[] }>(
  rows: readonly Row[],
  reader: HeadingReader,
): Row | undefined {
  const counted = rows
    .slice(0, headingsWithin)
    .filter(({ cells }) => !isAside(cells))
    .map((row) => ({ row, known: reader.known(row.cells) }))
    .filter(({ known }) => known > 1);
  const complete = counted.find(({ row }) => reader.read(row.cells, row.row).complete);
  const most = counted.reduce<(typeof counted)[number] | undefined>(
    (best, one) => (one.known > (best?.known ?? 0) ? one : best),
    undefined,
  );
  return (complete ?? most)?.row;
}

/** Whether the headings are there, all in one cell: of a file that was opened with another separator, and saved. */
export const isUnsplit = (
  rows: readonly { readonly cells: readonly string[] }[],
  reader: HeadingReader,
): boolean => rows.some(({ cells }) => cells.some((cell) => reader.known(cell.split(/[;,|\t]/)) > 2));

/** Rows above the headings that are more than a title: they are not read, and that is told. */
export const untoldAbove = (
  headings: { readonly row: number },
  rows: readonly { readonly row: number; readonly cells: readonly string[] }[],
): readonly Problem[] =>
  rows
    .filter(({ row, cells }) => row < headings.row && !isAside(cells))
    .filter(({ cells }) => cells.filter((cell) => cell.trim() !== "").length > 2)
    .map(({ row }) => problem(row, "above-headings"));

/** An empty row, a comment that a spreadsheet put in quotes, or Excel's own `sep=;` on the first line. */
export const isAside = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell.trim() === "") ||
  (/^\s*(?:#|sep=)/i.test(cells[0] ?? "") && !isErrorValue(cells[0] ?? ""));
