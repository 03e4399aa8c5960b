import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRegistrations } from "./read-registrations.ts";

const runs = { numRuns: 150 * Number(process.env.WOR_RUNS ?? 1) };
const today = "2019-09-01";
const headings = [
  "Achternaam",
  "Voornaam",
  "Geboortedatum",
  "Geslacht",
  "Verwijsdatum",
  "Type verwijzer",
  "Aantal gesprekken",
  "Toelichting",
];

const note = fc
  .array(fc.constantFrom("praat", "graag", ";", ",", "\t", '"', "\n", "\r\n", "é", "“", "'", "#", " "), {
    maxLength: 12,
  })
  .map((parts) => parts.join("").trim());
const saving = fc.record({
  delimiter: fc.constantFrom(";", ",", "\t"),
  record_delimiter: fc.constantFrom("\n", "\r\n", "\r"),
  quoted: fc.boolean(),
  bom: fc.boolean(),
  // As spreadsheets do, also where the writer would leave a line break that is not its own bare.
  quoted_match: fc.constant(/[\r\n]/),
});

test("whatever a note holds and however the file is saved, what was written is what is read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(note, { maxLength: 8 }), saving, async (notes, how) => {
      const rows = notes.map((text, i) => [
        `Vogel ${i}`,
        "Test",
        "12-3-1950",
        "v",
        "3-9-2018",
        "huisarts",
        i,
        text,
      ]);
      const file = await readRegistrations(stringify([headings, ...rows], how), { today });
      expect(file.problems).toEqual([]);
      expect(file.rows.map((row) => row.note ?? "")).toEqual(notes);
      expect(file.rows.map((row) => row.row)).toEqual(notes.map((_, i) => i + 2));
    }),
    runs,
  );
});

test("every row is either read or named as a problem, and no problem repeats what was in a cell", async () => {
  const good = ["Vogel", "Test", "12-3-1950", "v", "3-9-2018", "huisarts", "1", ""];
  const row = fc.tuple(
    ...good.map((cell) =>
      fc.oneof({ weight: 6, arbitrary: fc.constant(cell) }, fc.constantFrom("", "geheim 7", "-1")),
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), saving, async (rows, how) => {
      const file = await readRegistrations(stringify([headings, ...rows], how), { today });
      const written = rows.flatMap((cells, i) => (cells.some((cell) => cell !== "") ? [i + 2] : []));
      const told = new Set([...file.rows, ...file.problems].map((one) => one.row));
      expect([...told].sort((a, b) => a - b)).toEqual(written);
      expect(JSON.stringify(file.problems)).not.toContain("geheim");
      const broken = new Set(file.problems.map((problem) => problem.row));
      expect(file.rows.filter((one) => broken.has(one.row))).toEqual([]);
    }),
    runs,
  );
});

test("no bytes at all make it throw", async () => {
  const pieces = fc.constantFrom(
    headings.join(";"),
    "\n",
    "\r",
    ";",
    '"',
    "#",
    "Vogel",
    "\0",
    "12-3-1950",
    "\uFEFF",
    "é",
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(""))),
    fc
      .array(pieces, { maxLength: 60 })
      .map((parts) => Buffer.from(`${headings.join(";")}\n${parts.join("")}`, "latin1")),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (input) => {
      const file = await readRegistrations(input, { today });
      expect(file.rows.every((row) => row.familyName !== "")).toBe(true);
    }),
    runs,
  );
});
