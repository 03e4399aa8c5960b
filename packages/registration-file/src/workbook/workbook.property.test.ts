import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import writeXlsxFile, { type CellObject } from "write-excel-file/node";
import { rangeText } from "../range.ts";
import { readRegistrations } from "../read-registrations.ts";
import { rawRow, rawWorkbook, zipped } from "../testing/raw-workbook.ts";

const times = Number(process.env.WOR_RUNS ?? 1);
const options = { today: "2019-09-01" };
const headings = [
  "Achternaam",
  "Voornaam",
  "Geboortedatum",
  "Geslacht",
  "Leeftijd",
  "Verwijsdatum",
  "Type verwijzer",
  "Aantal gesprekken",
  "Toelichting",
  "Belemmerd",
  "Schoenmaat",
];

type Value = string | number | boolean | Date | null;
const words = fc.constantFrom("praat", "graag", ";", ",", '"', "\n", "é", "“", "'", "<b>", "&", "#", " ");
const text = fc.array(words, { maxLength: 8 }).map((parts) => parts.join(""));
const day = fc
  .date({ min: new Date("1900-03-01"), max: new Date("2019-08-31"), noInvalidDate: true })
  .map((date) => new Date(date.toISOString().slice(0, 10)));
const odd = fc.constantFrom<Value>(
  null,
  "",
  " ",
  "31-2-1950",
  "#N/A",
  -3,
  0.1 + 0.2,
  1950,
  true,
  "Q",
  "# na",
);
const mostly = (value: fc.Arbitrary<Value>) => fc.oneof({ weight: 12, arbitrary: value }, odd);
const row = fc.tuple(
  mostly(fc.constantFrom("Bergeend", "Casarca", "Dodaars", "van der Aalscholver")),
  mostly(fc.constantFrom("Test", "Proef")),
  mostly(day),
  mostly(fc.constantFrom("v", "M", "onbekend")),
  mostly(fc.constant(null)),
  mostly(day),
  mostly(fc.constantFrom("huisarts", "POH-GGZ")),
  mostly(fc.nat(12)),
  mostly(text),
  mostly(fc.constantFrom("ja", "nee", true, false, null)),
  mostly(fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }))),
);
const table = fc.record({
  above: fc.array(fc.constantFrom(["Registraties van het team"], ["#", "a"], [""]), { maxLength: 2 }),
  rows: fc.array(fc.oneof({ weight: 8, arbitrary: row }, fc.constant<Value[]>([])), { maxLength: 8 }),
});

test("a table says the same as CSV and as a workbook", async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ above, rows }) => {
      const whole: (readonly Value[])[] = [...above, headings, ...rows];
      const csv = stringify(
        whole.map((cells) => headings.map((_, i) => inCsv(cells[i] ?? null))),
        {
          delimiter: ";",
          // A bare comment ends with its line, also where a cell of it does not.
          quoted_match: /[\r\n]|^#/,
        },
      );
      const xlsx = await writeXlsxFile(
        whole.map((cells) => headings.map((_, i) => inWorkbook(cells[i] ?? null))),
      ).toBuffer();
      const { sheet, ...read } = await readRegistrations(xlsx, options);
      expect(read).toEqual(await readRegistrations(csv, options));
      expect(sheet).toBe("Sheet1");
    }),
    { numRuns: 40 * times },
  );
});

const inCsv = (value: Value): string => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "number") return String(Number(value.toPrecision(15)));
  return typeof value === "boolean" ? String(value).toUpperCase() : (value ?? "");
};

function inWorkbook(value: Value): CellObject | null {
  if (value instanceof Date) return { value, type: Date, format: "d-m-yyyy" };
  if (typeof value === "number") return { value, type: Number };
  if (typeof value === "boolean") return { value, type: Boolean };
  return value === null || value === "" ? null : { value, type: String };
}

const cell = (right: string) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constant<string | number | null>(right) },
    fc.constantFrom<string | number | null>(
      null,
      "geheim",
      43346.5,
      '<c t="e"><v>#REF!</v></c>',
      "<c><f>A1</f></c>",
      '<c t="b"><v>1</v></c>',
    ),
  );
const place = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.nat(8)).map(([row, column]) => ({ row, column }));
const block = fc
  .tuple(place, fc.nat(2), fc.nat(2))
  .map(([{ row, column }, down, right]) =>
    rangeText({ firstRow: row, lastRow: row + down, firstColumn: column, lastColumn: column + right }),
  );
const sheetRow = fc.record({
  cells: fc.tuple(
    ...["Bergeend", "Test", "12-3-1950", "v", "", "3-9-2018", "huisarts", "2", "geheim"].map(cell),
  ),
  gap: fc.nat(1),
  hidden: fc.boolean(),
});

