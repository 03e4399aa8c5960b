import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { checkVariant } from "@wor/lifecycle";
import { baseText, placeIds, placeText, readVariant } from "@wor/variants";
import type { Figure } from "../measure.ts";
import { middle, seconds } from "../reading/timing.ts";

/** How long a municipality waits for `wor check`, and what all municipalities' variants take in memory. */
export async function figures(): Promise<Figure[]> {
  const first = await seconds(() => readAndCheck(placeText("nijmegen")));
  const again: number[] = [];
  for (const id of placeIds) again.push(await seconds(() => readAndCheck(placeText(id))));
  return [
    { name: "variant read and checked, in code that never ran", value: first, unit: "s" },
    { name: "variant read and checked, from then on", value: middle(again), unit: "s" },
    { name: "the slowest place, from then on", value: Math.max(...again), unit: "s" },
    {
      name: "wor check, start included",
      value: Math.min(...Array.from({ length: 5 }, worCheck)),
      unit: "s",
    },
    { name: `${municipalities} variants in memory`, value: megabytesOfAll(), unit: "MB" },
  ];
}

const municipalities = 342;

function readAndCheck(text: string): void {
  const read = readVariant(text, { resolve: baseText });
  if (!read.ok || checkVariant(read.variant).some(({ severity }) => severity === "error"))
    throw new Error("A place is not right.");
}

/** By the clock, as whoever waits for it has it; the quickest of some, since others may be at work as well. */
function worCheck(): number {
  const start = performance.now();
  const program = join(import.meta.dirname, "../../packages/cli/src/wor.ts");
  const { status } = spawnSync(process.execPath, ["--conditions=@wor/source", program, "check", "nijmegen"]);
  if (status !== 0) throw new Error("wor check failed.");
  return (performance.now() - start) / 1_000;
}

/** Each municipality its own file, as long as those of the sources, with where every value comes from. */
function megabytesOfAll(): number {
  const texts = Array.from({ length: municipalities }, (_, number) =>
    placeText(placeIds[number % placeIds.length] ?? "nijmegen")
      .replace(/^id: .*/m, `id: town-${number}`)
      .replace(/^municipality: .*/m, `municipality: town-${number}`),
  );
  const before = heap();
  const all = texts.map((text) => readVariant(text, { resolve: baseText }));
  const taken = heap() - before;
  if (!all.every(({ ok }) => ok)) throw new Error("A variant could not be read.");
  return taken / 1_048_576;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
