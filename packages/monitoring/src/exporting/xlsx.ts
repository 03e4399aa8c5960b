import type { CellObject, Sheet } from "write-excel-file/node";
import type { Cell, ColumnKind, Locale, Table } from "../table.ts";
import { cellText } from "../text.ts";
import { dayOf, plainCell } from "./files.ts";
import { allForAudience, type ExportOptions } from "./outside.ts";

/**
 * Tables as one Excel file, a sheet each: days are days and numbers are numbers, headings stay in sight, and below
 * each table stands how to read it.
 *
 * @throws {NotForOutside}
 */
export async function tablesXlsx(tables: readonly Table[], options: ExportOptions = {}): Promise<Uint8Array> {
  const { locale = "nl" } = options;
  const shown = allForAudience(tables, options);
  // Eighty files, that nobody who only looks should wait for.
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  const names = sheetNames(shown.map(({ title }) => title[locale]));
  return await writeXlsxFile(
    shown.map((table, index) => sheetOf(table, names[index] ?? "", locale)),
  ).toBuffer();
}

function sheetOf({ columns, rows, notes }: Table, name: string, locale: Locale): Sheet<never> {
  const texts = columns.map(({ heading, kind }, index) => [
    heading[locale],
    ...rows.map(({ cells }) => cellText(cells[index], kind, locale)),
  ]);
  const head = columns.map(({ heading, kind }) => ({
    value: heading[locale],
    type: String,
    fontWeight: "bold" as const,
    align: isNumber(kind) ? ("right" as const) : ("left" as const),
  }));
  const body = rows.map(({ cells, level = 0 }) =>
    columns.map(({ kind }, index) => xlsxCell(cells[index], kind, locale, index === 0 ? level : 0)),
  );
  return {
    sheet: name,
    data: [head, ...body, [], ...notes.map((note) => [{ value: note[locale], type: String }])],
    columns: texts.map((column) => ({
      width: Math.min(60, Math.max(...column.map((text) => text.length)) + 3),
    })),
    stickyRowsCount: 1,
  };
}

function xlsxCell(cell: Cell, kind: ColumnKind, locale: Locale, indent: number): CellObject | null {
  const value = plainCell(cell, kind, locale);
  if (value === undefined) return null;
  if (typeof value === "number") {
    const format = kind === "number" && Number.isInteger(value) ? "0" : formats[kind];
    return { value, type: Number, format };
  }
  if (kind === "date" && typeof cell === "string")
    return { value: new Date(`${dayOf(cell)}T00:00:00.000Z`), type: Date, format: "yyyy-mm-dd" };
  return { value, type: String, indent, ...(isNumber(kind) && { align: "right" as const }) };
}

const isNumber = (kind: ColumnKind): boolean => kind !== "text" && kind !== "date";

const formats: { readonly [kind in ColumnKind]: string } = {
  text: "General",
  date: "yyyy-mm-dd",
  count: "0",
  number: "0.00",
  days: "0.0",
  share: "0%",
};

/** Excel takes at most 31 characters, without some, and no name twice. */
function sheetNames(titles: readonly string[]): string[] {
  const names: string[] = [];
  for (const title of titles) {
    const name = title.replaceAll(/[[\]:*?/\\]/g, " ").slice(0, 28);
    const again = names.filter((one) => one.startsWith(name)).length;
    names.push(again === 0 ? name : `${name} ${again + 1}`);
  }
  return names;
}
