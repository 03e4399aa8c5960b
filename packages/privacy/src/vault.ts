import { randomBytes } from "node:crypto";
import { decrypt, encrypt, nonceSize, type RandomSource } from "./aes-gcm.ts";
import type { KeyStore } from "./key-store.ts";

/**
 * Text about a resident, encrypted with a key of that resident alone. Sealed text may enter the log; deleting
 * the key forgets the person in every copy of the log at once, and the log still folds.
 */
export interface Vault {
  /** Encrypts; gives the resident a key first if there is none. Bound to resident and field: it opens nowhere else. */
  seal(resident: string, field: string, plaintext: string): Promise<SealedField>;

  /**
   * Decrypts, or tells that the key is gone for good.
   *
   * @throws {SealBroken} when the text was changed, or was sealed for another resident or field.
   * @throws {KeyUnreadable} when the store has the key but cannot give it.
   */
  unseal(resident: string, field: string, sealed: string): Promise<Unsealed>;

  /**
   * Deletes the resident's key; whether there was one. A resident whose pseudonym key was rotated has a key under
   * each pseudonym: forget all of them. What is sealed later gets a new key, and opens nothing of before.
   */
  forget(resident: string): Promise<boolean>;
}

/** Opens a vault on a key store. `random` is replaced in tests only: a nonce that returns breaks the seal. */
export function openVault({ keys, random = randomBytes }: VaultOptions): Vault {
  return {
    async seal(resident, field, plaintext) {
      const key =
        (await keys.get(resident)) ??
        (await keys.create(resident, { id: hex(random(8)), secret: random(32) }));
      const nonce = random(nonceSize);
      const bytes = encrypt(
        key.secret,
        nonce,
        binding(resident, field, key.id),
        Buffer.from(plaintext, "utf8"),
      );
      return `sealed:1:${key.id}:${base64(nonce)}:${base64(bytes)}`;
    },

    async unseal(resident, field, sealed) {
      const parts = take(sealed);
      if (parts === undefined) throw new SealBroken(field);
      const key = await keys.get(resident);
      if (key === undefined || key.id !== parts.keyId) return { forgotten: true };
      const plaintext = decrypt(key.secret, parts.nonce, binding(resident, field, key.id), parts.bytes);
      if (plaintext === undefined) throw new SealBroken(field);
      return { forgotten: false, plaintext: Buffer.from(plaintext).toString("utf8") };
    },

    forget: (resident) => keys.delete(resident),
  };
}

/** `sealed:1:<key id>:<nonce>:<ciphertext and tag>`, the last two in base64url. */
export type SealedField = `sealed:${string}`;

/** What was sealed, or that it has been forgotten for good. */
export type Unsealed =
  | { readonly forgotten: false; readonly plaintext: string }
  | { readonly forgotten: true };

/** What a vault is opened on. */
export interface VaultOptions {
  readonly keys: KeyStore;
  /** Default: `node:crypto`'s. */
  readonly random?: RandomSource | undefined;
}

/** A sealed text that cannot be what was sealed for this resident and field. Holds nothing of the text. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";

  constructor(field: string) {
    super(`The sealed field "${field}" was changed, or was sealed for another resident or field.`);
  }
}

function take(sealed: string): { keyId: string; nonce: Uint8Array; bytes: Uint8Array } | undefined {
  const [, keyId, nonce, bytes] = sealedShape.exec(sealed) ?? [];
  if (keyId === undefined || nonce === undefined || bytes === undefined) return undefined;
  const parts = { keyId, nonce: Buffer.from(nonce, "base64url"), bytes: Buffer.from(bytes, "base64url") };
  // The last character has bits that decoding ignores; a sealed text has one spelling only.
  return base64(parts.bytes) === bytes ? parts : undefined;
}

const sealedShape = /^sealed:1:([0-9a-f]{16}):([\w-]{16}):([\w-]{22,})$/;

const binding = (resident: string, field: string, keyId: string): string =>
  JSON.stringify(["wor", 1, "field", resident, field, keyId]);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
