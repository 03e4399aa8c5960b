import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { type ReadOptions, readRegistrations } from "../read-registrations.ts";
import { type RawSheet, type RawWorkbook, rawRow, rawWorkbook, zipped } from "../testing/raw-workbook.ts";

const headings = [
  "Achternaam",
  "Voornaam",
  "Geboortedatum",
  "Geslacht",
  "Verwijsdatum",
  "Type verwijzer",
  "Aantal gesprekken",
  "Toelichting",
  "Wijk",
];
type Cells = readonly (string | number | null)[];
const bergeend: Cells = ["Bergeend", "Test", "12-3-1950", "v", "3-9-2018", "huisarts", 2, null, "Noord"];
const casarca: Cells = ["Casarca", "Test", "1-2-1960", "m", "4-9-2018", "huisarts", 1, null, "Zuid"];

const options: ReadOptions = { today: "2019-09-01" };
const sheet = (rows: readonly Cells[], about: Partial<RawSheet> = {}): RawSheet => ({
  name: "Registraties",
  data: rows.map((cells, i) => rawRow(i + 1, cells)).join(""),
  ...about,
});
const book = (rows: readonly Cells[], about: Partial<RawWorkbook & RawSheet> = {}) =>
  rawWorkbook({ sheets: [sheet(rows, about)], ...about });
const read = (file: Uint8Array, more: Partial<ReadOptions> = {}) =>
  readRegistrations(file, { ...options, ...more });
const told = async (file: Uint8Array, more: Partial<ReadOptions> = {}) =>
  (await read(file, more)).problems.map(({ row, column, code, range }) =>
    [row, column, code, range].filter((one) => one !== undefined).join(" "),
  );
const withCell = (row: Cells, heading: string, cell: string | number | null): Cells =>
  row.map((one, i) => (headings[i] === heading ? cell : one));

describe("a workbook is read as the CSV of its sheet", () => {
  test("as Excel's own kind of file, with days as days", async () => {
    const day = (text: string) => ({ value: new Date(text), type: Date, format: "dd-mm-yyyy" });
    const file = await writeXlsxFile([
      headings.map((value) => ({ value, type: String })),
      [
        { value: "Bergeend", type: String },
        { value: "Test", type: String },
        day("1950-03-12"),
        { value: "v", type: String },
        day("2018-09-03"),
        { value: "huisarts", type: String },
        { value: 2, type: Number },
        { value: "één; “twee”\nregels & <meer>", type: String },
        null,
      ],
    ]).toBuffer();
    expect(await read(file)).toMatchObject({
      problems: [],
      rows: [
        {
          row: 2,
          birthDate: "1950-03-12",
          referralDate: "2018-09-03",
          conversations: 2,
          note: "één; “twee”\nregels & <meer>",
        },
      ],
    });
  });

  test("with a title above the headings, empty rows, and comments, and rows keep their numbers", async () => {
    const file = book([["Registraties 2018"], [], headings, [], bergeend, ["# nog na te kijken"], casarca]);
    const { rows, problems, sheet: name } = await read(file);
    expect([problems, rows.map(({ row }) => row), name]).toEqual([[], [5, 7], "Registraties"]);
  });

  test("also in pieces, as a stream", async () => {
    const bytes = book([headings, bergeend]);
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    };
    expect((await readRegistrations(pieces(), options)).rows).toHaveLength(1);
  });

  test("formats set for a million empty rows and every column are not in the way", async () => {
    const empty = `${rawRow(9, [])}<row r="1048576"><c r="XFD1048576" s="0"/></row>`;
    const file = rawWorkbook({
      sheets: [
        { name: "A", data: rawRow(1, headings) + rawRow(2, bergeend) + empty },
        { name: "leeg", data: empty },
      ],
    });
    expect(await read(file)).toMatchObject({ problems: [], rows: [{ row: 2 }] });
  });
});

