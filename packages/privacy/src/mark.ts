import { createHmac } from "node:crypto";
import type { PseudonymKey } from "./pseudonym.ts";

/** An HMAC over parts that cannot run into each other, with the key's id in front. */
export function mark(key: PseudonymKey, parts: readonly string[]): string {
  // Hexadecimal and not base64: it survives stores, file names and collations that ignore case.
  const digest = createHmac("sha256", key.secret)
    .update(JSON.stringify(["wor", 1, ...parts]))
    .digest("hex");
  return `${key.id}.${digest.slice(0, 40)}`;
}
