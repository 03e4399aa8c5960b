import { describe, expect, test } from "vitest";
import { type ReadOptions, readRegistrations } from "./read-registrations.ts";

// What files look like that went through several hands and programs.

const headings =
  "Achternaam;Voornaam;Geboortedatum;Geslacht;Leeftijd;Verwijsdatum;Type verwijzer;Praktijk;Hoofdreden;Aantal gesprekken;Toelichting gesprek;Terugkoppeling huisarts;Soort activiteit;Belemmerd;Gebied";
const aalscholver =
  "van der Aalscholver;Testpersoon;12-3-1950;V;68;3-9-2018;POH-GGZ;Praktijk Noord;alleen zijn;2;praat graag;neemt deel (via POH);wandelgroep;ja;Dukenburg";
const bergeend = "Bergeend;Testpersoon;2-7-1940;M;78;4-9-2018;huisarts;;;1;;;;nee;";

const options: ReadOptions = { today: "2019-09-01" };
const read = (...lines: readonly string[]) => readRegistrations(lines.join("\n"), options);
const problemsOf = async (...lines: readonly string[]) =>
  (await read(...lines)).problems.map(({ row, column, code }) => [row, column, code].join(" "));

describe("above the headings", () => {
  test("may stand a title, and what is more than a title is told", async () => {
    const title = "Registraties 2018;;;;";
    const legend = "Gemeente:;Verzonnen;Jaar:;2018";
    const { rows, problems } = await read(title, "", legend, headings, bergeend);
    expect(rows.map(({ row }) => row)).toEqual([5]);
    expect(problems).toMatchObject([{ row: 3, code: "above-headings", stops: "nothing" }]);
  });

  test("a row that names two of our columns does not take the place of all of them", async () => {
    const { rows } = await read("Wijk;Reden", headings, bergeend);
    expect(rows).toHaveLength(1);
  });
});

test("what a column without a heading holds is told, and each row is read", async () => {
  const { rows, problems } = await read(`${headings};`, `${aalscholver};`, `${bergeend};van Anna`);
  expect(rows).toHaveLength(2);
  expect(problems).toMatchObject([{ row: 3, code: "unnamed-column", range: "P", stops: "nothing" }]);
});

test("a date may have a time of day", async () => {
  const { rows } = await read(headings, bergeend.replace("4-9-2018", "4-9-2018 14:30"));
  expect(rows).toMatchObject([{ referralDate: "2018-09-04" }]);
});

describe("letters that were lost", () => {
  const called = (name: string) => bergeend.replace("Bergeend", name);

  test.each([
    ["UTF-8 that was taken for Windows-1252", "AalschÃ¶lver"],
    ["once more", "CasarÃ©"],
    ["a letter that no program could read", "Aalsch\uFFFDlver"],
    ["a sign that no keyboard gives", "Aalsch\u0085lver"],
  ])("%s are told, since the name would be another one", async (_, name) => {
    expect(await problemsOf(headings, called(name), aalscholver)).toEqual(["2 Achternaam garbled-text"]);
  });

  test.each(["Müller", "Çelik", "D’Angelo", "Şimşek", "Nuñez", "Þórsson", "Ångström", "Ã", "O‘Neill"])(
    "%s is a name",
    async (name) => {
      expect(await problemsOf(headings, called(name))).toEqual([]);
    },
  );

  test("lines in UTF-8 and in Windows-1252, in one file: what cannot be put right is told", async () => {
    const file = Buffer.concat([
      Buffer.from(`${headings}\n${called("Ëend")}\n`),
      Buffer.from(called("Casarcë"), "latin1"),
    ]);
    const { rows, problems } = await readRegistrations(file, options);
    expect(rows).toMatchObject([{ row: 3, familyName: "Casarcë" }]);
    expect(problems).toMatchObject([{ row: 2, code: "garbled-text" }]);
  });

  test.each([
    ["Dani\x91l", "\r\n", "Daniël"],
    ["Ren\x8e", "\n", "René"],
    ["Fran\x8dois", "\n", "François"],
    ["Aalsch\x9alver", "\r", "Aalschölver"],
  ])("a Mac writes %j", async (bytes, end, name) => {
    const file = Buffer.from([headings, called(bytes)].join(end), "latin1");
    expect((await readRegistrations(file, options)).rows).toMatchObject([{ familyName: name }]);
  });
});

