import { existsSync } from "node:fs";
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { answer, ownFolder, wor } from "../testing/running.ts";

const cwd = await ownFolder();

// Nobody in here exists: birds, and a given name that says so.
const registrations = `Achternaam;Voornaam;Geboortedatum;Geslacht;Verwijsdatum;Type verwijzer;Praktijk;Hoofdreden;Aantal gesprekken;Toelichting;Terugkoppeling;Soort activiteit;Gebied
Aalscholver;Testpersoon;12-3-1950;V;3-9-2018;huisarts;Praktijk Noord;Eenzaamheid;2;Verzonnen: houdt van vogels;neemt deel;Eetgroep (di);dukenburg
Bergeend;Testpersoon;1-5-1961;M;1-8-2019;huisarts;;Eenzaamheid;2;;nog niet;Wandelen;dukenburg
`;
const secret = "c1".repeat(32);

beforeAll(async () => {
  await writeFile(join(cwd, "year.csv"), registrations);
  await writeFile(join(cwd, "town.key"), `2025:${secret}\n`, { mode: 0o600 });
});

const into = (log: string, ...more: string[]) => [
  "import",
  "year.csv",
  "--log",
  log,
  "--variant",
  "nijmegen",
  "--coach",
  "coach-1",
  "--key-file",
  "town.key",
  ...more,
];

