// Closes a CI run: what failed, by file and name, then the tests' real counts as the last line, "N passed, N failed".
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";

const results = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const root = join(import.meta.dirname, "..");
const report = results.parse(JSON.parse(readFileSync(join(root, "out/tests.json"), "utf8")));

for (const file of report.testResults) {
  const failed = file.assertionResults.filter(({ status }) => status === "failed");
  if (file.status !== "failed" && failed.length === 0) continue;
  console.log(
    `\nFailed in ${relative(root, file.name)}${failed.length > 0 ? "" : `: ${file.message ?? ""}`}`,
  );
  for (const { fullName, failureMessages } of failed)
    console.log(`  ${fullName}\n${firstLines(failureMessages ?? [])}`);
}

const skipped = report.numPendingTests + report.numTodoTests;
const counts = `${report.numPassedTests} passed, ${report.numFailedTests} failed`;
console.log(skipped > 0 ? `${counts}, ${skipped} skipped` : counts);
process.exitCode = report.success && report.numPassedTests > 0 ? 0 : 1;

/** Enough of a failure to know it by: a counterexample and the line. The whole of it stands with the test run. */
function firstLines(messages: readonly string[]): string {
  const lines = messages.join("\n").replaceAll(root, "").split("\n");
  return lines
    .slice(0, 40)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join("\n");
}
