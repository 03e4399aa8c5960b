/**
 * Keeps what is new: the shapes of facts that no golden file has yet, and a golden log of each story that has none.
 * What was kept before stays as it was, since logs like it are out there.
 *
 *   node --conditions=@wor/source packages/simulation/src/testing/golden/record.ts
 *
 * With `--again` everything is written anew: only before the first release, or when a golden log was wrong.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportLog } from "@wor/event-store";
import { currentShapes, golden, releasedShapes, statesOf } from "./golden.ts";
import { stories } from "./stories.ts";

const again = process.argv.includes("--again");
const jsonLines = (values: readonly unknown[]) =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");
for (const folder of ["logs", "states"]) mkdirSync(join(golden, folder), { recursive: true });

const released = again ? new Map<string, unknown>() : releasedShapes();
const shapes = new Map([...currentShapes(), ...released]);
for (const fact of shapes.keys()) if (!released.has(fact)) console.log(`kept the shape of ${fact}`);
const sorted = [...shapes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([fact, shape]) => ({ fact, shape }));
writeFileSync(join(golden, "facts.jsonl"), jsonLines(sorted));

for (const [story, tell] of Object.entries(stories)) {
  const file = `${story.replaceAll(/[^a-z]+/g, "-")}.jsonl`;
  if (existsSync(join(golden, "logs", file)) && !again) continue;
  const town = await tell();
  let log = "";
  for await (const line of exportLog(town.store)) log += line;
  writeFileSync(join(golden, "logs", file), log);
  writeFileSync(
    join(golden, "states", file),
    jsonLines(await statesOf(town.store, town.variant.municipality)),
  );
  console.log(`kept the log of "${story}"`);
}
