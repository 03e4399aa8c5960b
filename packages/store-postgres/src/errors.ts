import { DatabaseError } from "pg";

/** Why the log in PostgreSQL could not be used. */
export type PostgresFailure =
  | "access-denied"
  | "closed"
  | "misconfigured"
  | "no-log"
  | "no-rights"
  | "no-room"
  | "read-only"
  | "unreachable";

/**
 * The database could not be asked, or refused. `cause` is PostgreSQL's own error, or that of the way to it; it may
 * quote addresses and names, which the message here does not.
 */
export class PostgresStoreError extends Error {
  override readonly name = "PostgresStoreError";
  readonly reason: PostgresFailure;
  /** PostgreSQL's code (https://www.postgresql.org/docs/current/errcodes-appendix.html), or that of the network. */
  readonly code: string | undefined;

  constructor(
    reason: PostgresFailure,
    options: { code?: string | undefined; cause?: unknown; about?: string } = {},
  ) {
    const { code, cause, about } = options;
    super(`${about ?? explanations[reason]}${code ? ` (${code})` : ""}`, { cause });
    this.reason = reason;
    this.code = code;
  }
}

const explanations: { readonly [reason in PostgresFailure]: string } = {
  "access-denied":
    "PostgreSQL does not let this role into this database. Check the user, the password and the database's name.",
  closed: "This store, or the pool it was given, has been closed.",
  misconfigured: "postgresEventStore needs { connectionString } or { pool }.",
  "no-log":
    "There is no log in this schema that this version knows. Open it once with a role that may create it, and without { migrate: false }.",
  "no-rights":
    "The role lacks a right. Making or updating the tables takes CREATE on the database; appending and reading, the grants that the guide names.",
  "no-room": "PostgreSQL has no connection, memory or disk left. Make room and try again.",
  "read-only": "The connection is read-only. Everything goes to the primary: reads lock too.",
  unreachable:
    "The database cannot be reached, or went away. Is it running, and is the address right? An append may have been written all the same: try again with the same commandId.",
};

/** What the beginnings of PostgreSQL's codes, or those of the network, mean for a log. */
const reasons: readonly (readonly [start: string, reason: PostgresFailure])[] = [
  ["28", "access-denied"],
  ["3D000", "access-denied"],
  ["3F000", "no-log"],
  ["42P01", "no-log"],
  ["42883", "no-log"],
  ["42501", "no-rights"],
  ["53", "no-room"],
  ["25006", "read-only"],
  ["08", "unreachable"],
  ["57P", "unreachable"],
  ...["ECONN", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOST", "ENET"].map(
    (start) => [start, "unreachable"] as const,
  ),
];

/** What `pg` says without a code. */
const sayings: readonly (readonly [saying: RegExp, reason: PostgresFailure])[] = [
  [/after calling end on the pool/, "closed"],
  [
    /connection (?:terminated|ended|timeout)|not queryable|timeout (?:exceeded when trying to connect|expired)/i,
    "unreachable",
  ],
];

/**
 * The log did not get to it in time, because others held what it had to wait for. Nothing was written; the same
 * call can be tried again. `cause` is PostgreSQL's own error.
 */
export class LogBusy extends Error {
  override readonly name = "LogBusy";

  constructor(cause?: unknown) {
    super(
      "The log was too busy: a lock or the statement took longer than its timeout. Nothing was written.",
      { cause },
    );
  }
}

/** Lock timeout, statement timeout, deadlock. */
const busyCodes = new Set(["55P03", "57014", "40P01"]);

/** The error to show: the client's own as the cause of one that says what to do, any other as it is. */
export function explained(error: unknown): unknown {
  if (error instanceof DatabaseError && busyCodes.has(error.code ?? "")) return new LogBusy(error);
  if (!(error instanceof Error) || error instanceof PostgresStoreError) return error;
  const code = codeOf(error);
  const [, reason] =
    code === undefined
      ? (sayings.find(([saying]) => saying.test(error.message)) ?? [])
      : (reasons.find(([start]) => code.startsWith(start)) ?? []);
  return reason ? new PostgresStoreError(reason, { code, cause: error }) : error;
}

/** Whether the database can be expected back: it cannot be reached, is starting up or going down. */
export function isPassing(error: unknown): boolean {
  if (error instanceof LogBusy) return true;
  return (
    error instanceof PostgresStoreError && (error.reason === "unreachable" || error.reason === "no-room")
  );
}

/** A host with several addresses fails once for each. */
function codeOf(error: Error): string | undefined {
  if ("code" in error && typeof error.code === "string") return error.code;
  const [first] = error instanceof AggregateError ? error.errors : [];
  return first instanceof Error ? codeOf(first) : undefined;
}
