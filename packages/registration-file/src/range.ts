/** A block of cells. Rows are numbered as they are shown, from 1; columns from 0. */
export interface Range {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Reads `B7` or `A1:C3`; `undefined` when it is neither. */
export function rangeOf(text: string): Range | undefined {
  const [from, to = from, ...more] = text.split(":").map(placeOf);
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  if (to.row < from.row || to.column < from.column) return undefined;
  return { firstRow: from.row, lastRow: to.row, firstColumn: from.column, lastColumn: to.column };
}

/** `A1:C3`, or `B7` for a block of one. */
export function rangeText({ firstRow, lastRow, firstColumn, lastColumn }: Range): string {
  const from = cellText(firstRow, firstColumn);
  const to = cellText(lastRow, lastColumn);
  return from === to ? from : `${from}:${to}`;
}

/** `B7`. */
export const cellText = (row: number, column: number): string => `${columnText(column)}${row}`;

/** `B`, or `AA` past the 26th. */
export const columnText = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : `${columnText(Math.floor(column / 26) - 1)}${columnText(column % 26)}`;

function placeOf(text: string): { readonly row: number; readonly column: number } | undefined {
  const [, column, row] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(text) ?? [];
  if (column === undefined || row === undefined) return undefined;
  const number = [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(row), column: number - 1 };
}
