import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Variant } from "./schema.ts";

/**
 * The content of a variant as 64 hexadecimal digits: the same wherever and however it was written down, another
 * when anything changes that is decided, asked for or read. Where a value comes from (`provenance`) may be told
 * better without making another variant of it.
 */
export function variantHash({ provenance: _, ...content }: Variant): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(content))));
}

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
