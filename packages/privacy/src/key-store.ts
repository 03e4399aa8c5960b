/**
 * Where the keys of residents are kept: one each, apart from the log and from its backups, since deleting a key
 * is what forgets a person.
 *
 * An adapter must make `create` safe against another process that creates a key for the same resident at the
 * same moment: both get the same key, or what one of them sealed is lost.
 */
export interface KeyStore {
  get(resident: string): Promise<ResidentKey | undefined>;
  /** Keeps `key` unless the resident has one already; answers with the key that is kept. */
  create(resident: string, key: ResidentKey): Promise<ResidentKey>;
  /** Deletes the key for good; whether there was one. */
  delete(resident: string): Promise<boolean>;
}

/** A key of 32 bytes for AES-256-GCM. The id tells it from a key that the resident had before being forgotten. */
export interface ResidentKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** A store that could not give a key it has: damaged, or wrapped under another key. Never means "forgotten". */
export class KeyUnreadable extends Error {
  override readonly name = "KeyUnreadable";
}

/** Keys that last as long as the process: for tests, and the reference for adapters. */
export function inMemoryKeyStore(): KeyStore {
  const keys = new Map<string, ResidentKey>();
  return {
    async get(resident) {
      return keys.get(resident);
    },
    async create(resident, key) {
      const kept = keys.get(resident) ?? { id: key.id, secret: key.secret.slice() };
      keys.set(resident, kept);
      return kept;
    },
    async delete(resident) {
      return keys.delete(resident);
    },
  };
}
