import { expect, test } from "vitest";
import { look } from "../overview.ts";
import { testTown } from "../testing/town.ts";
import { table } from "./index.ts";

test("who has no coach now counts as such, whatever period or practice is asked for", async () => {
  const { refers, gives, store, options } = await testTown();
  const guided = await refers("r1", { practice: "north" });
  await gives("coordinator", { type: "AssignCoach", referral: guided, coach: "coach-1" });
  await refers("r2", { practice: "north" });
  const mistake = await refers("r3");
  await gives("coordinator", { type: "MarkEnteredInError", referral: mistake, reason: "typo" });
  const overview = await look(store, options());
  for (const selection of [
    {},
    { period: { from: "2020-01-01", until: "2021-01-01" } },
    { practice: "south" },
  ]) {
    const { rows } = table("caseload", overview, selection);
    expect(rows.map(({ key, cells }) => [key, cells[1]])).toEqual([
      ["coach-1", 1],
      ["total", 1],
      ["missing", 1],
    ]);
  }
});
