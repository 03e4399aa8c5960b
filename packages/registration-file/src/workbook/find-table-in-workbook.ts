import type { HeadingReader } from "../columns.ts";
import { largestFile } from "../decode.ts";
import { type Problem, type ProblemCode, problem } from "../problems.ts";
import { cellText, rangeText } from "../range.ts";
import {
  type CellFault,
  findHeadings,
  headingsWithin,
  isAside,
  isUnsplit,
  type Table,
  type TableRow,
  untoldAbove,
} from "../table.ts";
import { readBook, type SheetEntry } from "./book.ts";
import { readFormats } from "./formats.ts";
import { brokenByMerging, mergedHeading } from "./merged.ts";
import { openParts } from "./parts.ts";
import { readSheet, type Sheet, type SheetContext, type SheetRow } from "./sheet.ts";
import { readStrings } from "./strings.ts";
import { Unreadable } from "./unreadable.ts";

/**
 * The table in an .xlsx file: on the sheet that is named, or else on the only one in sight with the headings of a
 * registration file. Throws {@link Unreadable} with the reason, and whatever else comes up in a damaged file.
 */
export async function findTableInWorkbook(
  bytes: Uint8Array,
  reader: HeadingReader,
  wanted: string | undefined,
): Promise<Table> {
  const parts = await openParts(bytes, largestFile);
  const book = await readBook(parts);
  const { stringsPart, stylesPart, from1904 } = book;
  const context: SheetContext = {
    strings: stringsPart === undefined ? [] : await readStrings(parts.read(stringsPart)),
    formats: stylesPart === undefined ? [] : await readFormats(parts.read(stylesPart)),
    from1904,
    budget: { cells: mostCells },
  };
  const read = async (entries: readonly SheetEntry[]) => {
    const sheets: FoundSheet[] = [];
    for (const entry of entries) {
      const sheet = await readSheet(parts.read(entry.part), context);
      sheets.push({ entry, sheet, ...headingsIn(sheet, reader) });
    }
    return sheets;
  };

  if (wanted !== undefined) {
    const named = book.sheets.filter(({ name }) => fold(name) === fold(wanted));
    if (named.length === 0) throw new Unreadable("unknown-sheet", { sheets: namesOf(book.sheets) });
    return tableIn(onlyOne(await read(named)), reader, []);
  }
  const sheets = await read(book.sheets.filter(({ hidden }) => !hidden));
  const fitting = fit(sheets, reader);
  if (fitting.length === 0) {
    const hidden = fit(await read(book.sheets.filter((one) => one.hidden)), reader);
    if (hidden.length > 0)
      throw new Unreadable("hidden-sheet", { sheets: namesOf(hidden.map(({ entry }) => entry)) });
    throw new Unreadable(whyNone(sheets, reader));
  }
  const chosen = onlyOne(fitting);
  return tableIn(
    chosen,
    reader,
    sheets
      .filter((other) => other !== chosen && other.sheet.rows.length > 0)
      .map(({ entry }) => problem(1, "unread-sheet", { sheets: [entry.name] })),
  );
}

/** Far above any registration file; enough for a municipality's twenty years, and it fits in memory. */
const mostCells = 500_000;

interface FoundSheet {
  readonly entry: SheetEntry;
  readonly sheet: Sheet;
  readonly headings: { readonly row: number; readonly cells: readonly string[] } | undefined;
  /** What stands above them. */
  readonly told: readonly Problem[];
}

/** Sheets with all headings that are needed, or else with some; one that is still to be filled in does not count. */
function fit(sheets: readonly FoundSheet[], reader: HeadingReader): readonly FoundSheet[] {
  const some = sheets.filter(({ headings }) => headings !== undefined);
  const complete = some.filter(
    ({ headings }) => headings && reader.read(headings.cells, headings.row).complete,
  );
  const best = complete.length > 0 ? complete : some;
  const filled = best.filter(({ headings, sheet }) =>
    sheet.rows.some(({ row }) => row > (headings?.row ?? 0)),
  );
  return filled.length > 0 ? filled : best;
}

function onlyOne(sheets: readonly FoundSheet[]): FoundSheet {
  const [sheet, ...others] = sheets;
  if (sheet === undefined) throw new Unreadable("empty");
  if (others.length > 0)
    throw new Unreadable("several-sheets", { sheets: namesOf(sheets.map(({ entry }) => entry)) });
  return sheet;
}

function whyNone(sheets: readonly Pick<FoundSheet, "sheet">[], reader: HeadingReader): ProblemCode {
  const rows = sheets.flatMap(({ sheet }) => sheet.rows.slice(0, headingsWithin));
  if (rows.length === 0) return "empty";
  const texts = rows.map(({ cells }) => ({ cells: cells.map(({ text }) => text) }));
  return isUnsplit(texts, reader) ? "unsplit-headings" : "no-headings";
}

/** As wide as the sheet is anywhere, like the CSV that a spreadsheet would make of it. */
function headingsIn({ rows }: Sheet, reader: HeadingReader): Pick<FoundSheet, "headings" | "told"> {
  const width = rows.reduce((most, { cells }) => Math.max(most, (cells.at(-1)?.column ?? 0) + 1), 0);
  const first = rows.slice(0, headingsWithin).map((row) => ({ row: row.row, cells: textsOf(row, width) }));
  const headings = findHeadings(first, reader);
  return { headings, told: headings === undefined ? [] : untoldAbove(headings, first) };
}

function tableIn(
  { entry, sheet, headings, told }: FoundSheet,
  reader: HeadingReader,
  unread: readonly Problem[],
): Table {
  if (headings === undefined) throw new Unreadable(whyNone([{ sheet }], reader));
  const { columns } = reader.read(headings.cells, headings.row);
  const isRead = (column: number) => columns[column]?.field !== undefined;
  const merged = mergedHeading(sheet, headings.row, isRead);
  if (merged !== undefined)
    throw new Unreadable("merged-headings", { range: rangeText(merged) }, headings.row);

  const below = sheet.rows.filter(({ row }) => row > headings.row);
  const hidden = below.filter((row) => row.hidden);
  const [firstHidden] = hidden;
  return {
    headings: headings.cells,
    headingsRow: headings.row,
    rows: tableRows(below, headings.cells.length, brokenByMerging(sheet, isRead)),
    sheet: entry.name,
    told: [
      ...unread,
      ...told,
      ...(firstHidden === undefined
        ? []
        : [problem(firstHidden.row, "hidden-rows", { count: hidden.length })]),
    ],
  };
}

/** One by one: a sheet may be far wider than what is in it. */
function* tableRows(
  rows: readonly SheetRow[],
  width: number,
  merged: ReadonlyMap<number, readonly CellFault[]>,
): Generator<TableRow> {
  for (const row of rows) {
    const unknown = row.cells
      .filter(({ noResult }) => noResult)
      .map(({ column }): CellFault => {
        return { code: "no-result", columns: [column], range: cellText(row.row, column) };
      });
    const faults = [...unknown, ...(merged.get(row.row) ?? [])];
    const cells = textsOf(row, width);
    if (faults.length > 0 || !isAside(cells)) yield { row: row.row, cells, faults };
  }
}

function textsOf({ cells }: SheetRow, width: number): readonly string[] {
  const texts = new Array<string>(width).fill("");
  for (const { column, text } of cells) texts[column] = text;
  return texts;
}

const namesOf = (sheets: readonly SheetEntry[]): readonly string[] => sheets.map(({ name }) => name);
const fold = (name: string): string => name.trim().toLowerCase();
