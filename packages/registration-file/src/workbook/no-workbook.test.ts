import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readRegistrations } from "../read-registrations.ts";
import { type RawWorkbook, rawRow, rawWorkbook, zipped } from "../testing/raw-workbook.ts";

const options = { today: "2019-09-01" };
const headings = rawRow(1, [
  "Achternaam",
  "Voornaam",
  "Geboortedatum",
  "Geslacht",
  "Verwijsdatum",
  "Type verwijzer",
  "Aantal gesprekken",
]);
const workbook = (data: string, about: Partial<RawWorkbook> = {}) =>
  rawWorkbook({ sheets: [{ name: "A", data: headings + data }], ...about });

const oleWith = (text: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
    Buffer.from(text, "utf16le"),
  ]);

/** Marks the first part as encrypted, in the list at the end. */
function encrypted(zip: Uint8Array): Uint8Array {
  const copy = Buffer.from(zip);
  const at = copy.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  copy.writeUInt16LE(copy.readUInt16LE(at + 8) | 1, at + 8);
  return copy;
}

describe("a file that cannot be read is told what it is, and what to do", () => {
  test.each<[string, Uint8Array, string, RegExp]>([
    ["an .xls", oleWith("Workbook"), "old-workbook", /\.xlsx/],
    ["a workbook with a password", oleWith("EncryptedPackage"), "locked-workbook", /password/],
    [
      "an .ods",
      zipped({ mimetype: "application/vnd.oasis.opendocument.spreadsheet" }),
      "other-workbook",
      /\.xlsx/,
    ],
    ["an .xlsb", zipped({ "_rels/.rels": "<a/>", "xl/workbook.bin": "x" }), "other-workbook", /\.xlsx/],
    ["a zip with the file in it", zipped({ "jaar.csv": "Achternaam" }), "not-a-workbook", /Unpack/],
    [
      "a letter",
      workbook("", { parts: { "xl/workbook.xml": "<document/>" } }),
      "not-a-workbook",
      /no workbook/,
    ],
    ["an empty zip", zipped({}), "not-text", /text/],
    ["a web page that is called .xls", Buffer.from("\r\n<html><table>"), "markup", /web page/],
    ["XML that is called .xls", Buffer.from('<?xml version="1.0"?><Workbook/>'), "markup", /XML/],
    [
      "two parts of one name, of which programs may show either",
      workbook("", { parts: { "XL/WorkSheets/Sheet1.xml": `<worksheet>${headings}</worksheet>` } }),
      "broken-workbook",
      /damaged/,
    ],
    ["a zip with a password", encrypted(workbook("")), "locked-workbook", /password/],
    ["half a workbook", workbook("").subarray(0, 900), "broken-workbook", /damaged/],
    [
      "a workbook without the part of a sheet",
      rawWorkbook({
        sheets: [],
        parts: { "xl/workbook.xml": '<workbook><sheet name="A" id="rId9"/></workbook>' },
      }),
      "broken-workbook",
      /damaged/,
    ],
    ["rows out of order", workbook(rawRow(1, ["x"])), "broken-workbook", /damaged/],
    ["a text that is not there", workbook('<row><c t="s"><v>7</v></c></row>'), "broken-workbook", /damaged/],
    [
      "entities that stand for others",
      workbook("", {
        parts: { "xl/sharedStrings.xml": '<!DOCTYPE sst [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>' },
      }),
      "broken-workbook",
      /damaged/,
    ],
  ])("%s", async (_, file, code, words) => {
    const { rows, problems } = await readRegistrations(file, options);
    expect([rows, problems.map((problem) => [problem.row, problem.code, problem.stops])]).toEqual([
      [],
      [[1, code, "file"]],
    ]);
    expect(problems[0]?.message.en).toMatch(words);
  });

  test("a sheet that is only a chart is passed over", async () => {
    const plain = workbook("");
    const name = "xl/_rels/workbook.xml.rels";
    const rels = new TextDecoder().decode(unzipSync(plain)[name]).replace('/worksheet"', '/chartsheet"');
    expect(rels).toContain("/chartsheet");
    const chart = zipped({ ...unzipSync(plain), [name]: rels });
    expect((await readRegistrations(chart, options)).problems).toMatchObject([{ code: "empty" }]);
  });

  test("a byte that changed on the way", async () => {
    const file = Uint8Array.from(zippedPlain());
    const at = Buffer.from(file).indexOf("Achternaam");
    file[at] = "B".charCodeAt(0);
    expect(at).toBeGreaterThan(0);
    expect((await readRegistrations(file, options)).problems).toMatchObject([{ code: "broken-workbook" }]);
  });
});

describe("a file that is too large is refused before it fills the memory", () => {
  const tooLarge = { rows: [], problems: [{ row: 1, code: "too-large", stops: "file" }] };

  test("a small workbook that unfolds into a large one", async () => {
    const file = workbook("", { parts: { "xl/sharedStrings.xml": new Uint8Array(33 * 2 ** 20).fill(0x20) } });
    expect(file.byteLength).toBeLessThan(2 ** 20);
    expect(await readRegistrations(file, options)).toMatchObject(tooLarge);
  });

  test("more cells than a registration file ever has", async () => {
    const row = `<row>${"<c><v>1</v></c>".repeat(2_000)}</row>`;
    expect(await readRegistrations(workbook(row.repeat(251)), options)).toMatchObject(tooLarge);
  });

  test("more rows", async () => {
    const rows = "<row><c><v>1</v></c></row>".repeat(100_001);
    expect(await readRegistrations(workbook(rows), options)).toMatchObject(tooLarge);
  });

  test("more merged blocks than anybody makes", async () => {
    const merged = Array.from({ length: 5_001 }, (_, i) => `A${i + 2}:B${i + 2}`);
    const file = rawWorkbook({ sheets: [{ name: "A", data: headings, merged }] });
    expect(await readRegistrations(file, options)).toMatchObject(tooLarge);
  });

  test("a format that goes on and on", async () => {
    const parts = {
      "xl/styles.xml": `<s><numFmts><numFmt numFmtId="0" formatCode="${"[".repeat(2 ** 18)}"/></numFmts><cellXfs><xf numFmtId="0"/></cellXfs></s>`,
    };
    expect(await readRegistrations(workbook("", { parts }), options)).toMatchObject({
      rows: [],
      problems: [],
    });
  });

  test("but not a wide and sparse one", async () => {
    const far = Array.from({ length: 50 }, (_, i) => `<row><c r="XFC${i + 2}"><v>1</v></c></row>`).join("");
    const { problems } = await readRegistrations(workbook(far), options);
    expect(problems).toHaveLength(50 * 7 + 1);
    expect(problems[0]).toMatchObject({ code: "unnamed-column", range: "XFC" });
  });

  test("a stream without end", async () => {
    let taken = 0;
    const endless = async function* () {
      for (;;) {
        taken += 1;
        yield new Uint8Array(2 ** 20);
      }
    };
    expect(await readRegistrations(endless(), options)).toMatchObject(tooLarge);
    expect(taken).toBe(33);
  });
});

/** Not packed, so that what changes is what is read. */
function zippedPlain(): Uint8Array {
  return rawWorkbook({ sheets: [{ name: "A", data: headings }], level: 0 });
}
