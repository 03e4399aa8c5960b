import { describe, expect, test } from "vitest";
import { hiddenMark, tableCsv } from "../exporting/files.ts";
import { look } from "../overview.ts";
import type { Selection } from "../period.ts";
import { type Referring, testTown } from "../testing/town.ts";
import { tableText } from "../text.ts";
import { table } from "./index.ts";

/** Testdorp, where the same people are referred again by others. */
async function townOfDoubles() {
  const town = await testTown();
  const { clock, engine, refers, registration, refusals } = town;
  const refusedTo = async (resident: string, about: Referring = {}) => {
    const answer = await engine.execute(registration(resident, about), {
      actor: { id: "gp-9", role: "referrer" },
    });
    expect(answer).toMatchObject({ ok: false, rejection: { code: "referral-already-open" } });
    await refusals.settled();
  };
  await refers("r1", { practice: "north" });
  await refers("r2", { practice: "north" });
  await refusedTo("r1", { practice: "south" });
  await refusedTo("r1", { practice: "south" });
  clock.at = "2026-02-03T08:00:00.000Z";
  await refusedTo("r1", { practice: "north" });
  await refusedTo("r2", { practice: "south" });
  await refusedTo("r2", { profession: "practiceNurse" });
  clock.at = "2026-03-01T08:00:00.000Z";
  return { ...town, refusedTo };
}

const town = await townOfDoubles();

const counts = async (selection: Selection = {}, asOf?: { occurredBy?: string; recordedBy?: string }) => {
  const overview = await look(town.store, { ...town.options(), asOf });
  const { rows } = table("doubles", overview, selection);
  return Object.fromEntries(rows.map(({ key, cells }) => [key, cells[1]]));
};

describe("double registrations prevented", () => {
  test("are counted by who tried, by practice and by month, several attempts on one day once", async () => {
    expect(await counts()).toMatchObject({
      refused: 4,
      "by:gp": 3,
      "by:gp:south": 2,
      "by:gp:north": 1,
      "by:practiceNurse": 1,
      "by:practiceNurse:": 1,
      "month:2026-01": 1,
      "month:2026-02": 3,
    });
  });

  test("are those of the period, practice, profession and care path that is asked for", async () => {
    expect(await counts({ period: { from: "2026-02-01" } })).toMatchObject({ refused: 3 });
    expect(await counts({ practice: "south" })).toMatchObject({ refused: 2 });
    expect(await counts({ profession: "practiceNurse" })).toMatchObject({ refused: 1 });
    expect(await counts({ pathway: "cohort" })).toMatchObject({ refused: 0 });
  });

  test("are those of that moment, in either sense", async () => {
    expect(await counts({}, { occurredBy: "2026-01-31" })).toMatchObject({ refused: 1 });
    expect(await counts({}, { recordedBy: "2026-01-31" })).toMatchObject({ refused: 1 });
  });

  test("are unknown, not zero, where they are not kept or cannot be chosen so", async () => {
    const { refusals: _, ...without } = town.options();
    const unkept = table("doubles", await look(town.store, without));
    expect(tableText(unkept, { locale: "en" })).toContain("is not kept with this log");
    expect(unkept.rows[0]?.cells[1]).toBeUndefined();
    expect(await counts({ coach: "coach-1" })).toMatchObject({ refused: undefined });
  });

  test("go outside without the counts that are so small that somebody could be recognised", async () => {
    const csv = tableCsv(table("doubles", await look(town.store, town.options())), { locale: "en" });
    expect(csv).not.toMatch(/,[1-4],/);
    expect(csv).toContain(`,${hiddenMark},`);
  });

  test("read as a table of 80 columns", async () => {
    expect(
      tableText(table("doubles", await look(town.store, town.options())), { locale: "nl" }),
    ).toMatchInlineSnapshot(`
      "Dubbele aanmeldingen – testdorp

      Wat                                           Aantal  Aandeel
      ───────────────────────────────────────────────────────────────
      Geweigerd: er liep al een verwijzing               4
        huisarts                                         3      75%
          south                                          2      50%
          north                                          1      25%
        praktijkondersteuner                             1      25%
          zonder praktijk                                1      25%

      Geweigerd, per maand
        2026-01                                          1      25%
        2026-02                                          3      75%

      Vaker verwezen
        Bewust een tweede naast een lopende              0
        Achteraf samengevoegd met een andere             0
        Leek op een andere en was het niet               0
        Kwam later terug, gekoppeld aan de eerdere       0
        Heropend                                         0

      Hoe vaak een tweede aanmelding van dezelfde inwoner is voorkomen, en hoe het
      ging met wie toch vaker verwezen is.
      Geweigerd telt wie in de periode is geweigerd; meer pogingen op één dag tellen
      als één."
    `);
  });
});