test("every row of a workbook is read or told, and what is told repeats no cell", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sheetRow, { maxLength: 6 }),
      fc.array(block, { maxLength: 3 }),
      async (rows, merged) => {
        let last = 1;
        const placed = rows.map(({ cells, gap, hidden }) => {
          last += 1 + gap;
          return { row: last, xml: rawRow(last, cells, hidden ? 'hidden="1"' : ""), cells };
        });
        const data = rawRow(1, headings) + placed.map(({ xml }) => xml).join("");
        const file = await readRegistrations(rawWorkbook({ sheets: [{ name: "A", data, merged }] }), options);
        const stopped = file.problems.filter(({ stops }) => stops === "row").map(({ row }) => row);
        const read = file.rows.map(({ row }) => row);
        const filled = placed.filter(({ cells }) => cells.some((one) => one !== null && one !== ""));
        expect([...new Set([...stopped, ...read])].sort((a, b) => a - b)).toEqual(
          filled.map(({ row }) => row),
        );
        expect(read.filter((row) => stopped.includes(row))).toEqual([]);
        expect(JSON.stringify(file.problems)).not.toContain("geheim");
      },
    ),
    { numRuns: 60 * times },
  );
});

const whole = rawWorkbook({
  sheets: [
    {
      name: "Registraties",
      data:
        rawRow(1, headings) +
        rawRow(2, [
          "Bergeend",
          "Test",
          '<c s="1"><v>18334</v></c>',
          "v",
          null,
          '<c t="s"><v>0</v></c>',
          "ha",
          2,
        ]),
      merged: ["I2:I3"],
    },
    { name: "Lijst", data: rawRow(1, ["Wijk"]), state: "hidden" },
  ],
  strings: "<si><t>3-9-2018</t></si>",
  formats: [0, 14, "d-m-yyyy"],
});
const asWritten = readRegistrations(whole, options);

test("a damaged workbook is told to be damaged, or reads as it did: never otherwise, and never by throwing", async () => {
  const spot = fc.nat(whole.length - 1);
  const flipped = fc.array(fc.tuple(spot, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 });
  const damage = fc.oneof(
    flipped.map((bytes) => {
      const copy = Uint8Array.from(whole);
      for (const [at, mask] of bytes) copy[at] = (copy[at] ?? 0) ^ mask;
      return copy;
    }),
    spot.map((length) => whole.subarray(0, length)),
    fc.tuple(spot, spot).map(([from, to]) => Buffer.concat([whole.subarray(0, from), whole.subarray(to)])),
  );
  await fc.assert(
    fc.asyncProperty(damage, async (bytes) => {
      const file = await readRegistrations(bytes, options);
      const stops = file.problems.some((problem) => problem.stops === "file");
      if (stops) expect(file.rows).toEqual([]);
      else expect(file).toEqual(await asWritten);
    }),
    { numRuns: 300 * times },
  );
});

test("whatever the parts of a workbook say, nothing is thrown", async () => {
  const files = unzipSync(whole);
  const snippets = fc.constantFrom(
    "<row>",
    "</row>",
    '<row r="0">',
    '<row r="9999999">',
    '<c r="ZZZZ1"/>',
    '<c r="A1" t="s"><v>99</v></c>',
    '<c r="A9" t="e"/>',
    "<c><v>NaN</v></c>",
    "<c><v>1e999</v></c>",
    '<c s="-1"><v>1</v></c>',
    '<c t="constructor"><v>x</v></c>',
    "&unknown;",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    '<mergeCell ref="A2:XFD1048576"/>',
    '<mergeCell ref="B2:A1"/>',
    '<sheet name="x" r:id="__proto__"/>',
    '<Relationship Id="a" Target="../../../etc/passwd" Type="/worksheet"/>',
    '<xf numFmtId="99999999999"/>',
    "<si><t>_xFFFF_</t></si>",
    "\u0000",
    "]]>",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(files)),
      fc.nat(),
      snippets,
      fc.nat(3),
      async (name, where, snippet, removed) => {
        const xml = new TextDecoder().decode(files[name]);
        const ends = [...xml.matchAll(/>/g)].map(({ index }) => index + 1);
        const at = ends[where % ends.length] ?? 0;
        const cut = ends[(where % ends.length) + removed] ?? at;
        const changed = xml.slice(0, at) + snippet + xml.slice(removed === 3 ? at : cut);
        const file = await readRegistrations(zipped({ ...files, [name]: changed }), options);
        expect(file.rows.every(({ familyName }) => familyName !== "")).toBe(true);
      },
    ),
    { numRuns: 150 * times },
  );
});
