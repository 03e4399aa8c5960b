import { createSecretKey, type KeyObject } from "node:crypto";
import { type Identity, type NormalisedIdentity, normalised } from "./identity.ts";
import { mark } from "./mark.ts";

/**
 * The only thing the log knows about who a resident is: `<key id>.<40 hexadecimal digits>`, an HMAC (SHA-256,
 * first 160 bits) under a key of the municipality. However a name and birth date are spelled, the same person
 * gets the same pseudonym; without the key nobody can find or try out who it is.
 *
 * Sex, address and telephone number play no part: they change, or are noted by one referrer and not by another.
 *
 * @throws {InvalidIdentity} naming the fields that are missing, unreadable, impossible, or look like a BSN.
 */
export function residentPseudonym({ key, municipality }: PseudonymContext, identity: Identity): string {
  return mark(key, ["resident", municipality, ...spelled(normalised(identity))]);
}

/**
 * The pseudonyms under which a resident may be in the log: under the current key, and under those it replaced.
 * New facts carry `current`; a question about the resident looks under `all`, and so does forgetting.
 *
 * @throws {InvalidIdentity} as {@link residentPseudonym}.
 */
export function residentPseudonyms(keys: PseudonymKeys, identity: Identity): ResidentPseudonyms {
  const { municipality } = keys;
  const under = (key: PseudonymKey) => residentPseudonym({ key, municipality }, identity);
  const current = under(keys.current);
  return { current, all: [current, ...keys.previous.map(under)] };
}

/** The pseudonyms of one resident; `all` begins with `current`. */
export interface ResidentPseudonyms {
  readonly current: string;
  readonly all: readonly string[];
}

/** The key under which a municipality's pseudonyms are made. */
export interface PseudonymContext {
  readonly key: PseudonymKey;
  /** The municipality's key in the log, for example `nijmegen`. */
  readonly municipality: string;
}

/** A municipality's keys: the one for new facts, and those whose pseudonyms are in the log already. */
export interface PseudonymKeys {
  readonly municipality: string;
  readonly current: PseudonymKey;
  readonly previous: readonly PseudonymKey[];
}

/** A secret with the name that pseudonyms carry in front. Printing it shows the name only. */
export interface PseudonymKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/**
 * A key from at least 32 random bytes, kept outside the log, and an id of small letters, digits and hyphens.
 *
 * @throws {RangeError} when the secret is too short or the id has another shape.
 */
export function pseudonymKey(id: string, secret: Uint8Array): PseudonymKey {
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(id))
    throw new RangeError("The id of a pseudonym key is 1 to 32 small letters, digits or hyphens.");
  if (secret.byteLength < 32)
    throw new RangeError(
      `The secret of pseudonym key "${id}" has ${secret.byteLength} bytes; at least 32 are needed.`,
    );
  return { id, secret: createSecretKey(secret) };
}

function spelled({ family, given, birthDate }: NormalisedIdentity): readonly string[] {
  return [family.join(" "), given, birthDate];
}
