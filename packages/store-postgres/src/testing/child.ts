import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process that was started, what it says, and its end. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly gone: Promise<unknown>;
}

/** A script of this folder in a process of its own. */
export function startChild(script: string, parameters: Readonly<Record<string, string>>): Child {
  const path = new URL(script, import.meta.url).pathname;
  const child = spawn(process.execPath, ["--conditions=@wor/source", path], {
    env: { ...process.env, ...parameters },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const gone = new Promise((resolve) => child.once("close", resolve));
  return { process: child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), gone };
}
