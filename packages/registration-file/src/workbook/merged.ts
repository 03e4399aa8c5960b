import { type Range, rangeText } from "../range.ts";
import type { CellFault } from "../table.ts";
import type { Sheet } from "./sheet.ts";

/**
 * A merged block shows one value over many cells, and keeps it in the first: the others are empty. Whether it is meant
 * for all of them nobody can tell from the file, so a block is told as soon as it takes a cell that is read.
 */
export function brokenByMerging(
  sheet: Sheet,
  isRead: (column: number) => boolean,
): ReadonlyMap<number, readonly CellFault[]> {
  const faults = new Map<number, CellFault[]>();
  const blocks = filled(sheet)
    .map((block) => ({ block, columns: columnsOf(block).filter(isRead) }))
    .filter(({ block, columns }) => {
      const [first] = columns;
      // Spread to the right, over columns that are not read: nothing is lost.
      const isWhole = block.firstRow === block.lastRow && columns.length === 1 && first === block.firstColumn;
      return first !== undefined && !isWhole;
    })
    .sort((a, b) => a.block.firstRow - b.block.firstRow);

  let next = 0;
  let open: typeof blocks = [];
  for (const { row } of sheet.rows) {
    for (let one = blocks[next]; one !== undefined && one.block.firstRow <= row; one = blocks[next]) {
      open.push(one);
      next += 1;
    }
    open = open.filter(({ block }) => block.lastRow >= row);
    if (open.length === 0) continue;
    faults.set(
      row,
      open.map(({ block, columns }) => ({ code: "merged-cells", columns, range: rangeText(block) })),
    );
  }
  return faults;
}

/** A heading over more than its own cell: what stands below its other cells has no heading. */
export const mergedHeading = (
  sheet: Sheet,
  headingsRow: number,
  isRead: (column: number) => boolean,
): Range | undefined =>
  filled(sheet).find(
    (block) => block.firstRow <= headingsRow && headingsRow <= block.lastRow && columnsOf(block).some(isRead),
  );

/** Blocks that show something. */
function filled({ rows, merged }: Sheet): readonly Range[] {
  if (merged.length === 0) return [];
  const byNumber = new Map(rows.map(({ row, cells }) => [row, cells]));
  return merged.filter(
    ({ firstRow, lastRow, firstColumn, lastColumn }) =>
      (firstRow < lastRow || firstColumn < lastColumn) &&
      byNumber.get(firstRow)?.some(({ column }) => column === firstColumn),
  );
}

const columnsOf = ({ firstColumn, lastColumn }: Range): readonly number[] =>
  Array.from({ length: lastColumn - firstColumn + 1 }, (_, i) => firstColumn + i);
