import type { SQLOutputValue, StatementSync } from "node:sqlite";
import type { SequencedEvent } from "@wor/event-store";
import { DamagedRow } from "./errors.ts";

/** A row as SQLite gives it. */
export type Row = { readonly [column: string]: SQLOutputValue };

/** A whole number in a row. @throws when the file holds something else there. */
export function integer(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value === "number") return value;
  throw new DamagedRow(`There is no whole number in "${column}".`);
}

/** A text in a row. @throws when the file holds something else there. */
export function text(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value === "string") return value;
  throw new DamagedRow(`There is no text in "${column}".`);
}

/** The event of a row: objects of its own, that nobody else holds. */
export function toEvent(row: Row | undefined): SequencedEvent {
  try {
    return JSON.parse(text(row, "event"));
  } catch (error) {
    // The parser's own message quotes the event.
    throw error instanceof DamagedRow ? error : new DamagedRow("An event is not JSON.");
  }
}

/** Runs a statement, and makes events of its rows. */
export function eventsOf(
  statement: StatementSync,
  parameters: readonly (string | number)[],
): SequencedEvent[] {
  return statement.all(...parameters).map(toEvent);
}
