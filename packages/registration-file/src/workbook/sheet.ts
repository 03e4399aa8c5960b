import { type Range, rangeOf } from "../range.ts";
import { largestTable } from "../table.ts";
import { isTrue } from "./book.ts";
import type { Format } from "./formats.ts";
import { numberText } from "./number-text.ts";
import { richText, unescaped } from "./strings.ts";
import { Unreadable } from "./unreadable.ts";
import { type Attributes, readXml, type XmlListener } from "./xml.ts";

/** What is in a sheet: the rows and cells that hold something. */
export interface Sheet {
  readonly rows: readonly SheetRow[];
  readonly merged: readonly Range[];
}

export interface SheetRow {
  /** From 1, as it is shown. */
  readonly row: number;
  readonly hidden: boolean;
  /** From left to right. */
  readonly cells: readonly SheetCell[];
}

export interface SheetCell {
  /** From 0. */
  readonly column: number;
  readonly text: string;
  /** A formula that no program ever worked out. */
  readonly noResult?: boolean;
}

/** What cells refer to, and how much there may be of them. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly formats: readonly Format[];
  readonly from1904: boolean;
  /** Counts the cells down, over all sheets together. */
  readonly budget: { cells: number };
}

/** Reads a sheet in one go, and keeps only what holds something: a format may well be set for a million rows. */
export async function readSheet(chunks: AsyncIterable<Uint8Array>, context: SheetContext): Promise<Sheet> {
  const rows: SheetRow[] = [];
  const merged: Range[] = [];
  let row = { row: 0, hidden: false, cells: [] as SheetCell[] };
  let column = -1;
  let cell: RawCell | undefined;
  // Buttons on a sheet say in which row they hang, by the same names.
  let isData = false;

  const inline = richText((text) => {
    if (cell !== undefined) cell.inline = text;
  }, "is");
  const listener: XmlListener = {
    open(name, attributes) {
      if (name === "sheetData") isData = true;
      else if (name === "mergeCell") merged.push(mergeOf(attributes, merged.length));
      else if (!isData) return;
      else if (name === "row") {
        row = { row: rowNumber(attributes, row.row), hidden: isTrue(attributes.hidden), cells: [] };
        column = -1;
      } else if (name === "c") {
        column = columnNumber(attributes, row.row, column);
        cell = { type: attributes.t ?? "n", style: Number(attributes.s ?? 0), isFormula: false };
      } else if (name === "f" && cell !== undefined) cell.isFormula = true;
      else if (name === "v" && cell !== undefined) {
        cell.value = "";
        cell.isValue = true;
      } else inline.open(name, attributes);
    },
    text(text) {
      if (cell?.isValue) cell.value += text;
      else inline.text(text);
    },
    close(name) {
      if (name === "sheetData") isData = false;
      else if (!isData) return;
      else if (name === "v" && cell !== undefined) cell.isValue = false;
      else if (name === "c" && cell !== undefined) {
        const read = { column, ...textOf(cell, context) };
        cell = undefined;
        if (read.text.trim() === "" && !read.noResult) return;
        context.budget.cells -= 1;
        if (context.budget.cells < 0) throw new Unreadable("too-large");
        row.cells.push(read);
      } else if (name === "row" && row.cells.length > 0) {
        if (rows.length === largestTable) throw new Unreadable("too-large");
        rows.push(row);
      } else inline.close(name);
    },
  };
  await readXml(chunks, listener);
  return { rows, merged };
}

interface RawCell {
  readonly type: string;
  readonly style: number;
  isFormula: boolean;
  isValue?: boolean;
  value?: string;
  inline?: string;
}

/** ECMA-376 part 1, 18.18.11. Only the result of a formula is kept; what it says is the spreadsheet's affair. */
function textOf(
  { type, style, value, inline, isFormula }: RawCell,
  { strings, formats, from1904 }: SheetContext,
): Pick<SheetCell, "text" | "noResult"> {
  if (type === "inlineStr") return { text: inline ?? "" };
  if (value === undefined) return { text: "", ...(isFormula && { noResult: true }) };
  if (type === "str") return { text: unescaped(value) };
  if (value === "") return { text: "" };
  if (type === "s") return { text: found(strings[Number(value)]) };
  if (type === "b") return { text: isTrue(value) ? "TRUE" : "FALSE" };
  if (type === "d") return { text: value.replace(/(?:\.0+)?Z?$/, "") };
  if (type !== "n") return { text: value };
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Unreadable("broken-workbook");
  return { text: numberText(number, formats[style] ?? { kind: "number" }, from1904) };
}

function found(text: string | undefined): string {
  if (text === undefined) throw new Unreadable("broken-workbook");
  return text;
}

/** A row says where it is, or comes after the one before it. Out of order no spreadsheet opens it either. */
function rowNumber({ r }: Attributes, before: number): number {
  const row = r === undefined ? before + 1 : Number(r);
  if (!Number.isInteger(row) || row <= before || row > 1_048_576) throw new Unreadable("broken-workbook");
  return row;
}

function columnNumber({ r }: Attributes, row: number, before: number): number {
  const place = r === undefined ? undefined : rangeOf(r);
  if (r !== undefined && place?.firstRow !== row) throw new Unreadable("broken-workbook");
  const column = place?.firstColumn ?? before + 1;
  if (column <= before || column >= 16_384) throw new Unreadable("broken-workbook");
  return column;
}

function mergeOf({ ref = "" }: Attributes, before: number): Range {
  const range = rangeOf(ref);
  if (range === undefined) throw new Unreadable("broken-workbook");
  if (before >= mostMerges) throw new Unreadable("too-large");
  return range;
}

const mostMerges = 5_000;