test("a sheet with buttons, notes and rules, as Excel writes it, reads as its cells", async () => {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const around = (data: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${main}" xmlns:r="r" xmlns:mc="mc" mc:Ignorable="x14ac" xmlns:x14ac="x14ac" xmlns:xdr="xdr" xmlns:x14="x14" xmlns:xm="xm">
<sheetPr codeName="Blad1"><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:XFD1048576"/>
<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>
<cols><col min="1" max="16384" width="9" style="1"/></cols><sheetData>${data}</sheetData>
<autoFilter ref="A1:I3"/><conditionalFormatting sqref="A2"><cfRule type="expression" priority="1"><formula>A2=""</formula></cfRule></conditionalFormatting>
<dataValidations count="1"><dataValidation type="list" sqref="D2"><formula1>"v,m"</formula1></dataValidation></dataValidations>
<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks><drawing r:id="rId2"/><legacyDrawing r:id="rId3"/>
<mc:AlternateContent><mc:Choice Requires="x14"><controls><control shapeId="1" r:id="rId4" name="Knop"><controlPr><anchor><from><xdr:col>0</xdr:col><xdr:row>3</xdr:row></from></anchor></controlPr></control></controls></mc:Choice></mc:AlternateContent>
<extLst><ext uri="u"><x14:sparklineGroups><x14:sparkline><xm:f>A1:A9</xm:f><xm:sqref>B1</xm:sqref></x14:sparkline></x14:sparklineGroups></ext></extLst></worksheet>`;
  const cells = bergeend.map((cell) =>
    cell === 2 ? '<c s="1" x14ac:dyDescent="0.25"><f t="shared" si="0"/><v>2</v></c>' : cell,
  );
  const data =
    rawRow(1, headings) +
    rawRow(2, cells, 'spans="1:9" s="1" customFormat="1" x14ac:dyDescent="0.25"') +
    '<row r="1048576" ht="0" customHeight="1"/>';
  const file = rawWorkbook({
    sheets: [{ name: "Blad1", data: "" }],
    formats: [0, 0],
    parts: {
      "xl/worksheets/sheet1.xml": around(data),
      "xl/drawings/drawing1.xml": "<not read",
      "xl/media/a.png": "",
    },
  });
  expect(await read(file)).toMatchObject({ problems: [], rows: [{ row: 2, conversations: 2 }] });
});

describe("a cell says what it shows", () => {
  const note = async (cell: string, about: Partial<RawWorkbook> = {}) =>
    (await read(book([headings, withCell(bergeend, "Toelichting", cell)], about))).rows[0]?.note;
  const formats = [
    0,
    14,
    "dd\\-mm\\-yyyy",
    9,
    "0.0&quot; dagen&quot;",
    "[Red]0",
    "[h]:mm",
    "General",
    1,
    "#,##0.0",
    "0.00%",
    "# ?/?",
    "_ &quot;€&quot; * 0.0_ ",
    "0.0,",
  ];

  test.each<[string, string | undefined]>([
    ["<c><v>5</v></c>", "5"],
    ["<c><v>5.0</v></c>", "5"],
    ["<c><v>0.30000000000000004</v></c>", "0.3"],
    ["<c><v>2.9999999999999996</v></c>", "3"],
    ["<c><v>1E3</v></c>", "1000"],
    ['<c s="3"><v>0.28999999999999998</v></c>', "29%"],
    ['<c s="4"><v>12</v></c>', "12"],
    ['<c s="5"><v>12</v></c>', "12"],
    ['<c s="7"><v>43344</v></c>', "43344"],
    ['<c s="8"><v>68.42</v></c>', "68"],
    ['<c s="8"><v>-0.2</v></c>', "0"],
    ['<c s="8"><v>2.5</v></c>', "3"],
    ['<c s="8"><v>-2.5</v></c>', "-3"],
    ['<c s="9"><v>1234.0500000000001</v></c>', "1234.1"],
    ['<c s="10"><v>0.28999999999999998</v></c>', "29%"],
    ['<c s="10"><v>0.12345</v></c>', "12.35%"],
    ['<c s="11"><v>0.25</v></c>', "0.25"],
    ['<c s="12"><v>2.345</v></c>', "2.3"],
    ['<c s="13"><v>12345</v></c>', "12345"],
    ['<c s="4"><v>12.34</v></c>', "12.3"],
    ['<c t="b"><v>1</v></c>', "TRUE"],
    ['<c t="b"><v>0</v></c>', "FALSE"],
    ['<c t="s"><v>0</v></c>', "praat graag"],
    ['<c t="s"><v>1</v></c>', "één\r\ntwee"],
    ['<c t="str"><f>A1&amp;"x"</f><v>uitkomst</v></c>', "uitkomst"],
    ['<c t="str"><f>""</f><v></v></c>', undefined],
    ["<c><f>1+1</f><v>2</v></c>", "2"],
    ['<c t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t>jk</t></r></is></c>', "rijk"],
    ['<c t="d"><v>2018-09-03T00:00:00.000</v></c>', "2018-09-03T00:00:00"],
    ['<c s="1"><v>43346</v></c>', "2018-09-03"],
    ['<c s="2"><v>43346.604166666664</v></c>', "2018-09-03T14:30:00"],
    ['<c s="6"><v>0.5</v></c>', "12:00:00"],
    ['<c s="1"><v>-4</v></c>', "-4"],
    ['<c s="1"><v>1E300</v></c>', "1e+300"],
  ])("%s → %s", async (cell, text) => {
    const strings =
      "<si><r><t>praat </t></r><r><t>graag</t></r><rPh><t>no</t></rPh></si><si><t>één_x000D_\ntwee</t></si>";
    expect(await note(cell, { strings, formats })).toBe(text);
  });

  test("with another prefix and with CDATA it is the same XML", async () => {
    const plain = book([headings, bergeend]);
    const files = unzipSync(plain);
    const xml = new TextDecoder()
      .decode(files["xl/worksheets/sheet1.xml"])
      .replace(/<(\/?)(\w)/g, "<$1x:$2")
      .replace("xmlns=", "xmlns:x=")
      .replace("Noord", "<![CDATA[No & rd]]>");
    const { rows } = await read(zipped({ ...files, "xl/worksheets/sheet1.xml": xml }));
    expect(rows).toMatchObject([{ area: "No & rd" }]);
  });
});

describe("days", () => {
  const birthday = async (serial: string, from1904 = false) => {
    const row = withCell(bergeend, "Geboortedatum", `<c s="1"><v>${serial}</v></c>`);
    const { rows, problems } = await read(book([headings, row], { formats: [0, 14], from1904 }));
    return rows[0]?.birthDate ?? problems[0]?.code;
  };

  test.each([
    ["18334", "1950-03-12"],
    ["61", "1900-03-01"],
    ["60", "impossible-date"],
    ["59", "1900-02-28"],
    ["1", "1900-01-01"],
    ["0", "unreadable-date"],
    ["18334.99999999", "1950-03-13"],
    ["-1", "number-for-date"],
    ["2958466", "number-for-date"],
  ])("%s is %s, counted from 1900", async (serial, day) => {
    expect(await birthday(serial)).toBe(day);
  });

  test.each([
    ["16872", "1950-03-12"],
    ["0", "1904-01-01"],
  ])("%s is %s, counted from 1904", async (serial, day) => {
    expect(await birthday(serial, true)).toBe(day);
  });

  test("a bare number is nobody's to guess: it may be counted from 1900, from 1904, or be a year", async () => {
    for (const number of [43346, 1950]) {
      const file = book([headings, withCell(bergeend, "Geboortedatum", number)]);
      expect(await told(file)).toEqual(["2 Geboortedatum number-for-date"]);
    }
  });

  test("a count that is shown as a day is not taken for one", async () => {
    const file = book([headings, withCell(bergeend, "Aantal gesprekken", '<c s="1"><v>2</v></c>')], {
      formats: [0, 14],
    });
    expect(await told(file)).toEqual(["2 Aantal gesprekken not-a-whole-number"]);
  });
});

describe("cells that cannot be trusted", () => {
  const failed = '<c t="e"><f>VLOOKUP(A2,B:C,2)</f><v>#N/A</v></c>';

  test("a formula that failed is told with its cell, and with all else that is wrong with the row", async () => {
    const row = withCell(withCell(bergeend, "Achternaam", failed), "Geslacht", "Q");
    expect(await told(book([headings, row, casarca]))).toEqual([
      "2 Achternaam error-value A2",
      "2 Geslacht unknown-sex",
    ]);
  });

  test("what failed is not repeated, and in a column that is not read it does not matter", async () => {
    const file = book([
      [...headings, "Schoenmaat"],
      [...bergeend, failed],
    ]);
    const { rows, problems } = await read(file);
    expect([rows.length, problems.map(({ code }) => code)]).toEqual([1, ["unknown-column"]]);
  });

  test("in a CSV it is told as well, also where it looks like a comment", async () => {
    const csv = [headings, ["#N/B", ...bergeend.slice(1)], withCell(casarca, "Wijk", "#VERW!")];
    const file = Buffer.from(csv.map((cells) => cells.join(";")).join("\n"));
    expect(await told(file)).toEqual(["2 Achternaam error-value A2", "3 Wijk error-value I3"]);
  });

  test("a formula that was never worked out", async () => {
    const row = withCell(bergeend, "Verwijsdatum", "<c><f>TODAY()</f></c>");
    expect(await told(book([headings, row]))).toEqual(["2 Verwijsdatum no-result E2"]);
  });

  test("merged over rows, the block is named at each of them", async () => {
    const file = book(
      [headings, bergeend, withCell(casarca, "Wijk", null), withCell(casarca, "Voornaam", "An")],
      {
        merged: ["I2:I3"],
      },
    );
    expect(await told(file)).toEqual(["2 Wijk merged-cells I2:I3", "3 Wijk merged-cells I2:I3"]);
    expect((await read(file)).rows.map(({ row }) => row)).toEqual([4]);
  });

  test("merged over columns that are read", async () => {
    const file = book([headings, withCell(bergeend, "Voornaam", null), casarca], { merged: ["A2:B2"] });
    expect(await told(file)).toEqual(["2 Achternaam merged-cells A2:B2"]);
  });

  test("merged where nothing is lost: a title, what is empty, and to the right over columns that are not read", async () => {
    const file = book([["Registraties"], headings, withCell(bergeend, "Toelichting", null), casarca], {
      merged: ["A1:F1", "H3:H4", "I4:K4"],
    });
    expect(await told(file)).toEqual([]);
  });

  test("merged headings stop the file, with the block named", async () => {
    for (const merged of ["A1:B1", "A1:A2"]) {
      const { rows, problems } = await read(book([headings, bergeend], { merged: [merged] }));
      expect(rows).toEqual([]);
      expect(problems).toMatchObject([{ row: 1, code: "merged-headings", range: merged, stops: "file" }]);
      expect(problems[0]?.message.nl).toContain(merged);
    }
  });
});

describe("sheets", () => {
  const year = (name: string, row: Cells, about: Partial<RawSheet> = {}) =>
    sheet([headings, row], { name, ...about });
  const list: RawSheet = sheet([["Wijken"], ["Noord"]], { name: "Lijsten" });

  test("the one with our headings is read, and that the others are not is told", async () => {
    const file = rawWorkbook({ sheets: [list, year("2018", bergeend), sheet([], { name: "Blad3" })] });
    expect(await read(file)).toMatchObject({
      sheet: "2018",
      rows: [{ row: 2 }],
      problems: [{ code: "unread-sheet", stops: "nothing" }],
    });
  });

  test("more than one that fits is a question, unless it is still to be filled in", async () => {
    const both = rawWorkbook({ sheets: [year("2018", bergeend), year("2019", casarca)] });
    const { rows, problems } = await read(both);
    expect([rows, problems.map(({ code }) => code)]).toEqual([[], ["several-sheets"]]);
    expect(problems[0]?.message.en).toContain("2018, 2019");
    const template = rawWorkbook({ sheets: [sheet([headings], { name: "Leeg" }), year("2019", casarca)] });
    expect(await read(template)).toMatchObject({ sheet: "2019", problems: [{ code: "unread-sheet" }] });
  });

  test("it may be named, in whatever capitals, also when it is hidden", async () => {
    const file = rawWorkbook({
      sheets: [year("Jaar 2018", bergeend), year("2019", casarca, { state: "veryHidden" })],
    });
    expect(await read(file, { sheet: " jaar 2018" })).toMatchObject({ sheet: "Jaar 2018", problems: [] });
    expect(await read(file, { sheet: "2019" })).toMatchObject({ rows: [{ familyName: "Casarca" }] });
    expect(await read(file)).toMatchObject({ sheet: "Jaar 2018", problems: [] });
  });

  test.each<[string, Partial<ReadOptions>, readonly RawSheet[], string]>([
    ["one that is not there", { sheet: "2020" }, [year("2018", bergeend)], "unknown-sheet"],
    ["one without headings", { sheet: "Lijsten" }, [list, year("2018", bergeend)], "no-headings"],
    ["an empty one", { sheet: "A" }, [sheet([], { name: "A" }), year("2018", bergeend)], "empty"],
    ["only a hidden one that fits", {}, [list, year("2018", bergeend, { state: "hidden" })], "hidden-sheet"],
    ["none that fits", {}, [list], "no-headings"],
    ["only empty ones", {}, [sheet([]), sheet([], { name: "B" })], "empty"],
    ["none at all", {}, [], "empty"],
  ])("%s is told", async (_, more, sheets, code) => {
    expect(await read(rawWorkbook({ sheets }), more)).toMatchObject({
      rows: [],
      problems: [{ code, stops: "file" }],
    });
  });

  test("with headings of which some are missing, those are told", async () => {
    const file = rawWorkbook({ sheets: [list, sheet([headings.slice(1), bergeend.slice(1)])] });
    expect(await told(file)).toEqual(["1 unread-sheet", "1 Achternaam missing-column"]);
  });

  test("a sheet named for a file that has none", async () => {
    expect(await told(Buffer.from(headings.join(";")), { sheet: "2018" })).toEqual(["1 no-sheets"]);
  });

  test("hidden rows are read, as in the CSV, and told", async () => {
    const data =
      rawRow(1, headings) + rawRow(2, bergeend, 'hidden="1"') + rawRow(3, casarca, 'hidden="true"');
    const { rows, problems } = await read(rawWorkbook({ sheets: [{ name: "A", data }] }));
    expect(rows).toHaveLength(2);
    expect(problems).toMatchObject([{ row: 2, code: "hidden-rows", stops: "nothing" }]);
    expect(problems[0]?.message.nl).toContain("2 in totaal");
  });

  test("what stands in a column without a heading is told, once", async () => {
    const file = book([headings, [...bergeend, null, "van Anna"], [...casarca, null, "ook"]]);
    expect(await told(file)).toEqual(["2 unnamed-column K"]);
    expect((await read(file)).rows).toHaveLength(2);
  });
});
