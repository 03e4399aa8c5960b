/**
 * What lists show is kept among the rows of a build, under keys that no row has: both change in one transaction, and
 * all of it is read at one moment.
 */
export const listPrefix = "\u0001";

/** Where what a list shows of a row is kept. */
export const listKey = (key: string): string => `${listPrefix}${key}`;

/** Puts a row, and what lists show of it, or takes both away. */
export function writeRow<Row>(
  { listed }: { listed?(row: Row, key: string): unknown },
  key: string,
  row: Row | undefined,
  batch: { readonly put: Map<string, unknown>; readonly remove: string[] },
): void {
  if (row === undefined) batch.remove.push(key);
  else batch.put.set(key, row);
  if (listed === undefined) return;
  const shown = row === undefined ? undefined : listed(row, key);
  if (shown === undefined) batch.remove.push(listKey(key));
  else batch.put.set(listKey(key), shown);
}
