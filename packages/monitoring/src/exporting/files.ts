import { dateOf, Instant } from "@wor/lifecycle";
import { type Options, stringify } from "csv-stringify/sync";
import { type Cell, type ColumnKind, type Locale, suppressed, type Table } from "../table.ts";
import { type ExportOptions, forAudience } from "./outside.ts";

/** What stands in a file for a count that is hidden. */
export const hiddenMark = ".";

/** How a CSV file is written. */
export interface CsvOptions extends ExportOptions {
  /** Default a comma; spreadsheets set to Dutch expect a semicolon. */
  readonly separator?: "," | ";" | "\t" | undefined;
}

/**
 * A table as CSV: headings that never change (the keys of the columns, and `key` for that of the row), days as
 * `2022-05-01`, numbers with a point, `.` for what is hidden. Text that a spreadsheet would take for a formula gets an
 * apostrophe before it.
 *
 * @throws {NotForOutside}
 */
export function tableCsv(table: Table, options: CsvOptions = {}): string {
  const { locale = "nl", separator = "," } = options;
  const { columns, rows } = forAudience(table, options);
  return stringify(
    [
      ["key", ...columns.map(({ key }) => key)],
      ...rows.map(({ key, cells }) => [
        key,
        ...columns.map(({ kind }, index) => plainCell(cells[index], kind, locale) ?? ""),
      ]),
    ],
    csvOf(separator),
  );
}

/** How every CSV file is written: a break within a text stays within its cell, and no text is a formula. */
export const csvOf = (separator: string): Options => ({
  delimiter: separator,
  escape_formulas: true,
  quoted_match: /[\r\n]/,
  record_delimiter: "\r\n",
});

/** A table as JSON, for programs: cells by column, `{ "hidden": true }` for what is hidden. */
export interface TableJson {
  readonly name: string;
  readonly title: string;
  readonly municipality: string;
  readonly selection: Table["selection"];
  readonly asOf?: Table["asOf"];
  readonly moment: string;
  readonly columns: readonly { readonly key: string; readonly heading: string; readonly kind: ColumnKind }[];
  readonly rows: readonly {
    readonly key: string;
    readonly level: number;
    readonly cells: { readonly [column: string]: string | number | null | { readonly hidden: true } };
  }[];
  readonly notes: readonly string[];
}

/** A table as JSON, with stable keys. @throws {NotForOutside} */
export function tableJson(table: Table, options: ExportOptions = {}): TableJson {
  const { locale = "nl" } = options;
  const { name, title, municipality, selection, asOf, moment, columns, rows, notes } = forAudience(
    table,
    options,
  );
  const value = (cell: Cell, kind: ColumnKind) =>
    cell === suppressed ? ({ hidden: true } as const) : (plainCell(cell, kind, locale) ?? null);
  return {
    name,
    title: title[locale],
    municipality,
    selection,
    ...(asOf !== undefined && { asOf }),
    moment,
    columns: columns.map(({ key, heading, kind }) => ({ key, heading: heading[locale], kind })),
    rows: rows.map(({ key, level = 0, cells }) => ({
      key,
      level,
      cells: Object.fromEntries(
        columns.map((column, index) => [column.key, value(cells[index], column.kind)]),
      ),
    })),
    notes: notes.map((note) => note[locale]),
  };
}

/** A cell as a file holds it: text in one language, a day as `2022-05-01`, a number to at most four decimals. */
export function plainCell(cell: Cell, kind: ColumnKind, locale: Locale): string | number | undefined {
  if (cell === undefined) return undefined;
  if (cell === suppressed) return hiddenMark;
  if (typeof cell === "object") return cell[locale];
  if (typeof cell === "number") return Math.round(cell * 10_000) / 10_000;
  return kind === "date" ? dayOf(cell) : cell;
}

/** The day in the municipality on which a moment falls; a day is itself. */
export const dayOf = (text: string): string => (text.length === 10 ? text : dateOf(Instant.parse(text)));
