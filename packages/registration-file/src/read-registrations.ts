import { dateOrder } from "./american-dates.ts";
import { type Column, headingReader, type OwnHeadings } from "./columns.ts";
import { openTable } from "./open-table.ts";
import { type Problem, problem } from "./problems.ts";
import { columnText } from "./range.ts";
import { type RegistrationRow, type RowReader, rowReader } from "./row.ts";
import type { TableRow } from "./table.ts";
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
  const file = {
    rows: [] as RegistrationRow[],
    problems: [...(table.told ?? []), ...problems],
    ...(table.sheet !== undefined && { sheet: table.sheet }),
  };
  if (!complete) return file;

  const read = rowReader(columns, options);
  const firstRowOf = new Map<string, number>();
  const order = dateOrder(columns);
  const unnamed = new Set([...columns.keys()].filter((i) => columns[i]?.heading === ""));
  for (const tableRow of table.rows) {
    file.problems.push(...underNoHeading(tableRow, unnamed));
    if (tableRow.cells !== "broken-quotes") order.see(tableRow.row, tableRow.cells);
    const outcome = readTableRow(tableRow, columns, read);
    if ("problems" in outcome) {
      file.problems.push(...outcome.problems);
      continue;
    }
    const { row } = outcome;
    const first = firstRowOf.get(sameRegistration(row));
    if (first === undefined) {
      firstRowOf.set(sameRegistration(row), row.row);
      file.rows.push(row);
    } else file.problems.push(problem(row.row, "double-row", { otherRow: first }));
  }
  const turned = order.problems();
  if (turned.length === 0) return file;
  const doubtful = new Set(turned.map(({ row }) => row));
  return {
    ...file,
    rows: file.rows.filter(({ row }) => !doubtful.has(row)),
    problems: [...file.problems, ...turned].sort((a, b) => a.row - b.row),
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

function readTableRow(
  { row, cells, faults = [] }: TableRow,
  columns: readonly Column[],
  read: RowReader,
): ReturnType<RowReader> {
  if (cells === "broken-quotes") return { problems: [problem(row, "broken-quotes")] };
  if (cells.slice(columns.length).some((cell) => cell.trim() !== ""))
    return { problems: [problem(row, "too-many-cells")] };
  const [only, ...others] = cells.filter((cell) => cell.trim() !== "");
  if (others.length === 0 && (only?.split(/[;,|\t]/).length ?? 0) >= columns.length / 2)
    return { problems: [problem(row, "unsplit-row")] };
  // Fewer cells are fine: spreadsheets leave out empty ones at the end.
  const outcome = read(row, cells);
  const untold = faults.filter((fault) => fault.columns.some((column) => columns[column]?.field));
  if (untold.length === 0) return outcome;

  // Of a cell that cannot be trusted it is not told as well that it is empty.
  const untrusted = new Set(untold.flatMap((fault) => fault.columns.map((i) => columns[i]?.heading)));
  const rest = "problems" in outcome ? outcome.problems.filter((one) => !untrusted.has(one.column)) : [];
  const told = untold.map(({ code, columns: [first = 0], range }) =>
    problem(row, code, { column: columns[first]?.heading, range }),
  );
  return { problems: [...told, ...rest] };
}

/** What stands in a column that has no heading is told once. */
function underNoHeading({ row, cells }: TableRow, untold: Set<number>): readonly Problem[] {
  if (cells === "broken-quotes") return [];
  const found = [...untold].filter((i) => (cells[i] ?? "").trim() !== "");
  return found.map((i) => {
    untold.delete(i);
    return problem(row, "unnamed-column", { range: columnText(i) });
  });
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
