import { randomBytes } from "node:crypto";
import { decrypt, encrypt, nonceSize, type RandomSource } from "./aes-gcm.ts";
import { type KeyStore, KeyUnreadable, type ResidentKey } from "./key-store.ts";

/**
 * A key store whose keys are themselves encrypted (AES-256-GCM) under one key-encryption key of 32 bytes, which
 * comes from elsewhere: a secret manager, an environment variable. Who steals the store alone reads nothing.
 *
 * @throws {RangeError} when the key-encryption key is not 32 bytes long.
 */
export function wrappedKeys({ keys, wrappingKey, random = randomBytes }: WrappedKeysOptions): KeyStore {
  if (wrappingKey.byteLength !== 32)
    throw new RangeError(`A key-encryption key has 32 bytes; this one has ${wrappingKey.byteLength}.`);

  const binding = (resident: string, key: ResidentKey) => JSON.stringify(["wor", 1, "key", resident, key.id]);

  const wrap = (resident: string, key: ResidentKey): ResidentKey => {
    const nonce = random(nonceSize);
    return {
      id: key.id,
      secret: Buffer.concat([nonce, encrypt(wrappingKey, nonce, binding(resident, key), key.secret)]),
    };
  };

  const unwrap = (resident: string, kept: ResidentKey): ResidentKey => {
    const nonce = kept.secret.subarray(0, nonceSize);
    const secret = decrypt(wrappingKey, nonce, binding(resident, kept), kept.secret.subarray(nonceSize));
    if (secret === undefined)
      throw new KeyUnreadable(
        "A resident's key was wrapped under another key-encryption key, or was changed.",
      );
    return { id: kept.id, secret };
  };

  return {
    async get(resident) {
      const kept = await keys.get(resident);
      return kept && unwrap(resident, kept);
    },
    async create(resident, key) {
      return unwrap(resident, await keys.create(resident, wrap(resident, key)));
    },
    delete: (resident) => keys.delete(resident),
  };
}

/** Which keys to wrap, and with what. */
export interface WrappedKeysOptions {
  readonly keys: KeyStore;
  readonly wrappingKey: Uint8Array;
  /** Default: `node:crypto`'s. */
  readonly random?: RandomSource | undefined;
}
