import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { exitCodes } from "./failure.ts";
import { commandTable } from "./table.ts";
import { exampleLogAt } from "./testing/example-log.ts";
import { ownFolder, wor } from "./testing/running.ts";

const cwd = await ownFolder();
const numRuns = 60 * Number(process.env.WOR_RUNS ?? 1);

beforeAll(async () => {
  await exampleLogAt(join(cwd, "town.sqlite"));
});

const log = ["--log", "town.sqlite"];
const right = fc.constantFrom(
  ...[
    ["--as-of", "2024-03-25"],
    ["--known-at", "2024-03-11"],
    ["--year", "2024"],
    ["--coach", "coach-1"],
  ],
  ...[
    ["-m", "nijmegen"],
    ["--variant", "nijmegen"],
    ["--check"],
    ["--overdue"],
    ["--limit", "1"],
    ["--arrivals", "5"],
    ["--complete"],
  ],
  ...[
    ["-o", "out.csv"],
    ["-o", "out.xlsx"],
    ["--as", "coach:c1"],
    ["--force"],
    ["--name", "Dorp"],
    ["--svg"],
  ],
  ...[["year"], ["events"], ["id6"], ["nijmegen"], ["--locale", "nl"], ["--"], ["-"], ["--help"]],
);
const junk = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("__proto__", "constructor", "--log", ""),
  )
  .map((word) => [word]);
const argv = fc
  .tuple(
    fc.constantFrom(...commandTable.map(({ name }) => name)),
    fc.constantFrom(log, log, []),
    fc.array(fc.oneof({ arbitrary: right, weight: 9 }, { arbitrary: junk, weight: 1 }), { maxLength: 5 }),
  )
  .map(([name, where, others]) => [name, ...where, ...others.flat()]);

test("whatever it is given, the program ends with a code that is documented, and quotes no code of its own", async () => {
  await fc.assert(
    fc.asyncProperty(argv, async (given) => {
      const { code, out, err } = await wor(given, { cwd });
      expect(Object.values<number | null>(exitCodes)).toContain(code);
      expect(err).not.toMatch(/^\s+at .*\.ts:/m);
      expect(out + err).not.toContain("undefined");
    }),
    { numRuns },
  );
});

test("whatever it is given, --json answers with one JSON object that says whether it went well", async () => {
  await fc.assert(
    fc.asyncProperty(argv, async (given) => {
      fc.pre(!given.includes("--") && !given.includes("--help") && given[0] !== "export-log");
      const { code, out } = await wor([given[0] ?? "", "--json", ...given.slice(1)], { cwd });
      const answer = JSON.parse(out);
      expect(answer).toEqual(
        answer.ok || answer.result
          ? { command: given[0], ok: code === 0, result: expect.any(Object) }
          : {
              command: answer.command,
              ok: false,
              error: expect.objectContaining({ code: expect.any(String) }),
            },
      );
    }),
    { numRuns },
  );
});
