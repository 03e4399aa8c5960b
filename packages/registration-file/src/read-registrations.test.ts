import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { type ReadOptions, readRegistrations } from "./read-registrations.ts";

const headings =
  "Achternaam;Voornaam;Geboortedatum;Geslacht;Leeftijd;Verwijsdatum;Type verwijzer;Praktijk;Hoofdreden;Aantal gesprekken;Toelichting gesprek;Terugkoppeling huisarts;Soort activiteit;Belemmerd;Gebied";
const aalscholver =
  "van der Aalscholver;Testpersoon;12-3-1950;V;68;3-9-2018;POH-GGZ;Praktijk Noord;alleen zijn;2;praat graag;neemt deel (via POH);wandelgroep;ja;Dukenburg";
const bergeend = "Bergeend;Testpersoon;2-7-1940;M;78;4-9-2018;huisarts;;;1;;;;nee;";

const options: ReadOptions = { today: "2019-09-01" };
const read = (...lines: readonly string[]) => readRegistrations(lines.join("\n"), options);
const problemsOf = async (...lines: readonly string[]) =>
  (await read(...lines)).problems.map(({ row, column, code }) => [row, column, code].join(" "));

test("a row is read as the coach meant it", async () => {
  const { rows, problems } = await read(headings, aalscholver, bergeend);
  expect(problems).toEqual([]);
  expect(rows).toEqual([
    {
      row: 2,
      familyName: "van der Aalscholver",
      givenName: "Testpersoon",
      birthDate: "1950-03-12",
      sex: "female",
      age: 68,
      referralDate: "2018-09-03",
      referrerType: "pohMentalHealth",
      practice: "Praktijk Noord",
      mainReason: "alleen zijn",
      conversations: 2,
      note: "praat graag",
      feedback: { message: "takesPart", via: "practiceNurse" },
      activityKind: "wandelgroep",
      hindered: true,
      area: "Dukenburg",
    },
    {
      row: 3,
      familyName: "Bergeend",
      givenName: "Testpersoon",
      birthDate: "1940-07-02",
      sex: "male",
      age: 78,
      referralDate: "2018-09-04",
      referrerType: "gp",
      conversations: 1,
      hindered: false,
    },
  ]);
});

test("English headings, another order and only the columns that are needed are enough", async () => {
  const { rows, problems } = await read(
    "Sex,Conversations,Initials,LAST NAME,date of birth,Referral date,Referrer",
    "f,0,A.B.,Godwit,1950-03-12,2018-09-03,self-referral",
  );
  expect(problems).toEqual([]);
  expect(rows).toMatchObject([
    { row: 2, initials: "A.B.", familyName: "Godwit", conversations: 0, referrerType: "self" },
  ]);
});

describe("however the file was saved", () => {
  const expected = { rows: [{ row: 2, note: "één; nee, “twee” gesprekken" }], problems: [] };
  const lines = [headings, bergeend.replace(";1;;", ';1;"één; nee, “twee” gesprekken";')];
  const text = lines.join("\r\n");
  const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
  const windows1252 = Buffer.from(text.replaceAll("“", "\x93").replaceAll("”", "\x94"), "latin1");
  const commas = lines.map((line) =>
    line
      .split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .map((one) => (one.includes(",") && !one.startsWith('"') ? `"${one}"` : one)),
  );

  test.each<[string, string | Uint8Array | AsyncIterable<string | Uint8Array>]>([
    ["as text", text],
    ["as text with a byte order mark", `\uFEFF${text}`],
    ["in UTF-8", Buffer.from(text)],
    ["in UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
    ["in Windows-1252", windows1252],
    ["in UTF-16", utf16],
    ["in UTF-16, the other way round", Buffer.from(utf16).swap16()],
    ["in UTF-16 without a byte order mark", utf16.subarray(2)],
    ["in UTF-16 without one, the other way round", Buffer.from(utf16.subarray(2)).swap16()],
    [
      "as a stream of bytes cut anywhere",
      Readable.from([...Buffer.from(text)].map((byte) => Buffer.of(byte))),
    ],
    ["as a stream of text", Readable.from([text.slice(0, 40), text.slice(40)])],
    ["with line feeds", text.replaceAll("\r\n", "\n")],
    ["with carriage returns", text.replaceAll("\r\n", "\r")],
    ["with commas", commas.map((cells) => cells.join(",")).join("\n")],
    ["with bars", commas.map((cells) => cells.join("|")).join("\n")],
    ["with tabs", commas.map((cells) => cells.join("\t")).join("\n")],
  ])("%s", async (_, input) => {
    expect(await readRegistrations(input, options)).toMatchObject(expected);
  });
});

test("comments, empty rows and a spreadsheet's own first line are passed over, and rows keep their numbers", async () => {
  const { rows, problems } = await read(
    "sep=;",
    '# een "opmerking; met, alles',
    '"# in aanhalingstekens; door een rekenprogramma"',
    "",
    headings,
    ";;;;;;",
    aalscholver.replace("praat graag", '"eerst dit\n\ndan dat #2"'),
    "# nog een",
    bergeend,
  );
  expect(problems).toEqual([]);
  expect(rows.map(({ row, note }) => [row, note])).toEqual([
    [7, "eerst dit\n\ndan dat #2"],
    [9, undefined],
  ]);
});

test("a municipality's own words become its codes, and other words are problems", async () => {
  const words = { area: { Dukenburg: "dukenburg", "Grootstal-Hatertse Hei": "grootstal" } };
  const area = (name: string) => aalscholver.replace("Dukenburg", name).replace("Aalscholver", name);
  const file = await readRegistrations(
    [headings, aalscholver, area("grootstal hatertse hei"), area("Elders"), area("toString")].join("\n"),
    { ...options, words },
  );
  expect(file.rows.map((row) => row.area)).toEqual(["dukenburg", "grootstal"]);
  expect(file.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
    [4, "Gebied", "unknown-word"],
    [5, "Gebied", "unknown-word"],
  ]);
});

