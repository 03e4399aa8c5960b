import { readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { CommanderError } from "commander";
import type { Context, Outcome } from "./command.ts";
import { exitCodes, Failure } from "./failure.ts";
import { hanging } from "./layout.ts";
import { type Asked, parse } from "./program.ts";
import { type Stream, type Terminal, terminalOn } from "./terminal.ts";
import { understood } from "./what-went-wrong.ts";
import { type Locale, localeOf, says } from "./words.ts";
import { explained } from "./wrong-usage.ts";

/** What the program runs in; `process` is one. */
export interface Surroundings {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  readonly env: { readonly [name: string]: string | undefined };
  /** Aborts when the user has had enough. Default: never. */
  readonly signal?: AbortSignal | undefined;
  /** The present. Default: the system's. */
  readonly now?: (() => string) | undefined;
}

/** Runs the program with its arguments (without node and its own path), and answers the exit code. Never throws. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const {
    env,
    stdin,
    signal = new AbortController().signal,
    now = () => new Date().toISOString(),
  } = surroundings;
  const json = argv.includes("--json");
  const locale = localeIn(argv) ?? localeOf(env);
  const terminal = terminalOn(surroundings, { quiet: json });
  let asked: Asked | undefined;
  try {
    if (localeIn(argv) === undefined && argv.some((one) => /^--locale\b/.test(one))) throw wrongLocale();
    const parsed = await parse(argv, { locale, width: terminal.width, version: version(), env });
    if (parsed.kind === "help") {
      if (parsed.asked) await terminal.write(parsed.text);
      else terminal.tell(parsed.text.trimEnd());
      return parsed.asked ? exitCodes.ok : exitCodes.wrongUsage;
    }
    asked = parsed.asked;
    const context: Context = { locale, json, terminal, env, stdin, signal, now };
    const outcome = await orInterrupted(asked, context);
    terminal.progress(undefined);
    await show(outcome, asked.entry.name, context);
    return outcome.ok ? exitCodes.ok : exitCodes.no;
  } catch (error) {
    const failure = error instanceof CommanderError ? explained(error) : understood(error);
    terminal.progress(undefined);
    await complain(failure, { locale, json, terminal, command: asked?.entry.name, env }).catch(() => {});
    return failure.exitCode;
  }
}

async function orInterrupted({ command, positionals, options }: Asked, context: Context): Promise<Outcome> {
  const { signal } = context;
  const interrupted = Promise.withResolvers<never>();
  const stop = () => interrupted.reject(interruption());
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([command.run({ positionals, options, context }), interrupted.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function show(outcome: Outcome, command: string, { json, terminal }: Context): Promise<void> {
  if (json)
    await terminal.write(`${JSON.stringify({ command, ok: outcome.ok, result: outcome.result }, null, 2)}\n`);
  else if (outcome.text !== "") await terminal.write(`${outcome.text.trimEnd()}\n`);
}

async function complain(
  failure: Failure,
  to: {
    readonly locale: Locale;
    readonly json: boolean;
    readonly terminal: Terminal;
    readonly command: string | undefined;
    readonly env: Surroundings["env"];
  },
): Promise<void> {
  const { code, words, help, details, exitCode } = failure;
  const { locale, terminal } = to;
  if (to.json) {
    const error = { code, message: words, ...(help && { help }), ...details };
    await terminal.write(`${JSON.stringify({ command: to.command ?? null, ok: false, error }, null, 2)}\n`);
    return;
  }
  const mark = exitCode === exitCodes.interrupted ? "" : `${terminal.errorInk("red", "✗")} `;
  terminal.tell(hanging(mark, words[locale], terminal.width));
  for (const line of help?.[locale].split("\n") ?? []) terminal.tell(hanging("  ", line, terminal.width));
  const { cause } = failure;
  if (to.env.WOR_DEBUG && cause !== undefined)
    terminal.tell(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
}

/** As published; the manifest lies beside the sources and beside what is built from them. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "?";
}

/** Known before the arguments are read, since the help is in it. */
function localeIn(argv: readonly string[]): Locale | undefined {
  for (const [index, one] of argv.entries()) {
    const value = one === "--locale" ? argv[index + 1] : /^--locale=(.*)$/.exec(one)?.[1];
    if (value === "nl" || value === "en") return value;
  }
  return undefined;
}

const wrongLocale = () =>
  new Failure(
    exitCodes.wrongUsage,
    "invalid-option",
    says("--locale: kies nl of en.", "--locale: choose nl or en."),
    { details: { option: "--locale" } },
  );

const interruption = () =>
  new Failure(
    exitCodes.interrupted,
    "interrupted",
    says(
      "Afgebroken. Wat al geschreven was, staat er; begint u opnieuw, dan gebeurt niets dubbel.",
      "Interrupted. What had been written stays; starting again does nothing twice.",
    ),
  );
