import type { SQLOutputValue, StatementSync } from "node:sqlite";
import type { SequencedEvent } from "@wor/event-store";

/** A row as SQLite gives it. */
export type Row = { readonly [column: string]: SQLOutputValue };

/** A whole number in a row. @throws when the file holds something else there. */
export function integer(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value === "number") return value;
  throw new TypeError(`The log's file holds no whole number in "${column}".`);
}

/** A text in a row. @throws when the file holds something else there. */
export function text(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value === "string") return value;
  throw new TypeError(`The log's file holds no text in "${column}".`);
}

/** The event of a row: objects of its own, that nobody else holds. */
export function toEvent(row: Row | undefined): SequencedEvent {
  return JSON.parse(text(row, "event"));
}

/** Runs a statement, and makes events of its rows. */
export function eventsOf(
  statement: StatementSync,
  parameters: readonly (string | number)[],
): SequencedEvent[] {
  return statement.all(...parameters).map(toEvent);
}
