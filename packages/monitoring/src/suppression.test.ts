import { expect, test } from "vitest";
import { suppressSmallCells, suppressTogether } from "./suppression.ts";
import { type Row, suppressed, type Table } from "./table.ts";
import { column, row } from "./tables/definition.ts";

const text = { nl: "", en: "" };

/** A table with a count and a share of the first row. */
const counting = (rows: readonly Row[], more: Partial<Table> = {}): Table => ({
  name: "test",
  title: text,
  municipality: "testdorp",
  selection: {},
  asOf: undefined,
  moment: "2026-01-05T08:00:00.000Z",
  columns: [
    column("what", "text", "Wat", "What"),
    column("count", "count", "Aantal", "Number"),
    column("share", "share", "Aandeel", "Share"),
  ],
  rows,
  notes: [],
  ...more,
});

const sex = { part: "sex", total: "all" };
const shownCounts = (table: Table) => Object.fromEntries(table.rows.map(({ key, cells }) => [key, cells[1]]));

test("a count of fewer than five is hidden, with the share it makes; a zero and a five are not", () => {
  const table = suppressSmallCells(
    counting([row("a", ["a", 4, 0.4]), row("b", ["b", 0, 0]), row("c", ["c", 5, 0.5])]),
  );
  expect(table.rows.map(({ cells }) => cells)).toEqual([
    ["a", suppressed, suppressed],
    ["b", 0, 0],
    ["c", 5, 0.5],
  ]);
});

test("nothing is hidden where nobody is few", () => {
  const table = counting([row("all", ["", 89]), row("women", ["", 54], sex), row("men", ["", 35], sex)]);
  expect(shownCounts(suppressSmallCells(table))).toEqual({ all: 89, women: 54, men: 35 });
});

test("a hidden part of a total takes the next smallest with it, or subtraction would tell", () => {
  const table = counting([
    row("all", ["", 60]),
    row("women", ["", 48], sex),
    row("men", ["", 10], sex),
    row("other", ["", 2], sex),
  ]);
  expect(shownCounts(suppressSmallCells(table))).toEqual({
    all: 60,
    women: 48,
    men: suppressed,
    other: suppressed,
  });
});

test("some of a total are hidden when those who are left are few", () => {
  const table = counting([row("all", ["", 60]), row("aged50", ["", 57], { total: "all" })]);
  expect(shownCounts(suppressSmallCells(table))).toEqual({ all: 60, aged50: suppressed });
});

test("two hidden counts of one do not give each other away", () => {
  const table = counting([
    row("all", ["", 30]),
    row("women", ["", 28], sex),
    row("men", ["", 1], sex),
    row("other", ["", 1], sex),
  ]);
  // 30 - 28 = 2 over two that are not zero: both would be one.
  expect(shownCounts(suppressSmallCells(table))).toMatchObject({ women: suppressed, all: 30 });
});

test("a weighted sum does not give a hidden count away", () => {
  const held = { part: "held", total: "all" };
  const table = counting(
    [
      row("all", ["", 40]),
      row("1", ["", 20], held),
      row("2", ["", 18], held),
      row("8", ["", 1], held),
      row("9", ["", 1], held),
      row("conversations", ["", 73]),
    ],
    {
      sums: [
        {
          total: { row: "conversations", column: "count" },
          parts: ["1", "2", "8", "9"].map((key) => ({
            cell: { row: key, column: "count" },
            weight: Number(key),
          })),
        },
      ],
    },
  );
  const shown = shownCounts(suppressSmallCells(table));
  expect(shown).toMatchObject({ "8": suppressed, "9": suppressed });
  expect(Object.values(shown).filter((one) => one === suppressed).length).toBeGreaterThan(2);
});

test("what is computed from a hidden row is hidden too", () => {
  const table = counting([row("total", ["", 3]), row("mean", ["", undefined, 1.5], { from: ["total"] })]);
  expect(suppressSmallCells(table).rows[1]?.cells).toEqual(["", undefined, suppressed]);
});

test("what is computed from one count stays when another of the row is hidden", () => {
  const [reached, waiting] = [column("reached", "count", "", ""), column("waiting", "count", "", "")];
  const median = { ...column("median", "days", "", ""), from: ["reached"] };
  const longest = { ...column("longest", "days", "", ""), from: ["waiting"] };
  const columns = [column("step", "text", "", ""), reached, median, waiting, longest];
  const table = counting([row("intake", ["", 78, 6.1, 2, 31])], { columns });
  expect(suppressSmallCells(table).rows[0]?.cells).toEqual(["", 78, 6.1, suppressed, suppressed]);
});

test("a mean below five is no count of few people", () => {
  const table = counting([row("total", ["", 174]), row("mean", ["", 1.96], { from: ["total"] })]);
  expect(shownCounts(suppressSmallCells(table))).toEqual({ total: 174, mean: 1.96 });
  const few = counting([row("total", ["", 4]), row("mean", ["", 1.96], { from: ["total"] })]);
  expect(shownCounts(suppressSmallCells(few))).toEqual({ total: suppressed, mean: suppressed });
});

test("how small is small is the municipality's to say", () => {
  const table = counting([row("a", ["a", 9])]);
  expect(shownCounts(suppressSmallCells(table, { below: 10 }))).toEqual({ a: suppressed });
});

test("tables read side by side do not tell what one of them hides", () => {
  const endings = { part: "ending", total: "all" };
  const year = counting(
    [
      row("all", ["", 60]),
      row("underWay", ["", 38], endings),
      row("completed", ["", 2], endings),
      row("dropped", ["", 20], endings),
    ],
    { name: "year", means: [{ cell: { row: "dropped", column: "count" }, as: "dropped" }] },
  );
  const drops = counting([row("drops", ["", 20])], {
    name: "drops",
    means: [{ cell: { row: "drops", column: "count" }, as: "dropped" }],
  });
  expect(shownCounts(suppressSmallCells(drops))).toEqual({ drops: 20 });
  const [shownYear, shownDrops] = suppressTogether([year, drops]);
  expect(shownYear && shownCounts(shownYear)).toMatchObject({ completed: suppressed, dropped: suppressed });
  expect(shownDrops && shownCounts(shownDrops)).toEqual({ drops: suppressed });
});
