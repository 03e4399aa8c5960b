import { type Identity, normalised } from "./identity.ts";
import { mark } from "./mark.ts";
import type { PseudonymContext } from "./pseudonym.ts";

/**
 * Keys that two registrations share when they may be of one person: they agree on a name and the birth date, on
 * an initial and the birth date, or on family name, initial and part of the birth date. That finds a maiden
 * name, a nickname, initials, a misspelling, swapped columns, and one wrong figure in a date.
 *
 * Sharing a key is a question for a person, never a reason to refuse: brothers share keys too. Each is an HMAC
 * under the municipality's key, so that they may lie beside the log; whoever holds the log sees only which
 * registrations resemble each other.
 *
 * @throws {InvalidIdentity} as `residentPseudonym`.
 */
export function nearMatchKeys(
  { key, municipality }: PseudonymContext,
  identity: Identity,
): readonly string[] {
  const { family, given, birthDate } = normalised(identity);
  const initial = given.slice(0, 1);
  const year = birthDate.slice(0, 4);
  const monthAndDay = birthDate.slice(5);
  const likenesses: readonly (readonly string[])[] = [
    ["initial and birth date", initial, birthDate],
    ...[...family, given].map((name) => ["name and birth date", name, birthDate]),
    ...family.map((name) => ["name, initial and year", name, initial, year]),
    ...family.map((name) => ["name, initial and day", name, initial, monthAndDay]),
  ];
  return [...new Set(likenesses.map((parts) => mark(key, ["near", municipality, ...parts])))];
}
