import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { look } from "../overview.ts";
import { same, type Table } from "../table.ts";
import { column, row } from "../tables/definition.ts";
import { table } from "../tables/index.ts";
import { testTown } from "../testing/town.ts";
import { eventsCsv } from "./events.ts";
import { tableCsv, tableJson } from "./files.ts";
import { NotForOutside } from "./outside.ts";
import { tablesXlsx } from "./xlsx.ts";

const odd: Table = {
  name: "odd",
  title: { nl: "Vreemd: [alles]/iets", en: "Odd" },
  municipality: "testdorp",
  selection: {},
  asOf: undefined,
  moment: "2026-01-05T08:00:00.000Z",
  columns: [
    column("what", "text", "Wat", "What"),
    column("count", "count", "Aantal", "Number"),
    column("share", "share", "Aandeel", "Share"),
    column("change", "number", "Verschil", "Change"),
    column("last", "date", "Laatst", "Last"),
  ],
  rows: [
    row("a", ['=HYPERLINK("http://x")', 12, 0.5, -1.5, "2026-01-05T23:30:00.000Z"]),
    row("b", [same("één; twee, drie"), 0, undefined, undefined, "2026-03-01"]),
    row("c", ["-klein", 3, 0.1, 2, "2026-03-02"]),
  ],
  notes: [{ nl: "Zo lees je dit.", en: "Read it like this." }],
};

test("a CSV file has headings that do not change, ISO days, and no formulas", () => {
  expect(tableCsv(odd, { audience: "municipality" })).toBe(
    [
      "key,what,count,share,change,last",
      `a,"'=HYPERLINK(""http://x"")",12,0.5,-1.5,2026-01-06`,
      'b,"één; twee, drie",0,,,2026-03-01',
      "c,'-klein,3,0.1,2,2026-03-02",
      "",
    ].join("\r\n"),
  );
});

test("a text of several lines stays one cell of a CSV file", () => {
  const rows = [row("a", ["twee\nregels", 12]), row("b", ["\r=1+1", 12])];
  expect(
    tableCsv({ ...odd, rows })
      .split("\r\n")
      .slice(1),
  ).toEqual(['a,"twee\nregels",12,,,', `b,"'\r=1+1",12,,,`, ""]);
});

test("a CSV file for a Dutch spreadsheet is parted by semicolons", () => {
  expect(tableCsv(odd, { separator: ";" }).split("\r\n")[2]).toBe('b;"één; twee, drie";0;;;2026-03-01');
});

test("what leaves the municipality hides counts of few people unless it is asked not to", async () => {
  expect(tableCsv(odd).split("\r\n")[3]).toBe("c,'-klein,.,.,.,.");
  expect(tableJson(odd, { locale: "en" }).rows[2]?.cells).toEqual({
    what: "-klein",
    count: { hidden: true },
    share: { hidden: true },
    change: { hidden: true },
    last: { hidden: true },
  });
  expect(tableCsv(odd, { below: 3 }).split("\r\n")[3]).toBe("c,'-klein,3,0.1,2,2026-03-02");
});

test("a table about individuals does not leave the municipality", async () => {
  const { store, options, refers } = await testTown();
  await refers("r1");
  const work = table("work", await look(store, options()));
  expect(() => tableCsv(work)).toThrow(NotForOutside);
  expect(() => tableJson(work)).toThrow('Ask for it with audience "municipality"');
  await expect(tablesXlsx([work])).rejects.toThrow(NotForOutside);
  expect(tableCsv(work, { audience: "municipality" }).split("\r\n")).toHaveLength(3);
});

test("JSON tells all that a program needs, in the language asked for", () => {
  const json = tableJson(odd, { locale: "en", audience: "municipality" });
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  expect(json).toMatchObject({ title: "Odd", notes: ["Read it like this."] });
  expect(json.columns[1]).toEqual({ key: "count", heading: "Number", kind: "count" });
  expect(json.rows[0]).toEqual({
    key: "a",
    level: 0,
    cells: { what: '=HYPERLINK("http://x")', count: 12, share: 0.5, change: -1.5, last: "2026-01-06" },
  });
});

test("in Excel days are days, numbers are numbers, and a formula is text", async () => {
  const files = unzipSync(await tablesXlsx([odd, odd], { audience: "municipality" }));
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const sheet = read("xl/worksheets/sheet1.xml");
  const cell = (place: string) => sheet.match(new RegExp(`<c r="${place}"[^>]*>.*?</c>`))?.[0] ?? "";
  expect(cell("B2")).toContain("<v>12</v>");
  expect(cell("D2")).toContain("<v>-1.5</v>");
  // What is no whole number has two decimals, as on the screen; what is, has none.
  const [styleOfChange, styleOfTwo] = ["D2", "D4"].map((place) => cell(place).match(/s="\d+"/)?.[0]);
  expect(styleOfChange).not.toBe(styleOfTwo);
  // Day 46028 since 1900 is 6 January 2026.
  expect(cell("E2")).toContain("<v>46028</v>");
  expect(cell("A2")).toContain('t="s"');
  expect(sheet).not.toContain("<f>");
  expect(read("xl/workbook.xml")).toContain('name="Vreemd   alles  iets"');
  expect(read("xl/workbook.xml")).toContain('name="Vreemd   alles  iets 2"');
});

test("what is hidden is hidden in Excel too, next to what would give it away", async () => {
  const parts = { part: "sex", total: "all" };
  const rows = [row("all", ["all", 40]), row("a", ["a", 38], parts), row("b", ["b", 2], parts)];
  const files = unzipSync(await tablesXlsx([{ ...odd, rows }]));
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet).toContain("<v>40</v>");
  expect(sheet).toMatch(/<c r="B3"[^>]*t="s"/);
  expect(sheet).toMatch(/<c r="B4"[^>]*t="s"/);
});

test("an event file has a line for every event, with ISO times and its data as JSON", async () => {
  const { store, refers } = await testTown();
  await refers("r1");
  const pieces: string[] = [];
  for await (const piece of eventsCsv(store.read({ municipality: "testdorp" }))) pieces.push(piece);
  const lines = pieces.join("").trimEnd().split("\r\n");
  expect(lines[0]).toBe(
    "position,id,type,schemaVersion,occurredAt,recordedAt,municipality,actor,role,organisation,commandId,correlationId,causationId,tags,data",
  );
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(
    /^1,id\d+,CoachRegistered,1,2026-01-05T08:00:00.000Z,2026-01-05T08:00:00.000Z,testdorp,coordinator-1,coordinator,,/,
  );
});
