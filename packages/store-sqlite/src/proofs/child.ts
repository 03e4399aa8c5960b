import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A program of this folder, in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has written so far, line by line. */
  readonly lines: string[];
  /** Resolves with the exit code, or with `null` when it was killed. */
  readonly ended: Promise<number | null>;
}

/** Starts `./<program>.ts`; whole lines only are taken for said. */
export function child(program: string, ...parameters: readonly string[]): Child {
  const file = fileURLToPath(new URL(`./${program}.ts`, import.meta.url));
  const options = ["--conditions=@wor/source", "--disable-warning=ExperimentalWarning"];
  const started = spawn(process.execPath, [...options, file, ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: started.stdout });
  reader.on("line", (line) => lines.push(line));
  const read = once(reader, "close");
  const ended = once(started, "exit").then(async ([code]) => {
    await read;
    return typeof code === "number" ? code : null;
  });
  return { process: started, lines, ended };
}
