/**
 * Keeps what is new: the shapes of facts that no golden file has yet, a golden log of each story that has none, and
 * one life in each shipped variant and version that no golden log tells of.
 * What was kept before stays as it was, since logs like it are out there.
 *
 *   node --conditions=@wor/source packages/simulation/src/testing/golden/record.ts
 *
 * With `--again` everything is written anew: only before the first release, or when a golden log was wrong.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EventStore, exportLog } from "@wor/event-store";
import { currentShapes, golden, goldenLogs, releasedShapes, statesOf } from "./golden.ts";
import { livesIn, placesUntold } from "./place-stories.ts";
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

async function keep(name: string, store: EventStore): Promise<void> {
  let log = "";
  for await (const line of exportLog(store)) log += line;
  writeFileSync(join(golden, "logs", `${name}.jsonl`), log);
  writeFileSync(join(golden, "states", `${name}.jsonl`), jsonLines(await statesOf(store)));
  console.log(`kept the log of ${name}`);
}

for (const [story, tell] of Object.entries(stories)) {
  const name = story.replaceAll(/[^a-z]+/g, "-");
  if (existsSync(join(golden, "logs", `${name}.jsonl`)) && !again) continue;
  await keep(name, (await tell()).store);
}

const logs = again ? [] : goldenLogs();
const untold = placesUntold(logs);
const before = logs.filter(({ name }) => name.startsWith("places-")).length;
if (untold.length > 0) await keep(`places-${before + 1}`, await livesIn(untold));
