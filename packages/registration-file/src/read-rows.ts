import { dateOrder } from "./american-dates.ts";
import type { Column, HeadingReader } from "./columns.ts";
import { kindOfRow } from "./no-resident.ts";
import { type Problem, problem } from "./problems.ts";
import { columnText } from "./range.ts";
import { type RegistrationRow, type RowOptions, type RowReader, rowReader } from "./row.ts";
import type { TableRow } from "./table.ts";

/** Reads the rows below the headings; each is a registration, named as a problem, or told to be nobody's. */
export function readRows(
  tableRows: Iterable<TableRow>,
  columns: readonly Column[],
  headings: HeadingReader,
  options: RowOptions,
): { readonly rows: readonly RegistrationRow[]; readonly problems: readonly Problem[] } {
  const read = rowReader(columns, options);
  const isDouble = doubles();
  const order = dateOrder(columns);
  const unnamed = new Set([...columns.keys()].filter((i) => columns[i]?.heading === ""));
  const rows: RegistrationRow[] = [];
  const problems: Problem[] = [];
  for (const tableRow of tableRows) {
    const { row, cells } = tableRow;
    const kind = cells === "broken-quotes" ? "resident" : kindOfRow(cells, columns, headings);
    if (kind === "same-headings") continue;
    if (kind !== "resident") problems.push(problem(row, kind));
    if (kind === "other-headings") break;
    if (kind === "totals-row") continue;

    if (cells !== "broken-quotes") order.see(row, cells);
    problems.push(...underNoHeading(tableRow, unnamed));
    const outcome = readTableRow(tableRow, columns, read);
    const told = "problems" in outcome ? outcome.problems : isDouble(outcome.row);
    problems.push(...told);
    if ("row" in outcome && told.length === 0) rows.push(outcome.row);
  }
  const turned = order.problems();
  const doubtful = new Set(turned.map(({ row }) => row));
  return { rows: rows.filter(({ row }) => !doubtful.has(row)), problems: [...problems, ...turned] };
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

/** Tells of a row that an earlier one says the same of: same person, same referral date. */
function doubles(): (row: RegistrationRow) => readonly Problem[] {
  const firstRowOf = new Map<string, number>();
  return (row) => {
    const key = sameRegistration(row);
    const first = firstRowOf.get(key);
    if (first === undefined) firstRowOf.set(key, row.row);
    return first === undefined ? [] : [problem(row.row, "double-row", { otherRow: first })];
  };
}

/** The same person at another date is a second referral, for the engine to judge. */
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
