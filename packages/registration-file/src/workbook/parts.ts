import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { Unreadable } from "./unreadable.ts";

/** The files inside a workbook, which is a zip. */
export interface Parts {
  has(name: string): boolean;
  /** A part, piece by piece. Throws {@link Unreadable} past the budget, and over a part that is damaged. */
  read(name: string): AsyncIterable<Uint8Array>;
}

/**
 * Lists what is in the zip. Nothing is unpacked yet, and no more than `budget` bytes ever are, over all parts together:
 * a small file may unfold into gigabytes.
 */
export async function openParts(bytes: Uint8Array, budget: number): Promise<Parts> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const entries = new Map<string, Entry>();
  if (zip.entryCount > mostEntries) throw new Unreadable("too-large");
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new Unreadable("locked-workbook");
    const key = keyOf(entry.fileName);
    // Two parts of one name: which one a program shows depends on the program.
    if (entries.has(key)) throw new Unreadable("broken-workbook");
    entries.set(key, entry);
  }
  const spent = { bytes: 0 };
  return {
    has: (name) => entries.has(keyOf(name)),
    read: (name) => unpack(zip, entries.get(keyOf(name)), spent, budget),
  };
}

async function* unpack(
  zip: ZipFile,
  entry: Entry | undefined,
  spent: { bytes: number },
  budget: number,
): AsyncGenerator<Uint8Array> {
  if (entry === undefined) throw new Unreadable("broken-workbook");
  let sum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    if (!(chunk instanceof Uint8Array)) throw new Unreadable("broken-workbook");
    spent.bytes += chunk.byteLength;
    if (spent.bytes > budget) throw new Unreadable("too-large");
    sum = crc32(chunk, sum);
    yield chunk;
  }
  // The zip library leaves the sum to its users. Without it a flipped bit is another date.
  if (sum !== entry.crc32) throw new Unreadable("broken-workbook");
}

const mostEntries = 10_000;

/** Names of parts are the same in whatever capitals: ECMA-376 part 2, 6.2.2.3. */
const keyOf = (name: string): string => name.replace(/^\//, "").toLowerCase();
