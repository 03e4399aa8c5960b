import { existsSync } from "node:fs";
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { answer, ownFolder, wor } from "../testing/running.ts";

const cwd = await ownFolder();

// Nobody in here exists: birds, and a given name that says so.
const registrations = `Achternaam;Voornaam;Geboortedatum;Geslacht;Verwijsdatum;Type verwijzer;Praktijk;Hoofdreden;Aantal gesprekken;Toelichting;Terugkoppeling;Soort activiteit;Gebied
Aalscholver;Testpersoon;12-3-1950;V;3-9-2018;huisarts;Praktijk Noord;Eenzaamheid;2;Verzonnen: houdt van vogels;neemt deel;Eetgroep (di);dukenburg
Bergeend;Testpersoon;1-5-1961;M;1-8-2019;huisarts;;Eenzaamheid;2;;nog niet;Wandelen;dukenburg
`;
const secret = "c1".repeat(32);

/** The same, as Excel keeps it: days as days, numbers as numbers. */
const workbook = (sheets: readonly string[], text = registrations) =>
  writeXlsxFile(
    sheets.map((sheet) => ({
      sheet,
      data: text
        .trimEnd()
        .split("\n")
        .map((line) => line.split(";").map(inWorkbook)),
    })),
  ).toBuffer();