describe("a broken row is named with its number, its column and the reason", () => {
  test.each([
    ["3-9-2018", "31-9-2018", "Verwijsdatum impossible-date"],
    ["3-9-2018", "2018-02-30", "Verwijsdatum impossible-date"],
    ["3-9-2018", "3-9-18", "Verwijsdatum unreadable-date"],
    ["3-9-2018", "begin september", "Verwijsdatum unreadable-date"],
    ["3-9-2018", "43346", "Verwijsdatum number-for-date"],
    ["3-9-2018", "2-9-2019", "Verwijsdatum future-date"],
    ["3-9-2018", "", "Verwijsdatum missing"],
    ["12-3-1950", "29-2-1951", "Geboortedatum impossible-date"],
    ["12-3-1950", "0-0-1950", "Geboortedatum impossible-date"],
    ["12-3-1950", "12-3-0195", "Geboortedatum impossible-date"],
    ["12-3-1950", "12-3-2019", "Geboortedatum born-after-referral"],
    ["12-3-1950", "12-3-1905", "Geboortedatum,Leeftijd other-age"],
    [";V;", ";vr0uw;", "Geslacht unknown-sex"],
    [";V;", ";;", "Geslacht missing"],
    [";68;", ";-68;", "Leeftijd negative-number"],
    [";68;", ";126;", "Leeftijd not-a-whole-number"],
    [";68;", ";zestig;", "Leeftijd not-a-whole-number"],
    ["POH-GGZ", "buurman", "Type verwijzer unknown-referrer-type"],
    [";2;", ";-2;", "Aantal gesprekken negative-number"],
    [";2;", ";2,5;", "Aantal gesprekken not-a-whole-number"],
    [";2;", ";1e3;", "Aantal gesprekken not-a-whole-number"],
    [";2;", ";1000;", "Aantal gesprekken not-a-whole-number"],
    [";2;", ";;", "Aantal gesprekken missing"],
    ["van der Aalscholver", "  ", "Achternaam missing"],
    ["van der Aalscholver", "x".repeat(201), "Achternaam too-long"],
    ["Testpersoon", "", "Voornaam missing"],
    ["neemt deel (via POH)", "komt goed", "Terugkoppeling huisarts unknown-feedback"],
    ["neemt deel (via POH)", "neemt deel via buurman", "Terugkoppeling huisarts unknown-feedback"],
    [";ja;", ";soms;", "Belemmerd not-yes-or-no"],
  ])("%s → %s", async (right, wrong, expected) => {
    const { rows, problems } = await read(headings, aalscholver.replace(right, wrong), bergeend);
    expect(rows.map(({ row }) => row)).toEqual([3]);
    const [problem] = problems;
    const columns = expected.slice(0, expected.lastIndexOf(" ")).split(",");
    expect(problems).toHaveLength(1);
    expect(columns).toContain(problem?.column);
    expect(problem).toMatchObject({ row: 2, code: expected.slice(expected.lastIndexOf(" ") + 1) });
    expect(problem?.message.nl).toMatch(/\.$/);
    expect(problem?.message.en).toMatch(/\.$/);
  });

  test("everything that is wrong with a row is told at once", async () => {
    const worst = ";;31-2-1950;Q;68;morgen;buurman;;;-1;;;;misschien;";
    expect(await problemsOf(headings, worst)).toEqual([
      "2 Achternaam missing",
      "2 Voornaam missing",
      "2 Geboortedatum impossible-date",
      "2 Geslacht unknown-sex",
      "2 Verwijsdatum unreadable-date",
      "2 Type verwijzer unknown-referrer-type",
      "2 Aantal gesprekken negative-number",
      "2 Belemmerd not-yes-or-no",
    ]);
  });

  test("a resident who is there twice with one referral date, in whatever spelling", async () => {
    const again = aalscholver
      .replace("van der Aalscholver", "VAN DER AALSCHOLVER")
      .replace("3-9-2018", "03/09/2018");
    const file = await read(headings, aalscholver, bergeend, again);
    expect(file.rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(file.problems).toMatchObject([{ row: 4, code: "double-row" }]);
    expect(file.problems[0]?.message.nl).toContain("rij 2");
  });

  test("but not one who was referred again later", async () => {
    const later = aalscholver.replace("3-9-2018", "3-9-2018".replace("3", "30"));
    expect(await problemsOf(headings, aalscholver, later)).toEqual([]);
  });

  test("a separator too many", async () => {
    expect(await problemsOf(headings, `${aalscholver};en nog iets`, `${bergeend};;;`)).toEqual([
      "2  too-many-cells",
    ]);
  });

  test("cells left out at the end are no problem, as long as they are not needed", async () => {
    expect(await problemsOf(headings, "Bergeend;Testpersoon;2-7-1940;M;78;4-9-2018;huisarts;;;1")).toEqual(
      [],
    );
    expect(await problemsOf(headings, "Bergeend;Testpersoon")).toContain("2 Aantal gesprekken missing");
  });
});

describe("a quotation mark that does not match costs its own row only", () => {
  test.each([
    ["never closed, to the end of the file", '"praat graag'],
    ["closed too early", '"praat" graag'],
    ["opened in the middle", 'praat "graag'],
  ])("%s", async (_, note) => {
    const { rows, problems } = await read(headings, aalscholver.replace("praat graag", note), bergeend);
    expect(problems).toMatchObject([{ row: 2, code: "broken-quotes" }]);
    expect(rows.map(({ row }) => row)).toEqual([3]);
  });

  test("closed by the quotation mark of a later row", async () => {
    const quoted = bergeend.replace(";1;;", ';1;"houdt van schaken";').replace("Bergeend", "Casarca");
    const empty = bergeend.replace(";1;;", ';1;"";').replace("Bergeend", "Casarca");
    for (const later of [quoted, empty]) {
      const { rows, problems } = await read(
        headings,
        aalscholver.replace("praat graag", '"praat graag'),
        bergeend,
        later,
      );
      expect(problems).toMatchObject([{ row: 2, code: "broken-quotes" }]);
      expect(rows.map(({ row }) => row)).toEqual([3, 4]);
    }
  });
});

describe("two stray quotation marks, rows apart, do not make one row of what is between", () => {
  const open = aalscholver.replace("praat graag", '"praat graag');
  const closed = bergeend.replace(";1;;", ';1;schaakt";').replace("Bergeend", "Casarca");

  test("with a good row between them", async () => {
    const { rows, problems } = await read(headings, open, bergeend, closed);
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [2, "broken-quotes"],
      [4, "broken-quotes"],
    ]);
    expect(rows.map(({ row }) => row)).toEqual([3]);
  });

  test("next to each other", async () => {
    expect(await problemsOf(headings, open, closed, bergeend)).toEqual([
      "2  broken-quotes",
      "3  broken-quotes",
    ]);
  });

  test("in different columns, so that the cells do not add up", async () => {
    const name = bergeend.replace("Bergeend", 'Casarca"');
    expect(await problemsOf(headings, open, name, bergeend)).toEqual([
      "2  broken-quotes",
      "3  broken-quotes",
    ]);
  });
});

