import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { afterAll } from "vitest";
import { main } from "../main.ts";

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** What Node is given before the program. */
  readonly node?: readonly string[];
}

const entry = join(import.meta.dirname, "..", "wor.ts");
const root = join(import.meta.dirname, "..", "..", "..", "..");

/** Starts the real program, in English and without a terminal. */
export function start(args: readonly string[], { cwd, env, node = [] }: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, ["--conditions=@wor/source", ...node, entry, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: "en_GB.UTF-8", ...env },
    stdio: "pipe",
  });
}

/** Runs the real program, in a process of its own, to its end. */
export const binary = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  ended(start(args, options), options.input);

/**
 * Runs the program: in this process, which is many times faster, or with WOR_BINARY=1 as the real thing. The tests
 * in binary.test.ts always run the real thing.
 */
export async function wor(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  if (process.env.WOR_BINARY === "1") return binary(args, options);
  const run = oneAtATime.then(() => here(args, options));
  oneAtATime = run.catch(() => {});
  return run;
}

/** A process has one current folder. */
let oneAtATime: Promise<unknown> = Promise.resolve();

async function here(args: readonly string[], options: RunOptions): Promise<Ended> {
  const [stdout, stderr] = [collecting(), collecting()];
  process.chdir(options.cwd ?? root);
  try {
    const code = await main(args, {
      stdout: stdout.stream,
      stderr: stderr.stream,
      stdin: Readable.from([options.input ?? ""], { objectMode: false }),
      env: { LANG: "en_GB.UTF-8", ...options.env },
    });
    return { code, out: stdout.text(), err: stderr.text() };
  } finally {
    process.chdir(root);
  }
}

function collecting() {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join("") };
}

/** What a started program wrote, and how it ended. */
export function ended(child: ChildProcess, input?: string): Promise<Ended> {
  let out = "";
  let err = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  // A program that stops reading is no failure of the test.
  child.stdin?.on("error", () => {});
  if (input !== undefined) child.stdin?.end(input);
  else child.stdin?.end();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** What the program answers with `--json`. */
export async function answer(args: readonly string[], options: RunOptions = {}): Promise<Answer> {
  const { code, out } = await wor([...args, "--json"], options);
  return { code, ...(JSON.parse(out) as Omit<Answer, "code">) };
}

interface Answer {
  readonly code: number | null;
  readonly command: string | null;
  readonly ok: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it.
  readonly result: any;
  // biome-ignore lint/suspicious/noExplicitAny: likewise.
  readonly error: any;
}

/** A folder that is gone after the tests of the file. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wor-cli-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