function inWorkbook(text: string) {
  const [, day, month, year] = /^(\d+)-(\d+)-(\d{4})$/.exec(text) ?? [];
  if (year !== undefined)
    return {
      value: new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))),
      type: Date,
      format: "d-m-yyyy",
    };
  if (/^\d+$/.test(text)) return { value: Number(text), type: Number };
  return text === "" ? null : { value: text, type: String };
}

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

  test("a double is refused, and stands in the table of doubles afterwards, on its own day", async () => {
    const [headings, , goingOn = ""] = registrations.split("\n");
    const again = goingOn.replace("1-8-2019", "9-8-2019").replace("huisarts;", "huisarts;Praktijk Zuid");
    await writeFile(join(cwd, "double.csv"), `${[headings, goingOn, again].join("\n")}\n`);
    const args = into("double.sqlite").map((one) => (one === "year.csv" ? "double.csv" : one));
    for (const imported of [1, 0])
      expect((await answer(args, { cwd })).result).toMatchObject({ imported, refused: [{ row: 3 }] });
    const doubles = async (year: string) => {
      const asked = ["table", "doubles", "--log", "double.sqlite", "--year", year];
      return (await answer(asked, { cwd })).result.rows[0].cells;
    };
    expect(await doubles("2019")).toMatchObject({ count: 1 });
    expect(await doubles("2018")).toMatchObject({ count: 0 });
    const file = await readFile(join(cwd, "double.refusals.sqlite"));
    expect(file.includes("Bergeend") || file.includes("2025.")).toBe(false);
  });

  test("after the key was replaced, who is in the log is found again by the one before", async () => {
    await wor(into("replaced.sqlite"), { cwd });
    await writeFile(join(cwd, "next.key"), `2026:${"cd".repeat(32)}\n`, { mode: 0o600 });
    const replaced = into("replaced.sqlite").map((one) => (one === "town.key" ? "next.key" : one));
    const known = await answer([...replaced, "--previous-key-file", "town.key"], { cwd });
    expect(known.result).toMatchObject({ imported: 0, alreadyThere: 2, refused: [] });
    const one = await answer([...replaced, "--previous-key-file", "no.key"], { cwd });
    expect(one).toMatchObject({ code: 3, error: { code: "ENOENT" } });
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

describe("wor import of a workbook", () => {
  const of = (file: string, log: string, ...more: string[]) => [
    "import",
    file,
    ...into(log, ...more).slice(2),
  ];

  test("puts the same into a log as the CSV of it, and after that nothing", async () => {
    await writeFile(join(cwd, "year.xlsx"), await workbook(["Registraties"]));
    expect(await answer(of("year.xlsx", "book.sqlite"), { cwd })).toMatchObject({
      code: 0,
      result: { sheet: "Registraties", imported: 2, alreadyThere: 0, problems: [], refused: [] },
    });
    for (const again of ["year.csv", "year.xlsx"]) {
      const { result } = await answer(of(again, "book.sqlite"), { cwd });
      expect(result).toMatchObject({ imported: 0, alreadyThere: 2 });
    }
    await wor(into("text.sqlite"), { cwd });
    const [fromBook, fromText] = await Promise.all(
      ["book.sqlite", "text.sqlite"].map(
        async (log) => (await answer(["table", "year", "--log", log], { cwd })).result,
      ),
    );
    expect(fromBook.rows).toEqual(fromText.rows);
    expect(fromBook.rows.length).toBeGreaterThan(0);
  });

  test("what it is called does not count", async () => {
    await writeFile(join(cwd, "book.csv"), await workbook(["Registraties"]));
    await writeFile(join(cwd, "text.xlsx"), registrations);
    for (const file of ["book.csv", "text.xlsx"]) {
      const { result } = await answer(of(file, "never.sqlite", "--check"), { cwd });
      expect(result).toMatchObject({ imported: 2 });
    }
  });

  test("with registrations on two sheets asks which, and makes no log before it knows", async () => {
    await writeFile(join(cwd, "years.xlsx"), await workbook(["2018", "2019"]));
    const { code, out } = await wor(of("years.xlsx", "years.sqlite"), { cwd });
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "! nijmegen: nothing was read
        There are registrations on more than one sheet: 2018, 2019. Name the sheet
          that is to be read.
        Which sheet you say with --sheet.
      "
    `);
    expect(existsSync(join(cwd, "years.sqlite"))).toBe(false);
    const { result } = await answer(of("years.xlsx", "years.sqlite", "--sheet", "2019"), { cwd });
    expect(result).toMatchObject({ sheet: "2019", imported: 2 });
  });

  test("that cannot be read says in Dutch what to do", async () => {
    const locked = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      Buffer.alloc(600),
      Buffer.from("EncryptedPackage", "utf16le"),
    ]);
    await writeFile(join(cwd, "locked.xlsx"), locked);
    const { code, out } = await wor(of("locked.xlsx", "locked.sqlite", "--locale", "nl"), { cwd });
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "! nijmegen: er is niets gelezen
        Deze werkmap is met een wachtwoord vergrendeld. Bewaar haar zonder
          wachtwoord, of bewaar het blad als CSV.
      "
    `);
    expect((await answer(of("locked.xlsx", "locked.sqlite"), { cwd })).result.problems).toMatchObject([
      { row: 1, code: "locked-workbook", stops: "file" },
    ]);
  });

  test("with a sheet beside it is fine, and says so", async () => {
    const both = await writeXlsxFile([
      { sheet: "Uitleg", data: [[{ value: "Lees mij", type: String }]] },
      {
        sheet: "2018",
        data: registrations
          .trimEnd()
          .split("\n")
          .map((line) => line.split(";").map(inWorkbook)),
      },
    ]).toBuffer();
    await writeFile(join(cwd, "both.xlsx"), both);
    const { code, out } = await wor(of("both.xlsx", "both.sqlite"), { cwd });
    expect([code, out]).toEqual([
      0,
      "✓ nijmegen: 2 referrals added, 0 there already, 0 rows not\n  The sheet Uitleg is not read.\n",
    ]);
  });
});

describe("a file with headings of its own", () => {
  const own = registrations.replace("Achternaam", "Naam cliënt").replace("Verwijsdatum", "Datum aanmelding");

  test("is read with a mapping that names them", async () => {
    await writeFile(join(cwd, "own.csv"), own);
    await writeFile(
      join(cwd, "own.yaml"),
      "headings: { familyName: Naam cliënt, referralDate: Datum aanmelding }\n",
    );
    const args = ["import", "own.csv", ...into("own.sqlite").slice(2)];
    const { code, out } = await wor(args, { cwd });
    expect(code).toBe(1);
    expect(out).toContain("Achternaam: This column is missing.");
    expect(out).toContain("What columns are called in the file you say with --mapping");
    expect((await answer([...args, "--mapping", "own.yaml"], { cwd })).result).toMatchObject({ imported: 2 });
  });

  test("of which the mapping names a field that there is not, is told where", async () => {
    await writeFile(join(cwd, "no-field.yaml"), "headings:\n  surname: Naam\n");
    const { code, err } = await wor(into("own.sqlite", "--mapping", "no-field.yaml"), { cwd });
    expect(code).toBe(1);
    expect(err).toMatchInlineSnapshot(`
      "✗ no-field.yaml:2:3: headings.surname: choose from familyName, familyNamePrefix,
        givenName, initials, birthDate, sex, age, referralDate, referrerType,
        practice, mainReason, conversations, note, feedback, activityKind, hindered,
        area
          1 │ headings:
          2 │   surname: Naam
            │   ^^^^^^^
      "
    `);
  });
});

test("a folder is no file", async () => {
  expect(await answer(["import", ".", ...into("x.sqlite").slice(2)], { cwd })).toMatchObject({
    code: 3,
    error: { code: "folder" },
  });
});
