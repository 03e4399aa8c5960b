import { expect, test } from "vitest";
import { look } from "../overview.ts";
import { testTown } from "../testing/town.ts";
import { table } from "./index.ts";

test("which practices fell silent in a year is told as it was at its end", async () => {
  const { clock, refers, store, options } = await testTown(undefined, "2024-03-01T08:00:00.000Z");
  await refers("r1", { practice: "stopped-before" });
  await refers("r2", { practice: "goes-on" });
  for (const day of ["2025-06-01", "2025-12-01", "2026-06-01"]) {
    clock.at = `${day}T08:00:00.000Z`;
    await refers(`resident-${day}`, { practice: "goes-on" });
    if (day < "2025-12") await refers("r3", { practice: "stopped-in-it" });
  }
  const overview = await look(store, options());
  const silent = (period: { from: string; until: string }) =>
    table("silent", overview, { period }).rows.map(({ key, cells: [, referred, , days] }) => [
      key,
      referred,
      Math.round(Number(days)),
    ]);
  expect(silent({ from: "2025-01-01", until: "2026-01-01" })).toEqual([
    ["stopped-before", 1, 671],
    ["stopped-in-it", 1, 214],
  ]);
  // Of a year that still goes on, now.
  expect(silent({ from: "2026-01-01", until: "2027-01-01" }).map(([practice]) => practice)).toEqual([
    "stopped-before",
    "stopped-in-it",
  ]);
});
