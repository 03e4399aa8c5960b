/** What went wrong with the file of a log. Nothing that was acknowledged is lost by any of these. */
export type SqliteFailure =
  | "busy"
  | "cannot-open"
  | "closed"
  | "corrupt"
  | "disk-full"
  | "io"
  | "moved"
  | "no-path"
  | "not-a-database"
  | "not-a-log"
  | "read-only"
  | "schema-too-new";

/** The log's file cannot be opened, read or written. What was asked has not been done. */
export class SqliteStoreError extends Error {
  override readonly name = "SqliteStoreError";
  readonly reason: SqliteFailure;
  /** The file of the log. */
  readonly path: string;

  constructor(reason: SqliteFailure, path: string, options?: ErrorOptions) {
    super(`${path}: ${explanations[reason]}`, options);
    this.reason = reason;
    this.path = path;
  }
}

const explanations: { readonly [reason in SqliteFailure]: string } = {
  busy: "another process kept the log locked for longer than the busy timeout. Nothing was written; try again.",
  "cannot-open":
    "cannot be opened. Its folder has to exist and be writable, since SQLite keeps two files beside the log.",
  closed: "this store has been closed.",
  corrupt: "the file is damaged. Stop writing to it and go back to a backup; check() tells what is wrong.",
  "disk-full": "there is no room left for the log. Nothing was written; make room and try again.",
  io: "the file system reported an error. Nothing was acknowledged. Look at the disk, its quota and this process's limits.",
  moved:
    "the file was deleted or replaced while it was open. Nothing was written. Stop all that use it before putting a log back; until this process ends, backup() still saves what it sees.",
  "no-path":
    'no file was named. Write sqliteEventStore({ path: "log.sqlite" }), or ":memory:" for a log that is not kept.',
  "not-a-database": "this file is not an SQLite database.",
  "not-a-log": "this is not an event log, so it was left as it is.",
  "read-only":
    "the log cannot be written. Make the file and its folder writable, or open it with { readOnly: true }.",
  "schema-too-new":
    "this log was written by a newer version of @wor/store-sqlite, so it was left as it is. Update the package.",
};

/** SQLite's primary result codes, https://sqlite.org/rescode.html. */
const failures: { readonly [code: number]: SqliteFailure } = {
  5: "busy",
  6: "busy",
  8: "read-only",
  10: "io",
  11: "corrupt",
  13: "disk-full",
  14: "cannot-open",
  26: "not-a-database",
};

/** A row of the log's tables holds what was never written there. */
export class DamagedRow extends Error {
  override readonly name = "DamagedRow";
}

/** What SQLite's error means for a log, or `undefined` when the error is of another kind. */
export function sqliteFailure(error: unknown): SqliteFailure | undefined {
  if (error instanceof DamagedRow) return "corrupt";
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  if (error.code === "ERR_INVALID_STATE") return "closed";
  if (error.code !== "ERR_SQLITE_ERROR" || !("errcode" in error)) return undefined;
  return failures[Number(error.errcode) & 0xff];
}

/** The error to show: SQLite's own as the cause of one that says what to do, any other as it is. */
export function explained(error: unknown, path: string): unknown {
  const reason = sqliteFailure(error);
  return reason ? new SqliteStoreError(reason, path, { cause: error }) : error;
}
