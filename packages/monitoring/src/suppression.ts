import { disclosed, type Unknowns } from "./disclosure.ts";
import { type Cell, type CellRef, type Row, suppressed, type Table } from "./table.ts";

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
 * Municipalities with a dozen participants a year exist (peers.md, "Very small volumes occur"). It looks at one table
 * at a time: two tables of overlapping selections can still be subtracted from each other.
 */
export function suppressSmallCells(table: Table, { below = 5 }: SuppressionOptions = {}): Table {
  const book = bookOf(table, below);
  for (;;) {
    const found = disclosed(book);
    if (found === undefined) break;
    const next = bestToHide(book, found);
    if (next === undefined) break;
    book.hidden.add(next);
  }
  return { ...table, rows: table.rows.map((row) => shown(row, table, book)) };
}

/** A cell's key within the book. */
type Key = string;
const keyOf = ({ row, column }: CellRef): Key => `${row}\u0000${column}`;

/** Everything that is known of a table's numbers, by whoever made it. */
interface Book extends Unknowns {
  readonly hidden: Set<Key>;
}

function bookOf(table: Table, below: number): Book {
  const values = new Map<Key, number>();
  const small = new Set<Key>();
  const implied = new Set<Key>();
  const equations: { terms: Map<Key, number>; constant: 0 }[] = [];
  const counts = table.columns.filter(({ kind }) => kind === "count").map(({ key }) => key);
  const note = (key: Key, value: number) => {
    values.set(key, value);
    if (value > 0 && value < below && value === Math.floor(value)) small.add(key);
  };

  for (const row of table.rows)
    for (const [index, { key, kind }] of table.columns.entries()) {
      const value = row.cells[index];
      if (typeof value !== "number") continue;
      if (kind === "count") note(keyOf({ row: row.key, column: key }), value);
      else values.set(keyOf({ row: row.key, column: key }), value);
    }

  /** Adds `total = Σ weight × part (+ the rest)`, of what is there. */
  function equate(total: Key, parts: readonly (readonly [Key, number])[], rest: boolean): void {
    const whole = values.get(total);
    if (whole === undefined || parts.some(([key]) => !values.has(key))) return;
    const terms = new Map<Key, number>([[total, -1], ...parts]);
    if (rest) {
      const others = `${total}\u0000rest of ${equations.length}`;
      note(others, whole - parts.reduce((sum, [key, weight]) => sum + weight * (values.get(key) ?? 0), 0));
      implied.add(others);
      terms.set(others, 1);
    }
    equations.push({ terms, constant: 0 });
  }

  for (const column of counts) {
    const groups = new Map<string, { total: Key; parts: [Key, number][] }>();
    for (const { key, part, total } of table.rows) {
      if (total === undefined) continue;
      const own = keyOf({ row: key, column });
      const whole = keyOf({ row: total, column });
      if (part === undefined) equate(whole, [[own, 1]], true);
      else {
        const group = groups.get(`${part}\u0000${total}`) ?? { total: whole, parts: [] };
        groups.set(`${part}\u0000${total}`, group);
        if (values.has(own)) group.parts.push([own, 1]);
      }
    }
    for (const { total, parts } of groups.values()) equate(total, parts, false);
  }
  for (const { total, parts, rest = false } of table.sums ?? [])
    equate(
      keyOf(total),
      parts.map(({ cell, weight = 1 }) => [keyOf(cell), weight] as const).filter(([key]) => values.has(key)),
      rest,
    );

  const hidden = new Set([...small, ...implied]);
  return { values, small, implied, equations, hidden };
}

/** What to hide so that `found` can no longer be computed: the smallest count that stands in a sum with it. */
function bestToHide({ equations, values, hidden }: Book, found: Key): Key | undefined {
  const reach = new Set([found]);
  // A hidden cell may follow from sums that are further away, by way of other hidden cells.
  for (let before = 0; before !== reach.size; ) {
    before = reach.size;
    for (const { terms } of equations)
      if ([...terms.keys()].some((key) => reach.has(key) && hidden.has(key)))
        for (const key of terms.keys()) reach.add(key);
    const candidates = [...reach].filter((key) => !hidden.has(key) && (values.get(key) ?? 0) > 0);
    if (candidates.length > 0)
      return candidates.reduce((a, b) => ((values.get(b) ?? 0) < (values.get(a) ?? 0) ? b : a));
  }
  return undefined;
}

/** The row as it may be seen: what is hidden, and what was computed from it, is not there. */
function shown(row: Row, table: Table, { hidden }: Book): Row {
  const isHidden = (key: string, column: string) => hidden.has(keyOf({ row: key, column }));
  const hides = (key: string) => table.columns.some((column) => isHidden(key, column.key));
  const fromHidden = [row.total, ...(row.from ?? [])].some((key) => key !== undefined && hides(key));
  const cells = table.columns.map(({ key, kind, from }, index): Cell => {
    const cell = row.cells[index];
    if (isHidden(row.key, key)) return suppressed;
    if (cell === undefined || kind === "text" || kind === "count") return cell;
    // What a sum adds up to has been weighed with the counts already.
    if (table.sums?.some(({ total }) => total.row === row.key && total.column === key)) return cell;
    const gone = from === undefined ? hides(row.key) : from.some((column) => isHidden(row.key, column));
    return gone || fromHidden ? suppressed : cell;
  });
  return { ...row, cells };
}
