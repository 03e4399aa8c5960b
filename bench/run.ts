/**
 * Runs the benchmarks of a subject (`log`, `simulation`, `reading`, …) and ends with one line per figure, `name: value`.
 * Figures are ratios wherever they can be: this machine and the next differ, their ratios less so.
 *
 *     npx -y pnpm@12 bench            all subjects
 *     npx -y pnpm@12 bench log        one
 *     npx -y pnpm@12 bench log sqlite one file of one
 */
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Figure } from "./measure.ts";

const [subject = "*", only = "*"] = process.argv.slice(2);
const files = globSync(`${subject}/${only}.bench.ts`, { cwd: import.meta.dirname }).sort();
if (files.length === 0) {
  console.error(`There is no benchmark ${subject}/${only}.bench.ts.`);
  process.exit(2);
}

const lines: string[] = [];
for (const file of files) {
  console.error(`… ${basename(file, ".bench.ts")}`);
  const { figures } = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as {
    figures: () => Promise<readonly Figure[]>;
  };
  for (const { name, value, unit } of await figures()) {
    lines.push(`${name}: ${value.toPrecision(4)}${unit === undefined ? "" : ` ${unit}`}`);
  }
}
console.log(lines.join("\n"));
