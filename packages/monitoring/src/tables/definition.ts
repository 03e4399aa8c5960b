import type { Overview } from "../overview.ts";
import { type Selection, select } from "../period.ts";
import { type Cell, type Column, type ColumnKind, type Row, same, type Table, type Text } from "../table.ts";
import type { Trajectory } from "../trajectory.ts";

/** A table as it is defined, once: what it is called, what it counts, and how it is made from an overview. */
export interface TableDefinition {
  readonly title: Text;
  /** What it tells, in a sentence; each count names its state. */
  readonly about: Text;
  readonly columns: readonly Column[];
  /** Holds keys of referrals or people. */
  readonly individual?: boolean | undefined;
  readonly make: (
    subject: TableSubject,
  ) => Pick<Table, "rows"> & Partial<Pick<Table, "sums" | "means" | "notes">>;
}

/** What a table is made from. */
export interface TableSubject {
  readonly overview: Overview;
  readonly selection: Selection;
  /** The referrals that the selection asks for, mistakes left out. */
  readonly people: readonly Trajectory[];
}

/** Makes a table. @throws {InvalidPeriod} */
export function tableOf(
  name: string,
  definition: TableDefinition,
  overview: Overview,
  selection: Selection,
): Table {
  const people = select(overview.trajectories.values(), selection, overview.variantOf);
  const { title, about, columns, individual } = definition;
  const made = definition.make({ overview, selection, people });
  return {
    name,
    title,
    municipality: overview.municipality,
    selection,
    asOf: overview.asOf,
    moment: overview.moment,
    columns,
    rows: made.rows,
    ...(made.sums !== undefined && { sums: made.sums }),
    ...(made.means !== undefined && { means: made.means }),
    ...(individual !== undefined && { individual }),
    notes: [about, ...(made.notes ?? [])],
  };
}

/** A column: its stable key, its headings, what stands in it. */
export const column = (key: string, kind: ColumnKind, nl: string, en: string): Column => ({
  key,
  kind,
  heading: { nl, en },
});

/** A row; what is `undefined` is left empty. */
export const row = (key: string, cells: readonly Cell[], more: Omit<Row, "key" | "cells"> = {}): Row => ({
  key,
  cells,
  ...more,
});

export const says = (nl: string, en: string): Text => ({ nl, en });

/** What cells of one column mean that other tables hold too: by row, the meaning. */
export const meaning = (
  column: string,
  rows: { readonly [row: string]: string },
): NonNullable<Table["means"]> => Object.entries(rows).map(([row, as]) => ({ cell: { row, column }, as }));

/** The word for a code, or the code itself where there is none. */
export const wordFor = (words: { readonly [code: string]: Text }, code: string): Text =>
  words[code] ?? same(code);

/** `part` of `whole`; nothing of nothing. */
export const shareOf = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : part / whole;

/** Values under the key each has, in the order in which the keys first come. */
export function grouped<T>(values: Iterable<T>, key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** The largest group first; equal ones by name. */
export function byCount<T>(groups: ReadonlyMap<string, readonly T[]>): (readonly [string, readonly T[]])[] {
  return [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
}

/** The value under which a share of all values lie, as the nearest of them; nothing of nothing. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** The middle value, or halfway between the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0) / values.length;
}
