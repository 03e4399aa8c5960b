import { DatabaseSync } from "node:sqlite";
import { explained, SqliteStoreError, sqliteFailure } from "./errors.ts";
import { applicationId, migrations } from "./schema.ts";

/** What an acknowledged append outlives. */
export type Durability = "power-cut" | "process-crash";

/** How to open the file of a log. */
export interface OpenOptions {
  readonly path: string;
  readonly readOnly: boolean;
  readonly durability: Durability;
  /** How long to wait for another process that is opening the same file, in milliseconds. */
  readonly busyTimeoutMs: number;
}

/**
 * Opens a log, and makes or migrates its tables where needed. What is not a log, or one of a newer version,
 * is left as it was.
 *
 * @throws {SqliteStoreError}
 */
export function openDatabase(options: OpenOptions, steps: readonly string[] = migrations): DatabaseSync {
  const deadline = Date.now() + options.busyTimeoutMs;
  for (;;) {
    try {
      return open(options, steps);
    } catch (error) {
      // SQLite does not wait by itself when two processes make the same file at once.
      if (sqliteFailure(error) !== "busy" || Date.now() > deadline) throw explained(error, options.path);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function open({ path, readOnly, durability }: OpenOptions, steps: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly });
  try {
    // In one transaction: another process may be making the tables between one question and the next.
    database.exec("BEGIN");
    const version = recognise(database, path, steps.length);
    database.exec("COMMIT");
    if (readOnly) {
      if (version < steps.length) throw new SqliteStoreError("read-only", path);
    } else {
      const mode = database.prepare("PRAGMA journal_mode = WAL").get()?.journal_mode;
      // Some network file systems refuse, in silence.
      if (mode !== "wal" && mode !== "memory") throw new SqliteStoreError("cannot-open", path);
      database.exec(`
        PRAGMA synchronous = ${durability === "power-cut" ? "FULL" : "NORMAL"};
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA wal_autocheckpoint = 10000;
        PRAGMA journal_size_limit = 67108864;
      `);
      migrate(database, path, steps);
    }
    database.exec("PRAGMA cache_size = -32000");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The version of the log's tables; 0 when there is nothing yet. */
function recognise(database: DatabaseSync, path: string, newest: number): number {
  const version = pragma(database, "user_version");
  const application = pragma(database, "application_id");
  const tables = Number(database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.n);
  const isNew = version === 0 && application === 0 && tables === 0;
  if (application !== applicationId && !isNew) throw new SqliteStoreError("not-a-log", path);
  if (version > newest) throw new SqliteStoreError("schema-too-new", path);
  return version;
}

/** Takes the lock even when there is nothing to do: a file that cannot be written is found out here. */
function migrate(database: DatabaseSync, path: string, steps: readonly string[]): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = recognise(database, path, steps.length);
    for (const step of steps.slice(version)) database.exec(step);
    if (version < steps.length)
      database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`);
    database.exec("COMMIT");
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Some errors (a full disk) have already ended the transaction. */
export function rollBack(database: DatabaseSync): void {
  try {
    database.exec("ROLLBACK");
  } catch {}
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
