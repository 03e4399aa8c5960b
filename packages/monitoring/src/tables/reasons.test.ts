import { expect, test } from "vitest";
import { look } from "../overview.ts";
import { testTown } from "../testing/town.ts";
import { table } from "./index.ts";

test("a reason that took the place of another counts for both, in every table and when it is asked for", async () => {
  const { refers, store, options } = await testTown();
  await refers("r1", { reason: "lonely" });
  await refers("r2", { reason: "grief" });
  const variants = options().variants.map((one) => ({
    ...one,
    referring: {
      ...one.referring,
      reasons: one.referring.reasons.map((reason) =>
        reason.code === "lonely" ? { ...reason, code: "alone", replaces: ["lonely"] } : reason,
      ),
    },
  }));
  const overview = await look(store, { ...options(), variants });
  const counted = (name: string, start: string) =>
    table(name, overview).rows.flatMap(({ key, cells }) =>
      key.startsWith(start) ? [[key.slice(start.length), cells[1]]] : [],
    );
  expect(counted("reasons", "main:")).toEqual([
    ["alone", 1],
    ["grief", 1],
  ]);
  expect(counted("year", "reason:")).toEqual(counted("reasons", "main:"));
  for (const reason of ["alone", "lonely"])
    expect(table("year", overview, { reason }).rows[0]?.cells[1], reason).toBe(1);
});
