import { Book, type Key } from "./book.ts";
import { type Otherwise, otherwise } from "./disclosure.ts";
import { type Cell, type Row, suppressed, type Table } from "./table.ts";

/** How small is small. */
export interface SuppressionOptions {
  /** Counts from 1 up to but not including this are hidden. Default 5. */
  readonly below?: number | undefined;
}

/**
 * Hides every count of so few people that somebody might be recognised, and as many others as it takes so that
 * nobody can compute those from what is left: by subtraction, or from any of the table's sums. Zeros stay. What is
 * computed from a hidden count (a share, a median, a last date) is hidden with it.
 *
 * Municipalities with a dozen participants a year exist (peers.md, "Very small volumes occur"). Tables that are given
 * to the same readers are best suppressed together; those of overlapping selections (a year, and one practice in it)
 * can still be subtracted from each other.
 */
export const suppressSmallCells = (table: Table, options: SuppressionOptions = {}): Table =>
  suppressTogether([table], options)[0] ?? table;

/** The same for tables that are read side by side: what one hides, no other tells. */
export function suppressTogether(tables: readonly Table[], { below = 5 }: SuppressionOptions = {}): Table[] {
  const book = new Book(tables, below);
  hideAround(book);
  showAgain(book);
  return tables.map((table) => ({ ...table, rows: table.rows.map((row) => shown(row, table, book)) }));
}

/** Hides what gives a small number away, until each of them can be read in another way. */
function hideAround(book: Book): void {
  for (const key of book.small) {
    let reading = book.readings.get(key) ?? otherwise(key, book);
    while (reading === undefined) {
      const next = bestToHide(book, key);
      // Nothing is left that could help; the others are looked after all the same.
      if (next === undefined) break;
      book.hidden.add(next);
      reading = otherwise(key, book);
    }
    // Every number that differs in it can be otherwise just as well.
    for (const one of reading?.keys() ?? [])
      if (reading && !book.readings.has(one)) book.readings.set(one, reading);
  }
}

/** Shows again what turned out not to be needed, the largest first: it says most. */
function showAgain(book: Book): void {
  const secondary = [...book.hidden].filter((key) => !book.small.has(key) && !book.implied.has(key));
  for (const key of secondary.sort((a, b) => book.sizeOf(b) - book.sizeOf(a))) {
    book.hidden.delete(key);
    const found = new Map<Key, Otherwise>();
    const isNeeded = [...book.small].some((small) => {
      const known = book.readings.get(small);
      if (known !== undefined && !known.has(key)) return false;
      const reading = otherwise(small, book, { patience: 60 });
      if (reading !== undefined) found.set(small, reading);
      return reading === undefined;
    });
    if (isNeeded) book.hidden.add(key);
    else for (const [small, reading] of found) book.readings.set(small, reading);
  }
}

/** What to hide so that `found` can no longer be computed: the smallest count it hangs together with. */
function bestToHide(book: Book, found: Key): Key | undefined {
  const reach = new Set([found]);
  // A hidden number may follow from sums that are further away, by way of other hidden numbers.
  for (const key of reach)
    if (book.hidden.has(key))
      for (const { terms } of book.equations.get(key) ?? []) for (const one of terms.keys()) reach.add(one);
  const candidates = [...reach].filter((key) => !book.hidden.has(key) && book.sizeOf(key) > 0);
  return candidates.sort((a, b) => book.sizeOf(a) - book.sizeOf(b))[0];
}

/** The row as it may be seen: what is hidden, and what was computed from it, is not there. */
function shown(row: Row, table: Table, book: Book): Row {
  const isHidden = (key: string, column: string) => book.hidden.has(book.keyOf(table, { row: key, column }));
  const madeOf = [row.key, ...(row.total === undefined ? [] : [row.total]), ...(row.from ?? [])];
  const all = table.columns.map(({ key }) => key);
  const cells = table.columns.map(({ key, kind, from }, index): Cell => {
    const cell = row.cells[index];
    if (isHidden(row.key, key)) return suppressed;
    if (cell === undefined || kind === "text" || (kind === "count" && row.from === undefined)) return cell;
    // What a sum adds up to has been weighed with the counts already.
    if (table.sums?.some(({ total }) => "row" in total && total.row === row.key && total.column === key))
      return cell;
    const gone = madeOf.some((made) => (from ?? all).some((column) => isHidden(made, column)));
    return gone ? suppressed : cell;
  });
  return { ...row, cells };
}
