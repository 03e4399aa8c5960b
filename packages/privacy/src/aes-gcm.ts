import { createCipheriv, createDecipheriv } from "node:crypto";

/** Where random bytes come from: `node:crypto`'s `randomBytes`, or something repeatable in a test. */
export type RandomSource = (size: number) => Uint8Array;

/** A fresh nonce for each text: GCM under one key breaks when a nonce returns. Bytes, as NIST SP 800-38D asks. */
export const nonceSize = 12;
const tagSize = 16;

/** AES-256-GCM; answers with ciphertext and tag as one. */
export function encrypt(
  secret: Uint8Array,
  nonce: Uint8Array,
  boundTo: string,
  plaintext: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", secret, nonce, { authTagLength: tagSize });
  cipher.setAAD(Buffer.from(boundTo, "utf8"));
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext, or `undefined` when key, nonce, binding or text are not those of {@link encrypt}. */
export function decrypt(
  secret: Uint8Array,
  nonce: Uint8Array,
  boundTo: string,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (nonce.byteLength !== nonceSize || sealed.byteLength < tagSize) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: tagSize });
  decipher.setAAD(Buffer.from(boundTo, "utf8"));
  decipher.setAuthTag(sealed.subarray(-tagSize));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagSize)), decipher.final()]);
  } catch {
    return undefined;
  }
}
