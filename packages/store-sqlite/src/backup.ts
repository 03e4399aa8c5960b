import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import * as sqlite from "node:sqlite";
import { explained } from "./errors.ts";

/** Which log to copy where. */
interface Backup {
  readonly database: sqlite.DatabaseSync;
  /** Where another connection finds the log too; not there for one that only `database` can see. */
  readonly from: string | undefined;
  readonly to: string;
}

/**
 * Copies a log as it is at one moment, under another name first, so that what is found under its own name
 * is whole.
 */
export async function backUp({ from, database, to }: Backup): Promise<void> {
  if (existsSync(to)) throw new Error(`${to}: there is a file already. Give the backup a name of its own.`);
  const partial = `${to}.partial`;
  await rm(partial, { force: true });
  try {
    if (from === undefined || !("backup" in sqlite)) database.prepare("VACUUM INTO ?").run(partial);
    else await copyInBackground(from, partial);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw explained(error, to);
  }
}

const allPages = 2 ** 31 - 1;

/**
 * All pages in one step, on a connection of its own: writers go on meanwhile, and do not make the copy start
 * anew as they do when it takes many steps.
 */
async function copyInBackground(from: string, to: string): Promise<void> {
  const source = new sqlite.DatabaseSync(from, { readOnly: true });
  try {
    await sqlite.backup(source, to, { rate: allPages });
  } finally {
    source.close();
  }
}
