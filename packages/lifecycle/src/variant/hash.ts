import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Variant } from "./schema.ts";

/**
 * The content of a variant as 64 hexadecimal digits: the same wherever and however it was written down, another
 * when anything changes that is decided, asked for or read. Where a value comes from (`provenance`) may be told
 * better without making another variant of it.
 */
export function variantHash(variant: Variant): string {
  const known = hashes.get(variant);
  if (known !== undefined) return known;
  const { provenance: _, ...content } = variant;
  const hash = bytesToHex(sha256(utf8ToBytes(canonical(content))));
  hashes.set(variant, hash);
  return hash;
}

/** A variant is never changed once it is read; every registration pins its hash. */
const hashes = new WeakMap<Variant, string>();

/** What a referral's first fact pins: which variant, which version, and with what content. */
export const pinOf = (variant: Variant): { id: string; version: number; hash: string } => ({
  id: variant.id,
  version: variant.version,
  hash: variantHash(variant),
});

/** JSON with the fields of every object in order, and without those that say nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${fields.join(",")}}`;
}
