import { headingReader, type OwnHeadings } from "./columns.ts";
import { openTable } from "./open-table.ts";
import type { Problem } from "./problems.ts";
import { readRows } from "./read-rows.ts";
import type { RegistrationRow } from "./row.ts";
import type { OwnWords } from "./words.ts";

/**
 * Reads a registration file as welzijnscoaches keep it: an Excel workbook (.xlsx), or a spreadsheet saved as CSV, one
 * row a resident. What the file is called does not count.
 *
 * The rows that are right come back as rows, whatever is wrong with the others; every other row is named in
 * `problems` with what would be right. Comma, semicolon and tab, Dutch and English headings, UTF-8, UTF-16 and
 * Windows-1252 are recognised; a title may stand above the headings, and rows that begin with `#` are comments. In a
 * workbook the sheet is found by its headings, or named. Never throws over what is in a file, takes in no more than
 * 32 MB, packed or unpacked, and never repeats in a problem what was written in a cell.
 */
export async function readRegistrations(
  input: string | Uint8Array | AsyncIterable<string | Uint8Array>,
  options: ReadOptions,
): Promise<RegistrationFile> {
  const headings = headingReader(options.headings);
  const opened = await openTable(input, headings, options.sheet);
  if ("problem" in opened) return { rows: [], problems: [opened.problem] };
  const { table } = opened;

  const { complete, columns, problems } = headings.read(table.headings, table.headingsRow);
  const read = complete ? readRows(table.rows, columns, headings, options) : { rows: [], problems: [] };
  return {
    rows: read.rows,
    problems: [...(table.told ?? []), ...problems, ...read.problems].sort((a, b) => a.row - b.row),
    ...(table.sheet !== undefined && { sheet: table.sheet }),
  };
}

/** What a file is read with. */
export interface ReadOptions {
  /** The day on which the file is read, `2019-09-01`: dates after it are slips. */
  readonly today: string;
  /** The words a municipality uses in its file for its own codes; a word that is not among them is a problem. */
  readonly words?: OwnWords | undefined;
  /** The headings of the file, where they are not ours; a field with a heading of its own has no other. */
  readonly headings?: OwnHeadings | undefined;
  /** The sheet of a workbook to read, in whatever capitals; otherwise the only one in sight with our headings. */
  readonly sheet?: string | undefined;
}

/** What was read, and what was wrong. */
export interface RegistrationFile {
  readonly rows: readonly RegistrationRow[];
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  /** The sheet that was read, of a workbook. */
  readonly sheet?: string | undefined;
}