test("a date is read with the midnight that spreadsheets add, and may be today", async () => {
  const at = (referral: string) => aalscholver.replace("3-9-2018", referral).replace(";68;", ";;");
  const { rows, problems } = await read(
    headings,
    at("3-9-2018 0:00"),
    at("2018-09-04T00:00:00"),
    at("1-9-2019"),
  );
  expect(problems).toEqual([]);
  expect(rows.map((row) => row.referralDate)).toEqual(["2018-09-03", "2018-09-04", "2019-09-01"]);
});

test("letters with separate accents are joined", async () => {
  const { rows } = await read(headings, bergeend.replace("Bergeend", "Ee\u0308nd"));
  expect(rows[0]?.familyName).toBe("E\u00ebnd");
});

describe("a file that is no registration file is told so", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["nothing", "", "1  empty"],
    ["only a byte order mark", Buffer.from("\uFEFF \n"), "1  empty"],
    ["a workbook that is cut off", Buffer.from("PK\u0003\u0004rest"), "1  broken-workbook"],
    ["an old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "1  old-workbook"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), "1  not-text"],
    ["a web page", "\n<table><tr><td>Achternaam;Voornaam;Geslacht", "1  markup"],
    ["everything in one column", `"${headings}"\n"${aalscholver}"`, "1  unsplit-headings"],
    ["a letter", "Beste collega,\nhierbij het bestand.\n", "1  no-headings"],
    ["rows without headings", aalscholver, "1  no-headings"],
    ["only comments", "# niets\n# hier", "1  no-headings"],
  ])("%s", async (_, input, expected) => {
    const { rows, problems } = await readRegistrations(input, options);
    expect(rows).toEqual([]);
    expect(problems.map(({ row, column, code }) => [row, column, code].join(" "))).toEqual([expected]);
  });

  test("headings without rows are an empty file of the right kind", async () => {
    expect(await read(headings)).toEqual({ rows: [], problems: [] });
  });
});

