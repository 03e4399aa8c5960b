import { expect, test } from "vitest";
import { look } from "../overview.ts";
import { testTown } from "../testing/town.ts";
import { tableText } from "../text.ts";
import { table, tableNames, tables, UnknownTable } from "./index.ts";

/**
 * Half a year in Testdorp: anna walks and still does; bert waits for a place, then stops; cora is never reached;
 * dirk refers himself and completes; emma was a mistake.
 */
async function halfAYear() {
  const town = await testTown();
  const { clock, gives, refers, talks, takesPart, drops } = town;
  const anna = await refers("r1", { sex: "female", age: 71, practice: "north" });
  const bert = await refers("r2", {
    sex: "male",
    age: 44,
    profession: "practiceNurse",
    practice: "north",
    reason: "grief",
  });
  const cora = await refers("r3", { sex: "female", age: 50, practice: "south" });
  const dirk = await refers("r4", { sex: "male", age: 60, profession: "self" });
  const emma = await refers("r5", { sex: "female", age: 33 });
  await gives("coordinator", { type: "MarkEnteredInError", referral: emma, reason: "typo" });

  clock.at = "2026-01-15T08:00:00.000Z";
  await talks(anna, 2);
  await gives("coach", {
    type: "TakeMeasurement",
    referral: anna,
    instrument: "own",
    moment: "start",
    answers: { mood: 4 },
  });
  await talks(bert, 1);
  await gives("coach", {
    type: "TakeMeasurement",
    referral: bert,
    instrument: "own",
    moment: "start",
    answers: { mood: 6 },
  });
  await gives("coach", { type: "SignalGap", referral: bert, wanted: "chess", because: "daytime" });
  await gives("coach", { type: "SignalGap", referral: bert, wanted: "chess" });
  await gives("coordinator", {
    type: "OfferActivity",
    activity: "choir",
    kind: "music",
    capacity: 0,
    startsOn: "2026-03-01",
  });
  await gives("coach", { type: "JoinWaitingList", referral: bert, activity: "choir" });
  await talks(dirk, 1);

  clock.at = "2026-02-01T08:00:00.000Z";
  await takesPart(anna);
  await gives("coach", { type: "GiveFeedback", referral: anna, message: "takesPart", via: "phone" });
  await takesPart(dirk);
  await drops(cora, "wantsNoHelp");

  clock.at = "2026-04-20T08:00:00.000Z";
  await gives("coach", { type: "CompleteParticipation", referral: dirk, outcome: "onOwnFeet" });
  await gives("coach", {
    type: "TakeMeasurement",
    referral: anna,
    instrument: "own",
    moment: "after3Months",
    answers: { mood: 7 },
  });
  clock.at = "2026-06-01T08:00:00.000Z";
  return { ...town, anna, bert, cora, dirk };
}

const town = await halfAYear();
const overview = await look(town.store, town.options());

test("every table can be made, in both languages, of everything and of nothing", async () => {
  const nothing = await look(town.store, { ...town.options(), asOf: { recordedBy: "2020-01-01" } });
  for (const name of tableNames) {
    for (const one of [table(name, overview), table(name, nothing), table(name, overview, { practice: "?" })])
      for (const locale of ["nl", "en"] as const)
        for (const line of tableText(one, { locale }).split("\n"))
          expect(line.length).toBeLessThanOrEqual(80);
    const { title, about, columns } = tables[name];
    const said = [title, about, ...columns.map(({ heading }) => heading)];
    for (const { nl, en } of said) expect([nl === "", nl.length]).toEqual([en === "", expect.any(Number)]);
  }
});

test("rows have keys of their own, so that files and suppression can tell them apart", () => {
  for (const name of tableNames) {
    const keys = table(name, overview).rows.map(({ key }) => key);
    expect(new Set(keys).size, name).toBe(keys.length);
  }
});

test("a table that does not exist is refused with those that do", () => {
  expect(() => table("funel", overview)).toThrow(UnknownTable);
  expect(() => table("constructor", overview)).toThrow("There are: year, funnel, months");
});

test("who was helped on went where the municipality says; where it says nothing, the key is read", async () => {
  const { store, gives, refers, options } = await testTown();
  for (const [resident, onwardTo] of [
    ["r1", "social-team"],
    ["r2", "debt-counselling"],
  ] as const)
    await gives("coach", {
      type: "DropReferral",
      referral: await refers(resident),
      reason: "otherHelp",
      initiator: "service",
      onwardTo,
    });
  const destinations = { "social-team": { nl: "het sociaal team", en: "the social team" } };
  const variants = options().variants.map((one) => ({ ...one, destinations }));
  const { rows } = table("dropouts", await look(store, { ...options(), variants }));
  expect(rows.filter(({ part }) => part === "onward").map(({ cells }) => cells[0])).toEqual([
    { nl: "debt counselling", en: "debt counselling" },
    { nl: "het sociaal team", en: "the social team" },
  ]);
});

const shown = (name: string) =>
  tableText(table(name, overview), { locale: "en" }).split("\n").slice(2).join("\n");

test.each(tableNames.filter((name) => name !== "year"))("half a year in Testdorp: %s", (name) => {
  expect(shown(name)).toMatchSnapshot();
});
