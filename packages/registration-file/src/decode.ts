import type { ProblemCode } from "./problems.ts";

/**
 * The text of a file, whichever of the encodings that spreadsheets write it is in: UTF-8 or UTF-16 with a byte
 * order mark, UTF-8 without, or else Windows-1252, which is what Excel's plain "CSV" still is in the Netherlands.
 */
export async function decode(
  input: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): Promise<{ readonly text: string } | { readonly code: ProblemCode }> {
  if (typeof input === "string") return textOrNot(input.replace(/^\uFEFF/, ""));
  const bytes = input instanceof Uint8Array ? input : await collect(input);
  if (startsWith(bytes, zip) || startsWith(bytes, oldOffice)) return { code: "workbook" };
  return textOrNot(decodeBytes(bytes));
}

function decodeBytes(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function textOrNot(text: string): { readonly text: string } | { readonly code: ProblemCode } {
  if (text.trim() === "") return { code: "empty" };
  return text.includes("\0") ? { code: "not-text" } : { text };
}

async function collect(chunks: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks)
    parts.push(typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk);
  return Buffer.concat(parts);
}

/** An .xlsx or .ods is a zip; an .xls is an OLE compound file. */
const zip = [0x50, 0x4b, 0x03, 0x04];
const oldOffice = [0xd0, 0xcf, 0x11, 0xe0];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);