describe("wor import", () => {
  test("puts the file into a new log, once, without a name in it", async () => {
    expect(await answer(into("new.sqlite"), { cwd })).toMatchObject({
      code: 0,
      result: { imported: 2, alreadyThere: 0, problems: [], refused: [] },
    });
    expect((await answer(into("new.sqlite"), { cwd })).result).toMatchObject({
      imported: 0,
      alreadyThere: 2,
    });
    const { out } = await wor(["export-log", "--log", "new.sqlite"], { cwd });
    for (const personal of ["Aalscholver", "Testpersoon", "1950", "vogels", secret])
      expect(out).not.toContain(personal);
    expect(out).toContain('"resident":"2025.');
    expect(out).toContain('"eetgroep-di"');
    expect((await wor(["verify", "--log", "new.sqlite"], { cwd })).code).toBe(0);
  });

  test("the key may come from the environment, and is nowhere to be seen", async () => {
    const args = ["import", "year.csv", "--log", "env.sqlite", "--variant", "nijmegen", "--coach", "c1"];
    const { code, out, err } = await wor(args, { cwd, env: { WOR_PSEUDONYM_KEY: secret } });
    expect(code).toBe(0);
    expect(out + err).not.toContain(secret);
  });

  test("a check writes nothing, and needs neither a key nor a log", async () => {
    const args = [
      "import",
      "year.csv",
      "--log",
      "never.sqlite",
      "--variant",
      "nijmegen",
      "--coach",
      "c1",
      "--check",
    ];
    const { code, out } = await wor(args, { cwd });
    expect([code, out]).toEqual([0, "✓ nijmegen: 2 referrals would be added, 0 there already, 0 rows not\n"]);
    expect(existsSync(join(cwd, "never.sqlite"))).toBe(false);
  });

  test("a check on a log that is there sees who is in it already", async () => {
    await wor(into("there.sqlite"), { cwd });
    const before = await readFile(join(cwd, "there.sqlite"));
    expect((await answer(into("there.sqlite", "--check"), { cwd })).result).toMatchObject({
      imported: 0,
      alreadyThere: 2,
    });
    expect((await readFile(join(cwd, "there.sqlite"))).equals(before)).toBe(true);
  });

  test("rows that are not right are named, and the others go in", async () => {
    const wrong = registrations.replace("12-3-1950", "31-2-1950").replace("Eenzaamheid;2;;", "verdriet;2;;");
    await writeFile(
      join(cwd, "wrong.csv"),
      `${wrong}Citroensijs;Testpersoon;1-5-1971;M;1-3-2019;huisarts;;Verlies van een dierbare;1;;niet passend;;dukenburg\n`,
    );
    const { code, out } = await wor(
      [
        "import",
        "wrong.csv",
        "--log",
        "wrong.sqlite",
        "--variant",
        "nijmegen",
        "--coach",
        "c1",
        "--key-file",
        "town.key",
      ],
      { cwd },
    );
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "! nijmegen: 1 referral added, 0 there already, 2 rows not
        row 2  Geboortedatum: This date does not exist. Check day, month and year.
        row 3  Hoofdreden: This word is not in this municipality's list for this
          column.
        What words stand for you say with --mapping.
      "
    `);
    expect(out).not.toContain("Aalscholver");
  });

  test("a mapping says what words stand for, and who has which coach", async () => {
    await writeFile(
      join(cwd, "mapping.yaml"),
      "words:\n  mainReason: { Eenzaamheid: loneliness }\n  activityKind: { Eetgroep (di): eatingGroup, Wandelen: walkingGroup }\ncoaches: { dukenburg: coach-d }\n",
    );
    await wor(into("mapped.sqlite", "--mapping", "mapping.yaml"), { cwd });
    const { out } = await wor(["export-log", "--log", "mapped.sqlite"], { cwd });
    expect(out).toContain('"eatingGroup"');
    expect(out).toContain('"coach":"coach-d"');
    expect(out).not.toContain('"coach":"coach-1"');
  });

  test("a mistake in the mapping is shown where it stands", async () => {
    await writeFile(join(cwd, "mistake.yaml"), "words:\n  mainReasons: { Eenzaamheid: loneliness }\n");
    const { code, err } = await wor(into("x.sqlite", "--mapping", "mistake.yaml"), { cwd });
    expect(code).toBe(1);
    expect(err).toContain("mistake.yaml:2:3");
    expect(err).toContain("^^^^^^^^^^^");
    await writeFile(join(cwd, "no-yaml.yaml"), "words: [\n");
    expect((await answer(into("x.sqlite", "--mapping", "no-yaml.yaml"), { cwd })).error).toMatchObject({
      code: "invalid-mapping",
    });
  });

  test("notes are sealed where there is a place for their keys", async () => {
    await wor(into("sealed.sqlite", "--resident-keys", join(cwd, "keys")), { cwd });
    const { out } = await wor(["export-log", "--log", "sealed.sqlite"], { cwd });
    expect(out).toContain("sealed:1:");
    expect(await readdir(join(cwd, "keys"))).toHaveLength(1);
  });

  test.each([
    ["without a key", ["--log", "y.sqlite"], 2, "no-key"],
    ["with a key that is too short", ["--log", "y.sqlite", "--key-file", "short.key"], 3, "unusable-key"],
    ["with a key file that is not there", ["--log", "y.sqlite", "--key-file", "no.key"], 3, "ENOENT"],
    ["without a log", ["--key-file", "town.key"], 2, "invalid-option"],
  ])("%s there is nothing to import into", async (_, more, code, problem) => {
    await writeFile(join(cwd, "short.key"), "abc");
    const run = await answer(["import", "year.csv", "--variant", "nijmegen", ...more], { cwd });
    expect([run.code, run.error.code]).toEqual([code, problem]);
    expect(JSON.stringify(run)).not.toContain('abc"');
    expect(existsSync(join(cwd, "y.sqlite"))).toBe(false);
  });

  test("a key that others can read is warned about", async () => {
    await writeFile(join(cwd, "open.key"), secret);
    await chmod(join(cwd, "open.key"), 0o644);
    const { err } = await wor(into("open.sqlite", "--key-file", "open.key"), { cwd });
    expect(err).toContain("chmod 600 open.key");
  });

  test("a file that is not there, and one that is no registration file, write nothing", async () => {
    expect(await answer(["import", "none.csv", ...into("z.sqlite").slice(2)], { cwd })).toMatchObject({
      code: 3,
      error: { code: "ENOENT" },
    });
    const { code, result } = await answer(["import", "town.key", ...into("z.sqlite", "--check").slice(2)], {
      cwd,
    });
    expect([code, result.problems[0].code]).toEqual([1, "no-headings"]);
    expect(existsSync(join(cwd, "z.sqlite"))).toBe(false);
  });
});