describe("headings", () => {
  const without = (heading: string) =>
    headings
      .split(";")
      .filter((one) => one !== heading)
      .join(";");

  test.each([
    "Achternaam",
    "Voornaam",
    "Geboortedatum",
    "Geslacht",
    "Verwijsdatum",
    "Type verwijzer",
    "Aantal gesprekken",
  ])("without %s no row can be read", async (heading) => {
    const { rows, problems } = await read("# iets", without(heading), aalscholver);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ row: 2, column: heading, code: "missing-column" }]);
  });

  test("two columns for one thing leave it open which counts", async () => {
    const { rows, problems } = await read(`${headings};Wijk`, `${aalscholver};Lindenholt`);
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ row: 1, column: "Wijk", code: "double-column" }]);
  });

  test("a column we do not know is named and left alone", async () => {
    const { rows, problems } = await read(`${headings};Schoenmaat`, `${aalscholver};41`);
    expect(problems).toMatchObject([{ row: 1, column: "Schoenmaat", code: "unknown-column" }]);
    expect(JSON.stringify(rows)).not.toContain("41");
  });

  test("a column of citizen service numbers is never read", async () => {
    const { rows, problems } = await read(`B.S.N.;${headings}`, `111222333;${aalscholver}`);
    expect(problems).toMatchObject([{ row: 1, column: "B.S.N.", code: "bsn-column" }]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("111222333");
  });

  test("a file may have its own, and then only those count", async () => {
    const own = "Naam cliënt;Voornaam;Geb. datum;M/V;Datum aanmelding;Verwijzer;Aantal;Reden;Aanleiding";
    const row = "Bergeend;Test;2-7-1940;M;4-9-2018;huisarts;1;vraagt om een kaart;alleen zijn";
    const headings = {
      familyName: "naam client",
      referralDate: "Datum aanmelding",
      conversations: "Aantal",
      mainReason: "Aanleiding",
    };
    const file = await readRegistrations(`${own}\n${row}`, { ...options, headings });
    expect(file.rows).toMatchObject([
      { familyName: "Bergeend", mainReason: "alleen zijn", conversations: 1 },
    ]);
    expect(file.problems).toMatchObject([{ column: "Reden", code: "unknown-column" }]);
    const other = await readRegistrations(`${own}\n${row}`, {
      ...options,
      headings: { ...headings, conversations: "Contacten" },
    });
    expect(other.problems).toMatchObject([
      { column: "Contacten", code: "missing-column", stops: "file" },
      { column: "Aantal" },
      { column: "Reden" },
    ]);
  });
});
