import { type Equation, type Otherwise, otherwise, type Unknowns } from "./disclosure.ts";
import { type Cell, type CellRef, type Meaning, type Row, suppressed, type Table } from "./table.ts";

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
  const book = bookOf(tables, below);
  hideAround(book);
  showAgain(book);
  return tables.map((table) => ({ ...table, rows: table.rows.map((row) => shown(row, table, book)) }));
}

/** A number's key within the book: its place, or what it means where other tables hold the same. */
type Key = string;

/** Everything that is known of the tables' numbers, by whoever made them. */
interface Book extends Unknowns {
  readonly hidden: Set<Key>;
  /** For small numbers, another reading of what is printed. */
  readonly readings: Map<Key, Otherwise>;
  readonly keyOf: (table: Table, cell: CellRef | Meaning) => Key;
}

type Term = readonly [key: Key, weight: number];

function bookOf(tables: readonly Table[], below: number): Book {
  const values = new Map<Key, number>();
  const implied = new Set<Key>();
  const equations = new Map<Key, Equation[]>();
  let made = 0;
  const meanings = meaningsOf(tables);
  const keyOf = (table: Table, cell: CellRef | Meaning): Key => {
    if ("as" in cell) return meant(cell);
    const place = placeOf(table, cell);
    return meanings.get(place) ?? place;
  };

  /** Adds `total = Σ weight × part (+ the rest)`, of what is there and as far as that is so. */
  function equate(total: Key, parts: readonly Term[], rest: boolean): void {
    const whole = values.get(total);
    const known = parts.filter(([key, weight]) => values.has(key) && weight !== 0);
    if (whole === undefined || known.length === 0) return;
    const left = whole - known.reduce((sum, [key, weight]) => sum + weight * (values.get(key) ?? 0), 0);
    if (rest ? left < 0 : left !== 0) return;
    const terms = new Map<Key, number>([[total, -1]]);
    for (const [key, weight] of known) terms.set(key, (terms.get(key) ?? 0) + weight);
    if (rest) {
      const others = `${total}\u0000rest ${++made}`;
      values.set(others, left);
      implied.add(others);
      terms.set(others, 1);
    }
    const equation = { terms };
    for (const key of terms.keys()) equations.set(key, [...(equations.get(key) ?? []), equation]);
  }

  const people = new Set<Key>();
  for (const table of tables)
    for (const row of table.rows)
      for (const [index, { key: column, kind }] of table.columns.entries()) {
        const value = row.cells[index];
        if (typeof value !== "number") continue;
        const key = keyOf(table, { row: row.key, column });
        values.set(key, value);
        // What is computed from other rows (a mean) is no number of people.
        if (kind === "count" && row.from === undefined) people.add(key);
      }

  for (const table of tables) {
    for (const { key: column } of table.columns.filter(({ kind }) => kind === "count"))
      for (const { total, parts, rest } of sumsByRow(table, column))
        equate(
          keyOf(table, { row: total, column }),
          parts.map((row): Term => [keyOf(table, { row, column }), 1]),
          rest,
        );
    for (const { total, parts, rest = false } of table.sums ?? [])
      equate(
        keyOf(table, total),
        parts.map(({ cell, weight = 1 }): Term => [keyOf(table, cell), weight]),
        rest,
      );
  }

  const small = new Set([...people, ...implied].filter((key) => isSmall(values.get(key) ?? 0, below)));
  return {
    values,
    small,
    implied,
    equations,
    keyOf,
    readings: new Map(),
    hidden: new Set([...small, ...implied]),
  };
}

const isSmall = (value: number, below: number): boolean => value > 0 && value < below;

/** What adds up by rows with a `total`: the parts of the same name together, and each row that is only some of it. */
function sumsByRow(table: Table, column: string): { total: string; parts: string[]; rest: boolean }[] {
  const index = table.columns.findIndex(({ key }) => key === column);
  const sums = new Map<string, { total: string; parts: string[]; rest: boolean }>();
  for (const { key, part, total, cells } of table.rows) {
    if (total === undefined || typeof cells[index] !== "number") continue;
    const name = part === undefined ? `some\u0000${key}` : `part\u0000${part}\u0000${total}`;
    const sum = sums.get(name) ?? { total, parts: [], rest: part === undefined };
    sum.parts.push(key);
    sums.set(name, sum);
  }
  return [...sums.values()];
}

const placeOf = ({ name }: Table, { row, column }: CellRef): Key => `${name}\u0000${row}\u0000${column}`;
const meant = ({ as }: Meaning): Key => `means\u0000${as}`;

/** Which places hold the same number, by what it means; a number that differs from the others' is none of them. */
function meaningsOf(tables: readonly Table[]): Map<string, Key> {
  const meanings = new Map<string, Key>();
  const values = new Map<string, number>();
  for (const table of tables)
    for (const { cell, as } of table.means ?? []) {
      const row = table.rows.find(({ key }) => key === cell.row);
      const value = row?.cells[table.columns.findIndex(({ key }) => key === cell.column)];
      if (typeof value !== "number" || (values.get(as) ?? value) !== value) continue;
      values.set(as, value);
      meanings.set(placeOf(table, cell), meant({ as }));
    }
  return meanings;
}

/** Hides what gives a small number away, until each of them can be read in another way. */
function hideAround(book: Book): void {
  for (const key of book.small)
    while (!book.readings.has(key)) {
      const reading = otherwise(key, book);
      // Every other number that differs in it can be otherwise just as well.
      for (const one of reading?.keys() ?? [])
        if (reading && !book.readings.has(one)) book.readings.set(one, reading);
      const next = reading === undefined ? bestToHide(book, key) : undefined;
      if (reading === undefined && next === undefined) break;
      if (next !== undefined) book.hidden.add(next);
    }
}

/** Shows again what turned out not to be needed, the largest first: it says most. */
function showAgain(book: Book): void {
  const size = (key: Key) => book.values.get(key) ?? 0;
  const secondary = [...book.hidden].filter((key) => !book.small.has(key) && !book.implied.has(key));
  for (const key of secondary.sort((a, b) => size(b) - size(a))) {
    book.hidden.delete(key);
    const found = new Map<Key, Otherwise>();
    const isNeeded = [...book.small].some((small) => {
      const known = book.readings.get(small);
      if (known !== undefined && !known.has(key)) return false;
      const reading = otherwise(small, book, 60);
      if (reading !== undefined) found.set(small, reading);
      return reading === undefined;
    });
    if (isNeeded) book.hidden.add(key);
    else for (const [small, reading] of found) book.readings.set(small, reading);
  }
}

/** What to hide so that `found` can no longer be computed: the smallest count it hangs together with. */
function bestToHide({ equations, values, hidden }: Book, found: Key): Key | undefined {
  const reach = new Set([found]);
  // A hidden number may follow from sums that are further away, by way of other hidden numbers.
  for (const key of reach)
    if (hidden.has(key))
      for (const { terms } of equations.get(key) ?? []) for (const one of terms.keys()) reach.add(one);
  const size = (key: Key) => values.get(key) ?? 0;
  const candidates = [...reach].filter((key) => !hidden.has(key) && size(key) > 0);
  return candidates.sort((a, b) => size(a) - size(b))[0];
}

/** The row as it may be seen: what is hidden, and what was computed from it, is not there. */
function shown(row: Row, table: Table, { hidden, keyOf }: Book): Row {
  const isHidden = (key: string, column: string) => hidden.has(keyOf(table, { row: key, column }));
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
