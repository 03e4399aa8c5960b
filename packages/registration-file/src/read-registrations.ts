import { readHeadings } from "./columns.ts";
import { decode } from "./decode.ts";
import { type Problem, problem } from "./problems.ts";
import { type RegistrationRow, type RowReader, rowReader } from "./row.ts";
import { findTable, type TableRow } from "./table.ts";
import type { OwnWords } from "./words.ts";

/**
 * Reads a registration file as welzijnscoaches keep it: a spreadsheet saved as CSV, one row a resident.
 *
 * The rows that are right come back as rows, whatever is wrong with the others; every other row is named in
 * `problems` with what would be right. Comma, semicolon and tab, Dutch and English headings, UTF-8, UTF-16 and
 * Windows-1252 are recognised; lines that begin with `#` are comments. Never throws over what is in a file, and
 * never repeats in a problem what was written in a cell.
 */
export async function readRegistrations(
  input: string | Uint8Array | AsyncIterable<string | Uint8Array>,
  options: ReadOptions,
): Promise<RegistrationFile> {
  const decoded = await decode(input);
  if ("code" in decoded) return { rows: [], problems: [problem(1, decoded.code)] };

  const table = findTable(decoded.text);
  if (table === undefined) return { rows: [], problems: [problem(1, "no-headings")] };

  const headings = readHeadings(table.headings, table.headingsRow);
  if (!headings.complete) return { rows: [], problems: headings.problems };

  const read = rowReader(headings.columns, options);
  const file: { rows: RegistrationRow[]; problems: Problem[] } = {
    rows: [],
    problems: [...headings.problems],
  };
  const firstRowOf = new Map<string, number>();
  for (const tableRow of table.rows) {
    const outcome = readTableRow(tableRow, headings.columns.length, read);
    if ("problems" in outcome) {
      file.problems.push(...outcome.problems);
      continue;
    }
    const { row } = outcome;
    const first = firstRowOf.get(sameRegistration(row));
    if (first === undefined) {
      firstRowOf.set(sameRegistration(row), row.row);
      file.rows.push(row);
    } else file.problems.push(problem(row.row, "double-row", undefined, first));
  }
  return file;
}

/** What a file is read with. */
export interface ReadOptions {
  /** The day on which the file is read, `2019-09-01`: dates after it are slips. */
  readonly today: string;
  /** The words a municipality uses in its file for its own codes; a word that is not among them is a problem. */
  readonly words?: OwnWords | undefined;
}

/** What was read, and what was wrong. */
export interface RegistrationFile {
  readonly rows: readonly RegistrationRow[];
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

function readTableRow({ row, cells }: TableRow, width: number, read: RowReader): ReturnType<RowReader> {
  if (cells === "broken-quotes") return { problems: [problem(row, "broken-quotes")] };
  if (cells.slice(width).some((cell) => cell.trim() !== ""))
    return { problems: [problem(row, "too-many-cells")] };
  // Fewer cells are fine: spreadsheets leave out empty ones at the end.
  return read(row, cells);
}

/** Same person, same referral date. The same person at another date is a second referral, for the engine to judge. */
function sameRegistration(row: RegistrationRow): string {
  const fold = (text = "") =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, "");
  return JSON.stringify([
    fold(row.familyName),
    fold(row.givenName ?? row.initials),
    row.birthDate,
    row.referralDate,
  ]);
}
