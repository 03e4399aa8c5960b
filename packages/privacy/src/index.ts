export type { RandomSource } from "./aes-gcm.ts";
export { type BirthDate, parseBirthDate } from "./birth-date.ts";
export { looksLikeBsn } from "./bsn.ts";
export { directoryKeyStore } from "./directory-key-store.ts";
export {
  checkIdentity,
  type Identity,
  type IdentityProblem,
  InvalidIdentity,
  type NormalisedIdentity,
} from "./identity.ts";
export { inMemoryKeyStore, type KeyStore, KeyUnreadable, type ResidentKey } from "./key-store.ts";
export { nearMatchKeys } from "./near-match.ts";
export {
  type PseudonymContext,
  type PseudonymKey,
  type PseudonymKeys,
  pseudonymKey,
  type ResidentPseudonyms,
  residentPseudonym,
  residentPseudonyms,
} from "./pseudonym.ts";
export {
  openVault,
  SealBroken,
  type SealedField,
  type Unsealed,
  type Vault,
  type VaultOptions,
} from "./vault.ts";
export { type WrappedKeysOptions, wrappedKeys } from "./wrapped-keys.ts";
