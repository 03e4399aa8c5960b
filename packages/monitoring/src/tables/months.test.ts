import { expect, test } from "vitest";
import { allForAudience } from "../exporting/outside.ts";
import { look } from "../overview.ts";
import { suppressed } from "../table.ts";
import { population } from "../testing/population.ts";
import { testTown } from "../testing/town.ts";
import { table } from "./index.ts";

test("whoever is given both months and quarters cannot tell a hidden month from its quarter", async () => {
  let hidden = 0;
  for (const seed of [1, 2, 3]) {
    const town = await population({ people: 90, months: 12, seed });
    const overview = await look(town.store, town.options());
    const [months, quarters] = allForAudience(
      ["months", "quarters"].map((name) => table(name, overview)),
      {},
    );
    for (const [index, { key }] of (months?.columns ?? []).entries()) {
      if (!["referred", "intake", "started", "ended"].includes(key)) continue;
      for (const quarter of quarters?.rows ?? []) {
        const own = (months?.rows ?? []).filter((row) => quarterOf(row.key) === quarter.key);
        const left = own.filter((row) => row.cells[index] === suppressed);
        hidden += left.length;
        if (quarter.cells[index] !== suppressed)
          expect(left.length, `${seed} ${quarter.key} ${key}`).not.toBe(1);
      }
    }
  }
  expect(hidden).toBeGreaterThan(20);
});

test("who is referred at the very moment from which is looked waits by then", async () => {
  const { refers, store, options } = await testTown();
  await refers("r1");
  const { columns, rows } = table("months", await look(store, options()));
  const cells = Object.fromEntries(columns.map(({ key }, index) => [key, rows[0]?.cells[index]]));
  expect(cells).toMatchObject({ month: { en: "2026-01" }, referred: 1, waiting: 1 });
});

const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
