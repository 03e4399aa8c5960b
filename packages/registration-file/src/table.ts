import { parse } from "csv-parse/sync";
import { fieldOf } from "./columns.ts";

/** A file taken apart into cells. Rows are numbered as a spreadsheet shows them: comments and empty rows count. */
export interface Table {
  readonly headings: readonly string[];
  readonly headingsRow: number;
  /** Without comments and empty rows. */
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[] | "broken-quotes";
}

/** The table under the separator that yields the most headings we know, or `undefined` when there are none. */
export function findTable(text: string): Table | undefined {
  const bytes = Buffer.from(text, "utf8");
  let best:
    | { delimiter: string; headings: readonly string[]; headingsRow: number; known: number }
    | undefined;
  for (const delimiter of [";", ",", "\t"]) {
    for (const { row, cells } of records(bytes, delimiter)) {
      if (cells === "broken-quotes") break;
      const known = cells.filter((cell) => fieldOf(cell) !== undefined).length;
      if (known > (best?.known ?? 1)) best = { delimiter, headings: cells, headingsRow: row, known };
      break;
    }
  }
  if (best === undefined) return undefined;
  const { delimiter, headings, headingsRow } = best;
  const rows = [...records(bytes, delimiter, headings.length)].filter(({ row }) => row > headingsRow);
  return { headings, headingsRow, rows };
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
const isComment = (bytes: Buffer): boolean => bytes[0] === 0x23;

/** An empty row, a comment that a spreadsheet put in quotes, or Excel's own `sep=;` on the first line. */
const isAside = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell.trim() === "") || /^\s*(?:#|sep=)/i.test(cells[0] ?? "");
