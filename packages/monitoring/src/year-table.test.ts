import { expect, test } from "vitest";
import { look } from "./overview.ts";
import { InvalidPeriod } from "./period.ts";
import { testTown } from "./testing/town.ts";
import { tableText } from "./text.ts";
import { yearFigures } from "./year-figures.ts";
import { yearTable } from "./year-table.ts";

/** Two who arrive, one who stops before that, one mistake. */
async function smallYear() {
  const town = await testTown();
  const anna = await town.refers("r1", { sex: "female", age: 71, hindered: true });
  const bert = await town.refers("r2", {
    sex: "male",
    age: 44,
    profession: "practiceNurse",
    reason: "grief",
  });
  const cora = await town.refers("r3", { sex: "female", age: 50 });
  const mistake = await town.refers("r4", { sex: "male", age: 80 });
  await town.talks(anna, 3);
  await town.talks(bert, 1);
  await town.takesPart(anna);
  await town.drops(cora);
  await town.gives("coach", { type: "GiveFeedback", referral: cora, message: "stopped", via: "phone" });
  await town.gives("coordinator", { type: "MarkEnteredInError", referral: mistake, reason: "typo" });
  return { ...town, anna, bert, cora };
}

test("the year counts who was referred, and leaves mistakes out", async () => {
  const { store, options } = await smallYear();
  const figures = yearFigures(await look(store, options()));
  expect(figures).toMatchObject({
    referred: 3,
    arrived: 2,
    women: 2,
    men: 1,
    aged50OrOver: 2,
    hindered: 1,
    matched: 1,
    participated: 1,
    conversations: { total: 4, meanPerParticipant: 2, highest: 3 },
    ended: { underWay: 2, completed: 0, dropped: 1 },
  });
  expect([...figures.conversations.distribution]).toEqual([
    [0, 1],
    [1, 1],
    [3, 1],
  ]);
  expect([...figures.byProfession]).toEqual([
    ["gp", 2],
    ["practiceNurse", 1],
  ]);
  expect([...figures.byCoreReason]).toEqual([
    ["loneliness", 2],
    ["loss", 1],
  ]);
  expect([...figures.ended.byReason]).toEqual([["wantsNoHelp", 1]]);
});

test("feedback is in time, late, still to give or never given by the variant's term", async () => {
  const { store, options, clock, drops, refers, gives } = await smallYear();
  const late = await refers("r5");
  const never = await refers("r6");
  const alone = await refers("r7", { profession: "self" });
  for (const referral of [late, never, alone]) await drops(referral);
  clock.at = "2026-02-20T08:00:00.000Z";
  await gives("coach", { type: "GiveFeedback", referral: late, message: "stopped", via: "phone" });
  await drops(await refers("r8"));
  const { feedback } = yearFigures(await look(store, options()));
  // Beside these, one is owed after the match: within its term in January, overdue by now.
  expect(feedback).toEqual({ inTime: 1, late: 1, withinTerm: 1, overdue: 2, nobodyToTell: 1 });
});

test("a period holds its first day and not its last", async () => {
  const { store, options, refers } = await testTown();
  await refers("r1", { occurredAt: "2025-08-31T21:59:59.999Z" });
  await refers("r2", { occurredAt: "2025-08-31T22:00:00.000Z" });
  const overview = await look(store, options());
  const referred = (period: object) => yearFigures(overview, { period }).referred;
  expect(referred({ from: "2025-08-01", until: "2025-09-01" })).toBe(1);
  expect(referred({ from: "2025-09-01" })).toBe(1);
  expect(referred({ until: "2025-08-31" })).toBe(0);
});

test("a period that is none is refused with what would be right", async () => {
  const { store, options } = await testTown();
  const overview = await look(store, options());
  expect(() => yearTable(overview, { period: { from: "2026" } })).toThrow(InvalidPeriod);
  expect(() => yearTable(overview, { period: { from: "2026-02-01", until: "2026-02-01" } })).toThrow(
    "holds no day",
  );
});

test("a table is about one practice, coach or reason where that is asked", async () => {
  const { store, options, refers, talks } = await testTown();
  await talks(await refers("r1", { practice: "north", reason: "grief" }));
  await refers("r2", { practice: "south" });
  const overview = await look(store, options());
  expect(yearFigures(overview, { practice: "north" }).referred).toBe(1);
  expect(yearFigures(overview, { coach: "coach-1" }).referred).toBe(1);
  expect(yearFigures(overview, { reason: "lonely" }).referred).toBe(1);
  expect(yearFigures(overview, { profession: "self" }).referred).toBe(0);
});

test("the year reads well in 80 columns", async () => {
  const { store, options } = await smallYear();
  const text = tableText(yearTable(await look(store, options())), { locale: "nl" });
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(text).toMatchInlineSnapshot(`
    "Het jaar in cijfers – testdorp

    Wat                                      Aantal  Aandeel
    ──────────────────────────────────────────────────────────
    Verwezen                                      3     100%
      Aangekomen bij de coach                     2      67%
      Gematcht met een activiteit                 1      33%
      Heeft deelgenomen                           1      33%
      Werd zelf vrijwilliger                      0       0%

    Wie
      Vrouwen                                     2      67%
      Mannen                                      1      33%
      50 jaar of ouder                            2      67%
      Klachten belemmeren deelname                1      33%

    Gesprekken met de coach
      Gesprekken                                  4
      Gemiddeld per deelnemer                     2
        0 gesprekken                              1      33%
        1 gesprek                                 1      33%
        3 gesprekken                              1      33%

    Door wie verwezen
      huisarts                                    2      67%
      praktijkondersteuner                        1      33%

    Hoofdreden
      Eenzaam                                     2      67%
      Rouw                                        1      33%

    Hoofdreden, gemeenschappelijke indeling
      eenzaamheid                                 2      67%
      verlies                                     1      33%

    Hoe het liep
      Loopt nog                                   2      67%
      Afgerond                                    0       0%
      Gestopt                                     1      33%
        wil geen (verdere) hulp                   1     100%

    Terugkoppelingen aan de verwijzer             2
      Op tijd gegeven                             1      50%
      Te laat gegeven                             0       0%
      Nog te geven                                1      50%
      Nooit gegeven, termijn voorbij              0       0%
      Niemand om in te lichten                    0       0%

    Geteld is wie in de periode verwezen is; vergissingen tellen niet mee. Een
    deelnemer heeft minstens één gesprek gehad."
  `);
});

test("another municipality is refused with those there are", async () => {
  const { store, options } = await testTown();
  await expect(look(store, { ...options(), municipality: "testdrop" })).rejects.toThrow(
    'There is no variant of the municipality "testdrop". Loaded: testdorp.',
  );
});
