import type { Column, HeadingReader } from "./columns.ts";

/**
 * What a row below the headings is, when it is nobody's: a total, the headings once more (as on a printed page), or other
 * headings, of a table that was put below the first.
 */
export function kindOfRow(
  cells: readonly string[],
  columns: readonly Column[],
  reader: HeadingReader,
): "resident" | "totals-row" | "same-headings" | "other-headings" {
  const dates = columns.flatMap(({ field }, i) =>
    field === "birthDate" || field === "referralDate" ? [cells[i] ?? ""] : [],
  );
  if (dates.some((cell) => /\d/.test(cell))) return "resident";
  if (dates.every((cell) => cell.trim() === "") && total.test(cells.find((cell) => cell.trim() !== "") ?? ""))
    return "totals-row";
  if (reader.known(cells) < 3) return "resident";
  const isSame = reader
    .read(cells, 0)
    .columns.every(({ field, heading }, i) => heading === "" || field === columns[i]?.field);
  return isSame ? "same-headings" : "other-headings";
}

const total = /^\s*(?:sub|eind|grand )?tota(?:al|len|l|ls)\b/i;
