import { type Tag, termOf } from "@wor/event-store";

/**
 * The keys under which `event_keys` lists events, and appends lock each other out: see `termOf`. Should two words ever
 * share a key, appends wait without need, and readers leave out what does not match.
 */
export type Key = number;

/** Of the events of a municipality with a tag. */
export function tagKey(municipality: string, tag: Tag): Key {
  return termOf("tag", municipality, tag);
}

/** Of the events of a municipality of a type. */
export function typeKey(municipality: string, type: string): Key {
  return termOf("type", municipality, type);
}

/** Only locked, so that one command is not carried out twice at the same time. */
export function commandKey(municipality: string, commandId: string): Key {
  return termOf("command", municipality, commandId);
}

/** An array of whole numbers as PostgreSQL reads it. */
export function keyArray(keys: readonly Key[]): string {
  return `{${keys.join()}}`;
}

/** The order in which everybody takes locks, each once. */
export function inLockOrder(keys: Iterable<Key>): Key[] {
  return [...new Set(keys)].sort((a, b) => a - b);
}
