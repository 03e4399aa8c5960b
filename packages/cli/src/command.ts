import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Terminal } from "./terminal.ts";
import type { Locale, Words } from "./words.ts";

/** An argument by its place. */
export interface Positional<Value = unknown> {
  readonly says: Words;
  /** `several` takes one or more, `any` also none. */
  readonly kind: "one" | "optional" | "several" | "any";
  /** Only for the type: what a command gets. */
  readonly value?: Value;
}

/** An option: how it is written, what it says of itself, and what its text becomes. */
export interface OptionSpec<Value = unknown> {
  /** As `--log <where>` or `-o, --output <file>`; without `<…>` it is a switch. */
  readonly flags: string;
  readonly says: Words;
  readonly schema: z.ZodType<Value>;
  /** May be given more than once; the schema gets a list. */
  readonly repeatable?: true | undefined;
  /** Read from this environment variable where it is not given. */
  readonly env?: string | undefined;
}

export type Positionals = { readonly [name: string]: Positional };
export type Options = { readonly [name: string]: OptionSpec };

/** What a command gets to work with. */
export interface Given<P extends Positionals = Positionals, O extends Options = Options> {
  readonly positionals: {
    readonly [Name in keyof P]: P[Name] extends Positional<infer Value> ? Value : never;
  };
  readonly options: { readonly [Name in keyof O]: O[Name] extends OptionSpec<infer Value> ? Value : never };
  readonly context: Context;
}

/** The surroundings of a command. */
export interface Context {
  readonly locale: Locale;
  readonly json: boolean;
  readonly terminal: Terminal;
  readonly env: { readonly [name: string]: string | undefined };
  readonly stdin: Readable;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** The present, ISO 8601 in UTC with milliseconds. */
  readonly now: () => string;
}

/** What came of a command. */
export interface Outcome {
  /** False when problems were found or something was refused: exit code 1. */
  readonly ok: boolean;
  /** For programs: with `--json`, this and nothing else is written. Keys stay as they are; new ones may come. */
  readonly result: { readonly [key: string]: unknown };
  /** The command has written its result itself, as JSON too; nothing is added. */
  readonly written?: true | undefined;
  /** For people, in their language. */
  readonly text: string;
}

/** One command of the program. */
export interface Command {
  /** What it does, in more than the one line of the table of commands. */
  readonly about: Words;
  /** Examples to copy, without the program's name. */
  readonly examples: readonly string[];
  readonly positionals: Positionals;
  readonly options: Options;
  run(given: Given): Promise<Outcome>;
}

/** Defines a command; `run` gets its positionals and options with their types. */
export function defineCommand<const P extends Positionals, const O extends Options>(command: {
  readonly about: Words;
  readonly examples: readonly string[];
  readonly positionals: P;
  readonly options: O;
  run(given: Given<P, O>): Promise<Outcome>;
}): Command {
  // What is handed to `run` was made from these same positionals and options.
  return command as unknown as Command;
}

export const one = (words: Words): Positional<string> => ({ says: words, kind: "one" });
export const optional = (words: Words): Positional<string | undefined> => ({ says: words, kind: "optional" });
export const several = (words: Words): Positional<readonly string[]> => ({ says: words, kind: "several" });
export const any = (words: Words): Positional<readonly string[]> => ({ says: words, kind: "any" });
