import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type KeyStore, KeyUnreadable, type ResidentKey } from "./key-store.ts";

/**
 * Keys as small JSON files in a directory beside the log, readable by the owner only (0600 in 0700).
 *
 * One file for each resident, because then creating a key is one atomic step of the file system, also between
 * processes and when the power fails halfway, and forgetting a person rewrites nobody else's key.
 *
 * Keep the directory out of the backups of the log: a log restored together with its keys remembers again.
 */
export function directoryKeyStore({ path }: { readonly path: string }): KeyStore {
  const fileOf = (resident: string) => join(path, `${nameOf(resident)}.json`);

  return {
    async get(resident) {
      return read(fileOf(resident));
    },

    async create(resident, key) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const draft = join(path, `${nameOf(resident)}.${randomUUID()}.draft`);
      await writeDurably(
        draft,
        JSON.stringify({ version: 1, resident, id: key.id, secret: toBase64(key.secret) }),
      );
      try {
        await link(draft, fileOf(resident));
      } catch (error) {
        // Somebody was first, or forgot the resident and the draft with them.
        if (!isFileError(error, "EEXIST") && !isFileError(error, "ENOENT")) throw error;
      } finally {
        await remove(draft);
      }
      await syncDirectory(path);
      const kept = await read(fileOf(resident));
      // Forgotten between the two steps: what is sealed with this key is forgotten with it.
      return kept ?? key;
    },

    async delete(resident) {
      const had = await remove(fileOf(resident));
      // What a process that was killed left behind is the same key, or one that was never used.
      const isDraft = (file: string) => file.startsWith(`${nameOf(resident)}.`) && file.endsWith(".draft");
      const drafts = (await filesIn(path)).filter(isDraft);
      for (const draft of drafts) await remove(join(path, draft));
      if (had || drafts.length > 0) await syncDirectory(path);
      return had;
    },
  };
}

const nameOf = (resident: string): string => createHash("sha256").update(resident).digest("hex");

const keyFile = z.strictObject({
  version: z.literal(1),
  resident: z.string(),
  id: z.string().min(1),
  secret: z.base64(),
});

async function read(file: string): Promise<ResidentKey | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isFileError(error, "ENOENT")) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const parsed = keyFile.safeParse(parseJson(text));
  // The cause is left out: a parser's message may quote the key.
  if (!parsed.success)
    throw new KeyUnreadable(`${file} is not a key file; restore it from the keys' own backup.`);
  return { id: parsed.data.id, secret: Buffer.from(parsed.data.secret, "base64") };
}

/** Whether it was there. */
async function remove(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (isFileError(error, "ENOENT")) return false;
    throw error;
  }
}

/** Nothing while there is no such directory yet. */
async function filesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isFileError(error, "ENOENT")) return [];
    throw error;
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Until the directory itself is on disk, a deleted key may come back after a power failure. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return; // Windows cannot open a directory, and needs no sync of it.
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
