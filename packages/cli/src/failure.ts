import type { Words } from "./words.ts";

/** How the program ends, as a script sees it. */
export const exitCodes = {
  ok: 0,
  /** Problems were found, or the rules refused something. */
  no: 1,
  wrongUsage: 2,
  /** A file or database is not there, cannot be reached, or fails. */
  infrastructure: 3,
  /** Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;
/** One of the ways the program ends. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a failure says besides its sentence. */
export interface FailureDetails {
  /** What would help. */
  readonly help?: Words | undefined;
  /** More for programs that read `--json`. */
  readonly details?: { readonly [key: string]: unknown } | undefined;
  readonly cause?: unknown;
}

/** A command cannot go on. Holds no secrets and no personal data: it is shown as it is. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode: ExitCode;
  /** Stable: programs may depend on it. */
  readonly code: string;
  readonly words: Words;
  readonly help: Words | undefined;
  readonly details: { readonly [key: string]: unknown };

  constructor(
    exitCode: ExitCode,
    code: string,
    words: Words,
    { help, details = {}, cause }: FailureDetails = {},
  ) {
    super(words.en, { cause });
    this.exitCode = exitCode;
    this.code = code;
    this.words = words;
    this.help = help;
    this.details = details;
  }
}

/** The command was not given as it should be. */
export const wrongUsage = (code: string, words: Words, more?: FailureDetails): Failure =>
  new Failure(exitCodes.wrongUsage, code, words, more);

/** Something outside does not work. */
export const broken = (code: string, words: Words, more?: FailureDetails): Failure =>
  new Failure(exitCodes.infrastructure, code, words, more);

/** The rules, or what stands in the log, say no. */
export const refused = (code: string, words: Words, more?: FailureDetails): Failure =>
  new Failure(exitCodes.no, code, words, more);
