import { expect, test } from "vitest";
import { look } from "./overview.ts";
import { suppressTogether } from "./suppression.ts";
import { table, tableNames, tables } from "./tables/index.ts";
import { population } from "./testing/population.ts";
import { numbers, solved } from "./testing/subtraction.ts";

const runs = Number(process.env.WOR_RUNS ?? 1);
const outside = tableNames.filter((name) => tables[name].individual !== true);

/** What is given out together: everything, what is on a page, and single tables. */
const files: readonly (readonly string[])[] = [
  outside,
  ["year", "funnel", "times", "feedback", "doubles", "quarters"],
  ["year", "reasons", "dropouts"],
  ["referrers", "silent"],
  ["year"],
];

test("who solves for what is hidden, from all tables of a file together, finds nobody", async () => {
  let hidden = 0;
  for (let seed = 1; seed <= 2 * runs; seed += 1) {
    const town = await population({ people: 30 + 40 * (seed % 3), months: 12, seed });
    const overview = await look(town.store, town.options());
    for (const names of files) {
      const truth = names.map((name) => table(name, overview));
      const shown = suppressTogether(truth);
      const [printed, real] = [numbers(shown), numbers(truth)];
      hidden += [...real.keys()].filter((place) => !printed.has(place)).length;
      for (const [place, found] of solved(shown, truth))
        if (isCount(place))
          expect(found > 0 && found < 4.5, `seed ${seed}, ${names}: ${place} is ${found}`).toBe(false);
    }
  }
  expect(hidden).toBeGreaterThan(100);
});

test("of a town of some size, most is shown, and how many were referred always is", async () => {
  const town = await population({ people: 120, months: 12, seed: 4 });
  const overview = await look(town.store, town.options());
  const truth = outside.map((name) => table(name, overview));
  const printed = numbers(suppressTogether(truth));
  expect(printed.get("year/referred/count")).toBe(overview.trajectories.size);
  expect(printed.size / numbers(truth).size).toBeGreaterThan(0.6);
});

function isCount(place: string): boolean {
  const [name = "", row, column] = place.split("/");
  const kinds = outside.filter((one) => one === name).flatMap((one) => tables[one].columns);
  return kinds.find(({ key }) => key === column)?.kind === "count" && row !== "conversations:mean";
}
