#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// The next start takes half the time; where no cache can be kept, nothing is different.
enableCompileCache?.();

// Node 22 warns that its SQLite is experimental, which is nothing to whoever runs a command.
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "ExperimentalWarning") process.stderr.write(`${warning.name}: ${warning.message}\n`);
});

const { main } = await import("./main.ts");
const { exitCodes } = await import("./failure.ts");

const stop = new AbortController();
// Once: the second time, the system's own way of ending holds.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

const code = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  signal: stop.signal,
});
process.exitCode = code;
// What was interrupted may still be under way; each append is whole or not there.
if (code === exitCodes.interrupted) process.exit();
