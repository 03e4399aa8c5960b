import { DatabaseError } from "pg";

/**
 * The log did not get to it in time, because others held what it had to wait for. Nothing was written; the same
 * call can be tried again. `cause` is PostgreSQL's own error.
 */
export class LogBusy extends Error {
  override readonly name = "LogBusy";

  constructor(cause?: unknown) {
    super(
      "The log was too busy: a lock or the statement took longer than its timeout. Nothing was written.",
      {
        cause,
      },
    );
  }
}

/** Lock timeout, statement timeout, deadlock. */
const busyCodes = new Set(["55P03", "57014", "40P01"]);

export function isBusy(error: unknown): boolean {
  return error instanceof DatabaseError && busyCodes.has(error.code ?? "");
}

/** Whether the database can be expected back: it cannot be reached, is starting up or going down. */
export function isPassing(error: unknown): boolean {
  if (error instanceof LogBusy) return true;
  if (error instanceof DatabaseError) return /^(?:08|57P|53)/.test(error.code ?? "");
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.every(isPassing);
  if ("code" in error && typeof error.code === "string") return networkCodes.has(error.code);
  return /connection (?:terminated|ended|timeout)|timeout exceeded when trying to connect/i.test(
    error.message,
  );
}

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
]);
