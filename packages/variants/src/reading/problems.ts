import type { Words } from "@wor/lifecycle";

/** Where something stands in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a file that should hold a variant, where, and what was probably meant. */
export interface ReadProblem extends Position {
  readonly code: ReadProblemCode;
  /** The field, as `contact.firstWithin` or `referring.reasons.0.core`; empty for the file as a whole. */
  readonly path: string;
  /** The reference under which the file was extended; nothing for the file that was read. */
  readonly file?: string | undefined;
  readonly message: Words;
  readonly suggestion?: string | undefined;
}

/** What can be wrong, in the order in which it is found. */
export const readProblemCodes = [
  "too-large",
  "not-yaml",
  "duplicate-key",
  "too-many-aliases",
  "too-deep",
  "not-a-variant",
  "unknown-extends",
  "extends-cycle",
  "unknown-key",
  "missing",
  "wrong-type",
  "unknown-value",
  "wrong-format",
  "out-of-bounds",
] as const;
/** One of the things that can be wrong. */
export type ReadProblemCode = (typeof readProblemCodes)[number];
