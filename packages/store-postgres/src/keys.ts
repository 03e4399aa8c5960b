import { hash } from "node:crypto";
import type { Tag } from "@wor/event-store";

/**
 * The 64-bit keys under which `event_keys` lists events, and appends lock each other out: the first eight bytes
 * of a SHA-256, so that they are the same on every machine and in every version of PostgreSQL. Should two words
 * ever share a key, appends wait without need, and readers leave out what does not match.
 */
export type Key = bigint;

/** Of the events of a municipality with a tag. */
export function tagKey(municipality: string, tag: Tag): Key {
  return keyOf(`${municipality}\0tag\0${tag}`);
}

/** Of the events of a municipality of a type. */
export function typeKey(municipality: string, type: string): Key {
  return keyOf(`${municipality}\0type\0${type}`);
}

/** Only locked, so that one command is not carried out twice at the same time. */
export function commandKey(municipality: string, commandId: string): Key {
  return keyOf(`${municipality}\0command\0${commandId}`);
}

/** An array of whole numbers as PostgreSQL reads it. */
export function keyArray(keys: readonly (Key | number)[]): string {
  return `{${keys.join()}}`;
}

/** The order in which everybody takes locks, each once. */
export function inLockOrder(keys: Iterable<Key>): Key[] {
  return [...new Set(keys)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** What was asked last is often asked again: the tags of a condition are those of its events. */
const recent = new Map<string, Key>();
const mostRecent = 10_000;

function keyOf(words: string): Key {
  const known = recent.get(words);
  if (known !== undefined) return known;
  const key = hash("sha256", words, "buffer").readBigInt64BE();
  if (recent.size >= mostRecent) recent.clear();
  recent.set(words, key);
  return key;
}
