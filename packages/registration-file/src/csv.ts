import { parse } from "csv-parse/sync";
import type { HeadingReader } from "./columns.ts";
import { isErrorValue } from "./error-values.ts";
import type { ProblemCode } from "./problems.ts";
import {
  findHeadings,
  headingsWithin,
  isAside,
  isUnsplit,
  largestTable,
  type Table,
  type TableRow,
  untoldAbove,
} from "./table.ts";

export const separators = [";", ",", "\t", "|"];

/** The table under the separator that yields the most headings we know, or why there is none. */
export function findTableInText(text: string, reader: HeadingReader): Table | ProblemCode {
  if (linesIn(text) > largestTable) return "too-large";
  const bytes = Buffer.from(text, "utf8");
  const [best] = separators
    .flatMap((delimiter) => {
      const first = firstRows(bytes, delimiter);
      const headings = findHeadings(first, reader);
      if (headings === undefined) return [];
      return [
        { delimiter, headings, known: reader.known(headings.cells), told: untoldAbove(headings, first) },
      ];
    })
    .sort((a, b) => b.known - a.known);
  if (best === undefined)
    return isUnsplit(firstRows(bytes, "\0"), reader) ? "unsplit-headings" : "no-headings";
  const { delimiter, headings, told } = best;
  return {
    headings: headings.cells,
    headingsRow: headings.row,
    told,
    rows: rowsBelow(headings.row, records(bytes, delimiter, headings.cells.length)),
  };
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) lines += 1;
  }
  return lines;
}

function firstRows(bytes: Buffer, delimiter: string) {
  const rows: { readonly row: number; readonly cells: readonly string[] }[] = [];
  for (const { row, cells } of records(bytes, delimiter)) {
    if (cells !== "broken-quotes") rows.push({ row, cells });
    if (rows.length === headingsWithin) break;
  }
  return rows;
}

function* rowsBelow(headingsRow: number, rows: Iterable<TableRow>): Generator<TableRow> {
  for (const one of rows) if (one.row > headingsRow) yield one;
}

/**
 * Takes record after record. One at a time, because a quote that is never closed swallows all that follows: then
 * only its own line is given up, and reading goes on at the next.
 */
function* records(bytes: Buffer, delimiter: string, width?: number): Generator<TableRow> {
  let offset = 0;
  for (let row = 1; offset < bytes.length; row += 1) {
    const rest = bytes.subarray(offset);
    const record = isComment(rest) ? "comment" : firstRecord(rest, delimiter);
    const ownLine = lineLength(rest);
    const swallowed =
      typeof record === "object" &&
      record.length > ownLine &&
      ((width !== undefined && record.cells.length !== width) || record.cells.some(holdsRow(delimiter)));
    if (record === "comment") offset += ownLine;
    else if (record === "broken" || swallowed) {
      offset += ownLine;
      yield { row, cells: "broken-quotes" };
    } else {
      offset += record.length;
      if (!isAside(record.cells)) yield { row, cells: record.cells };
    }
  }
}

/**
 * Whether a later line of a cell is a row by the look of it: many separators, and a date between two of them. Two
 * stray quotation marks, rows apart, make one well-formed cell of all that is between.
 */
const holdsRow =
  (delimiter: string) =>
  (cell: string): boolean =>
    cell
      .split(/\r\n|\n|\r/)
      .slice(1)
      .some((line) => {
        const pieces = line.split(delimiter).slice(1, -1);
        return pieces.length >= 4 && pieces.some((piece) => /^\s*\d+[-/.]\d+[-/.]\d+\s*$/.test(piece));
      });

function firstRecord(
  bytes: Buffer,
  delimiter: string,
): { cells: readonly string[]; length: number } | "broken" {
  let found: { cells: readonly string[]; length: number } | undefined;
  try {
    parse(bytes, {
      delimiter,
      to: 1,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      on_record: (cells: string[], { bytes: length }) => {
        found = { cells, length };
        return null;
      },
    });
  } catch {
    // What the parser says is left out: it quotes the cells.
    return "broken";
  }
  return found ?? "broken";
}

function lineLength(bytes: Buffer): number {
  const end = bytes.findIndex((byte) => byte === lineFeed || byte === carriageReturn);
  if (end < 0) return bytes.length;
  return bytes[end] === carriageReturn && bytes[end + 1] === lineFeed ? end + 2 : end + 1;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** A failed formula in the first column begins with the same sign, and is no comment. */
function isComment(bytes: Buffer): boolean {
  if (bytes[0] !== 0x23) return false;
  const [first = ""] = bytes
    .subarray(0, 32)
    .toString("latin1")
    .split(/[;,\t\r\n]/, 1);
  return !isErrorValue(first);
}
