/**
 * What lists show is kept among the rows of a build, under keys that no row has: both change in one transaction, and
 * all of it is read at one moment.
 */
export const listPrefix = "\u0001";

/** Where what a list shows of a row is kept. */
export const listKey = (key: string): string => `${listPrefix}${key}`;

/** What a commit writes. */
interface Writes {
  readonly put: ReadonlyMap<string, unknown>;
  readonly remove: readonly string[];
}

/**
 * Writes rows, and what lists show of them, or takes both away. What lists show comes after all rows, so that a store
 * keeps it together, and a list is read from a few places instead of all over.
 */
export function writesOf<Row>(
  { listed }: { listed?(row: Row, key: string): unknown },
  rows: Iterable<readonly [key: string, row: Row | undefined]>,
): Writes {
  const put = new Map<string, unknown>();
  const lists = new Map<string, unknown>();
  const remove: string[] = [];
  for (const [key, row] of rows) {
    if (row === undefined) remove.push(key);
    else put.set(key, row);
    if (listed === undefined) continue;
    const shown = row === undefined ? undefined : listed(row, key);
    if (shown === undefined) remove.push(listKey(key));
    else lists.set(listKey(key), shown);
  }
  for (const [key, shown] of lists) put.set(key, shown);
  return { put, remove };
}
