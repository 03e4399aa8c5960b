import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generatedFiles } from "../src/generated.ts";

// Writes what is made from the code: the JSON Schema and the pictures. A test says when this is to be run again.
for (const [path, text] of generatedFiles()) {
  const file = new URL(`../../../${path}`, import.meta.url);
  mkdirSync(dirname(file.pathname), { recursive: true });
  writeFileSync(file, text);
}
