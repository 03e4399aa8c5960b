#!/usr/bin/env node
import module from "node:module";

// Told before anything is loaded that an older Node does not have.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  const { node } = process.versions;
  process.stderr.write(`✗ wor heeft Node 22.13 of nieuwer nodig; dit is ${node}.\n`);
  process.stderr.write(`✗ wor needs Node 22.13 or newer; this is ${node}.\n`);
  process.exit(2);
}

// The next start takes half the time; where no cache can be kept, nothing is different.
module.enableCompileCache?.();

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
