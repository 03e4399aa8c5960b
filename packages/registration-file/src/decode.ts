import { looksLikeMac } from "./legible.ts";
import type { ProblemCode } from "./problems.ts";

/** What a file turns out to be. */
export type Decoded =
  | { readonly text: string }
  | { readonly workbook: Uint8Array }
  | { readonly code: ProblemCode };

/**
 * The text of a file, whichever of the encodings that spreadsheets write it is in: UTF-8 or UTF-16, with a byte order
 * mark or without, or else Windows-1252, which is what Excel's plain "CSV" still is in the Netherlands, or Mac OS
 * Roman. Or the bytes of a workbook. What a file is called does not count.
 */
export async function decode(
  input: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): Promise<Decoded> {
  if (typeof input === "string") return textOrNot(input.replace(/^\uFEFF/, ""));
  const bytes = input instanceof Uint8Array ? input : await collect(input);
  if (bytes === undefined || bytes.byteLength > largestFile) return { code: "too-large" };
  if (startsWith(bytes, zip)) return { workbook: bytes };
  if (startsWith(bytes, oldOffice))
    return { code: includes(bytes, lockedPackage) ? "locked-workbook" : "old-workbook" };
  return textOrNot(decodeBytes(bytes));
}

/** The largest file that is taken in, in bytes: far above any registration file, and it fits in memory a few times. */
export const largestFile = 32 * 1024 * 1024;

function decodeBytes(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  const marked = (first ?? 0) * 256 + (second ?? 0);
  // Without the mark: the headings are Latin letters, so that every other byte of them is nothing.
  if (marked === 0xfffe || (first !== 0 && second === 0 && third !== 0 && fourth === 0))
    return new TextDecoder("utf-16le").decode(bytes);
  if (marked === 0xfeff || (first === 0 && second !== 0 && third === 0 && fourth !== 0))
    return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    return looksLikeMac(text) ? new TextDecoder("macintosh").decode(bytes) : text;
  }
}

function textOrNot(text: string): Decoded {
  if (text.trim() === "") return { code: "empty" };
  if (text.includes("\0")) return { code: "not-text" };
  return /^\s*<[!?a-z]/i.test(text) ? { code: "markup" } : { text };
}

/** `undefined` when there is more than anybody should take in. */
async function collect(chunks: AsyncIterable<string | Uint8Array>): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const part = typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk;
    length += part.byteLength;
    if (length > largestFile) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** An .xlsx or .ods is a zip; an .xls is an OLE compound file, and so is anything with a password. */
const zip = [0x50, 0x4b, 0x03, 0x04];
const oldOffice = [0xd0, 0xcf, 0x11, 0xe0];
/** The name under which a compound file keeps an encrypted workbook. */
const lockedPackage = Buffer.from("EncryptedPackage", "utf16le");

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);
const includes = (bytes: Uint8Array, wanted: Buffer): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(wanted);
