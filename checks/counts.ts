// Prints the tests' real counts as the last line of a CI run: "N passed, N failed".
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const results = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
});

const file = join(import.meta.dirname, "../out/tests.json");
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = results.parse(
  JSON.parse(readFileSync(file, "utf8")),
);
const skipped = numPendingTests + numTodoTests;
console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = success && numPassedTests > 0 ? 0 : 1;
