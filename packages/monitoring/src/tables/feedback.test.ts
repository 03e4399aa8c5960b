import { describe, expect, test } from "vitest";
import { look } from "../overview.ts";
import { testTown } from "../testing/town.ts";
import { table } from "./index.ts";

/** Somebody with a match of which the GP has not heard yet. */
async function matched() {
  const town = await testTown();
  const { clock, refers, talks, gives } = town;
  const referral = await refers("r1", { practice: "north" });
  await talks(referral);
  await gives("coach", { type: "MatchActivity", referral, activity: "walking" });
  clock.at = "2026-01-07T08:00:00.000Z";
  const row = async (moment: string) => {
    const { columns, rows } = table("feedback", await look(town.store, town.options()), {});
    const cells = rows.find(({ key }) => key === moment)?.cells ?? [];
    return Object.fromEntries(columns.map(({ key }, at) => [key, cells[at]]));
  };
  return { ...town, referral, row };
}

describe("what a referrer was to hear is counted", () => {
  test("also when the resident comes back before it was told", async () => {
    const { gives, drops, referral, row } = await matched();
    await drops(referral);
    await gives("coach", { type: "ReopenReferral", referral, reason: "back" });
    expect(await row("match")).toMatchObject({ owed: 1, withinTerm: 1 });
    expect(await row("drop")).toMatchObject({ owed: 1, withinTerm: 1 });
    await gives("coach", { type: "GiveFeedback", referral, message: "exploring", via: "phone" });
    expect(await row("match")).toMatchObject({ owed: 1, inTime: 1 });
    expect(await row("drop")).toMatchObject({ owed: 1, inTime: 1 });
  });

  test("of the practice that referred, though another hears it, unless it was never the one", async () => {
    const { store, options, gives, referral } = await matched();
    const practices = async () =>
      table("referrers", await look(store, options()), {}).rows.map(({ key }) => key);
    const change = (practice: string, because: "practiceClosed" | "enteredWrongly") =>
      gives("coordinator", { type: "ChangePractice", referral, practice, because });
    await change("south", "practiceClosed");
    expect(await practices()).toEqual(["all", "gp", "gp:north"]);
    await change("east", "enteredWrongly");
    expect(await practices()).toEqual(["all", "gp", "gp:east"]);
  });

  test("as told only by a message from after it, also when an earlier one is written down late", async () => {
    const { clock, gives, drops, referral, row } = await matched();
    clock.at = "2026-01-09T08:00:00.000Z";
    await drops(referral);
    const occurredAt = "2026-01-08T08:00:00.000Z";
    await gives("coach", { type: "GiveFeedback", referral, message: "takesPart", via: "phone", occurredAt });
    expect(await row("match")).toMatchObject({ owed: 1, inTime: 1 });
    expect(await row("drop")).toMatchObject({ owed: 1, inTime: 0, withinTerm: 1 });
    await gives("coach", { type: "GiveFeedback", referral, message: "stopped", via: "phone" });
    expect(await row("drop")).toMatchObject({ owed: 1, inTime: 1 });
  });
});