test("a heading is shown on one line, without what steers a terminal", async () => {
  const { problems } = await read(`${headings};"Schoen\n\u001b[31mmaat"`, `${aalscholver};`);
  expect(problems).toMatchObject([{ column: "Schoen [31mmaat" }]);
});

test("a row that stands in one cell is told so", async () => {
  const commas = [headings, bergeend].map((line) => line.replaceAll(";", ","));
  expect(await problemsOf(commas[0] ?? "", `"${commas[1]}"`)).toEqual(["2  unsplit-row"]);
});

describe("dates with the month first", () => {
  const on = (referral: string) => bergeend.replace("4-9-2018", referral);

  test("are told wherever they may be either, once one of them shows that it is so", async () => {
    const file = await read(
      headings,
      on("9/3/2018"),
      on("9/13/2018").replace("2-7-1940", "7/2/1940"),
      on("9/9/2018"),
      on("5-9-2018"),
    );
    expect(file.rows.map(({ row }) => row)).toEqual([4, 5]);
    expect(file.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, "Verwijsdatum", "american-date"],
      [3, "Verwijsdatum", "impossible-date"],
      [3, "Geboortedatum", "american-date"],
    ]);
  });

  test("without such a one a date with slashes has its day first", async () => {
    const { rows } = await read(headings, on("3/9/2018"), on("13/9/2018"));
    expect(rows.map((row) => row.referralDate)).toEqual(["2018-09-03", "2018-09-13"]);
  });
});

test.each([
  ["3 september 2018", "2018-09-03"],
  ["3-sep-2018", "2018-09-03"],
  ["3 sept. 2018", "2018-09-03"],
  ["13 maart 2018", "2018-03-13"],
  ["1-mrt-2018", "2018-03-01"],
  ["31 May 2018", "2018-05-31"],
  ["31 juni 2018", "impossible-date"],
  ["3-sep-18", "unreadable-date"],
  ["3 vendémiaire 2018", "unreadable-date"],
  ["september 2018", "unreadable-date"],
])("%s is %s", async (written, meant) => {
  const { rows, problems } = await read(headings, bergeend.replace("4-9-2018", written));
  expect(rows[0]?.referralDate ?? problems[0]?.code).toBe(meant);
});

describe("rows that are nobody's", () => {
  test.each(["Totaal;;;;;;;;;3", "Eindtotaal 2018;2", ";Total;;;68"])(
    "%s is a total, and told",
    async (total) => {
      const { rows, problems } = await read(headings, bergeend, total);
      expect(rows).toHaveLength(1);
      expect(problems).toMatchObject([{ row: 3, code: "totals-row", stops: "nothing" }]);
    },
  );

  test("the headings once more, as at the top of a page", async () => {
    const { rows, problems } = await read(headings, bergeend, headings, aalscholver);
    expect([rows.map(({ row }) => row), problems]).toEqual([[2, 4], []]);
  });

  test("other headings end what is read, since all below them stands in other columns", async () => {
    const turned = headings.replace("Achternaam;Voornaam", "Voornaam;Achternaam");
    const { rows, problems } = await read(headings, bergeend, turned, aalscholver);
    expect(rows.map(({ row }) => row)).toEqual([2]);
    expect(problems).toMatchObject([{ row: 3, code: "other-headings", stops: "row" }]);
  });

  test("but somebody who is called so, or whose row is all wrong, is somebody", async () => {
    expect(await problemsOf(headings, bergeend.replace("Bergeend", "Total"))).toEqual([]);
    const wrong = bergeend.replace("2-7-1940", "juli").replace("4-9-2018", "september");
    expect(await problemsOf(headings, wrong)).toEqual([
      "2 Geboortedatum unreadable-date",
      "2 Verwijsdatum unreadable-date",
    ]);
  });
});

test("what is written at great length is refused at once, not looked at for ever", async () => {
  const long = aalscholver.replace("neemt deel (via POH)", `neemt${" ".repeat(30_000)}deel`);
  expect(await problemsOf(headings, long)).toEqual(["2 Terugkoppeling huisarts unknown-feedback"]);
});

test("a CSV with more lines than a registration file ever has is refused whole", async () => {
  const file = await readRegistrations(`${headings}\r\n${"x\r\n".repeat(100_000)}`, options);
  expect(file).toMatchObject({ rows: [], problems: [{ row: 1, code: "too-large", stops: "file" }] });
});
