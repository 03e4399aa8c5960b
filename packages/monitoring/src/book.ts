import type { Equation, Otherwise, Unknowns } from "./disclosure.ts";
import type { CellRef, Meaning, Table } from "./table.ts";

/** A number's key within the book: its place, or what it means where other tables hold the same. */
export type Key = string;

type Term = readonly [key: Key, weight: number];

/** Everything that is known of the numbers in tables that are read side by side, by whoever made them. */
export class Book implements Unknowns {
  readonly values = new Map<Key, number>();
  readonly implied = new Set<Key>();
  readonly equations = new Map<Key, Equation[]>();
  readonly small: ReadonlySet<Key>;
  readonly hidden: Set<Key>;
  /** For small numbers, another reading of what is printed. */
  readonly readings = new Map<Key, Otherwise>();
  readonly #meanings: ReadonlyMap<string, Key>;

  /** @param below Counts of people from 1 up to but not including this are small, and hidden to begin with. */
  constructor(tables: readonly Table[], below: number) {
    this.#meanings = meaningsOf(tables);
    const people = tables.flatMap((table) => this.#takeNumbers(table));
    for (const table of tables) this.#takeSums(table);
    const isSmall = (key: Key) => this.sizeOf(key) > 0 && this.sizeOf(key) < below;
    this.small = new Set([...people, ...this.implied].filter(isSmall));
    this.hidden = new Set([...this.small, ...this.implied]);
  }

  sizeOf(key: Key): number {
    return this.values.get(key) ?? 0;
  }

  keyOf(table: Table, cell: CellRef | Meaning): Key {
    if ("as" in cell) return meant(cell);
    const place = placeOf(table, cell);
    return this.#meanings.get(place) ?? place;
  }

  /** Notes every number; answers the keys of those that count people. */
  #takeNumbers(table: Table): Key[] {
    const people: Key[] = [];
    for (const row of table.rows)
      for (const [index, { key: column, kind }] of table.columns.entries()) {
        const value = row.cells[index];
        if (typeof value !== "number") continue;
        const key = this.keyOf(table, { row: row.key, column });
        this.values.set(key, value);
        // What is computed from other rows (a mean) is no number of people.
        if (kind === "count" && row.from === undefined) people.push(key);
      }
    return people;
  }

  #takeSums(table: Table): void {
    for (const { key: column } of table.columns.filter(({ kind }) => kind === "count"))
      for (const { total, parts, rest } of sumsByRow(table, column))
        this.#equate(
          this.keyOf(table, { row: total, column }),
          parts.map((row): Term => [this.keyOf(table, { row, column }), 1]),
          rest,
        );
    for (const { total, parts, rest = false } of table.sums ?? [])
      this.#equate(
        this.keyOf(table, total),
        parts.map(({ cell, weight = 1 }): Term => [this.keyOf(table, cell), weight]),
        rest,
      );
  }

  /** Adds `total = Σ weight × part (+ the rest)`, of what is there and as far as that is so. */
  #equate(total: Key, parts: readonly Term[], rest: boolean): void {
    const known = parts.filter(([key, weight]) => this.values.has(key) && weight !== 0);
    if (!this.values.has(total) || known.length === 0) return;
    const left = known.reduce((so, [key, weight]) => so - weight * this.sizeOf(key), this.sizeOf(total));
    if (rest ? left < 0 : left !== 0) return;
    const terms = new Map<Key, number>([[total, -1]]);
    for (const [key, weight] of known) terms.set(key, (terms.get(key) ?? 0) + weight);
    if (rest) {
      const others = `${total}\u0000rest ${this.implied.size}`;
      this.values.set(others, left);
      this.implied.add(others);
      terms.set(others, 1);
    }
    const equation = { terms };
    for (const key of terms.keys()) this.equations.set(key, [...(this.equations.get(key) ?? []), equation]);
  }
}

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
