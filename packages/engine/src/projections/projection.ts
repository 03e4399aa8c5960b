import { type EventStore, matches, type Position, type Query, type SequencedEvent } from "@wor/event-store";

/**
 * Something to be seen in a log: what to look at, and what each event changes. Pure, so that it can be folded on the
 * fly, run by subscription, and rebuilt, always with the same outcome.
 */
export interface Projection<Row, Listed = unknown> {
  readonly name: string;
  /** A changed `evolve`, `key`, `initial` or `listed` needs a new number; it is then built beside the old one. */
  readonly version: number;
  /** The events that matter. */
  readonly query: Query;
  /** The rows an event changes, by key; without it there is one row, under the key `""`. */
  readonly key?: ((event: SequencedEvent) => string | readonly string[] | undefined) | undefined;
  /** What a row is before its first event. JSON; each row gets its own copy. */
  readonly initial: Row;
  /**
   * The row after one more event. `row` is the fold's own: it may be changed and returned. `undefined` means that
   * there is no such row (any more). Asks nothing of the world: no clock, no chance, no I/O.
   */
  // A method, so that projections of different rows can be listed together.
  evolve(row: Row, event: SequencedEvent, key: string): Row | undefined;
  /**
   * What a list shows of a row, as JSON: kept beside it, so that a list of many is read without the rows themselves
   * (`readList`). `undefined`: it is on no list. As pure as `evolve`.
   */
  listed?(row: Row, key: string): Listed | undefined;
}

/** Defines a projection. @throws {RangeError} when the version is not a whole number from 1. */
export function defineProjection<Row, Listed = unknown>(
  projection: Projection<Row, Listed>,
): Projection<Row, Listed> {
  const { name, version } = projection;
  if (!Number.isInteger(version) || version < 1)
    throw new RangeError(`Projection "${name}" has version ${version}; versions are whole numbers from 1.`);
  return Object.freeze(projection);
}

/** Folds a projection on the fly, without keeping anything: every row by its key. */
export async function foldProjection<Row>(
  store: Pick<EventStore, "read">,
  projection: Projection<Row>,
  options: { readonly after?: Position | undefined; readonly batchSize?: number | undefined } = {},
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for await (const batch of store.read(projection.query, options))
    for (const event of batch) foldInto(rows, projection, event);
  return rows;
}

/** Takes one event into rows in memory that are the caller's own. An event the projection does not ask for changes nothing. */
export function foldInto<Row>(
  rows: Map<string, Row>,
  projection: Projection<Row>,
  event: SequencedEvent,
): void {
  if (!matches(projection.query, event)) return;
  for (const key of keysOf(projection, event)) {
    const before = rows.has(key) ? (rows.get(key) as Row) : structuredClone(projection.initial);
    const row = projection.evolve(before, event, key);
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
  }
}

/** The rows an event changes. */
export function keysOf<Row>({ key }: Projection<Row>, event: SequencedEvent): readonly string[] {
  if (key === undefined) return onlyRow;
  const keys = key(event);
  if (keys === undefined) return none;
  if (typeof keys === "string") return [keys];
  return keys.length < 2 ? keys : [...new Set(keys)];
}

const onlyRow: readonly string[] = [""];
const none: readonly string[] = [];
