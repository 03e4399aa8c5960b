import fc from "fast-check";
import { expect, test } from "vitest";
import { suppressSmallCells } from "./suppression.ts";
import { suppressed, type Table } from "./table.ts";
import { column, row } from "./tables/definition.ts";

const runs = Number(process.env.WOR_RUNS ?? 1);
const below = 5;
const text = { nl: "", en: "" };

/** Three ways of dividing the same people, some of a total, and a weighted sum over one division: as tables have them. */
const table = fc
  .record({
    held: fc.array(fc.nat({ max: 8 }), { minLength: 2, maxLength: 5 }),
    sex: fc.double({ min: 0, max: 1, noNaN: true }),
    reasons: fc.array(fc.nat({ max: 4 }), { minLength: 2, maxLength: 4 }),
    aged: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ held, sex, reasons, aged }): Table => {
    const all = held.reduce((sum, one) => sum + one, 0);
    const women = Math.round(all * sex);
    const weights = reasons.reduce((sum, one) => sum + one, 0) || 1;
    const divided = reasons.map((one) => Math.floor((all * one) / weights));
    divided[0] = (divided[0] ?? 0) + all - divided.reduce((sum, one) => sum + one, 0);
    const conversations = held.reduce((sum, one, times) => sum + one * times, 0);
    return {
      name: "test",
      title: text,
      municipality: "testdorp",
      selection: {},
      asOf: undefined,
      moment: "2026-01-05T08:00:00.000Z",
      columns: [column("what", "text", "", ""), column("count", "count", "", "")],
      rows: [
        row("all", ["", all]),
        row("women", ["", women], { part: "sex", total: "all" }),
        row("men", ["", all - women], { part: "sex", total: "all" }),
        row("aged", ["", Math.round(all * aged)], { total: "all" }),
        ...held.map((one, times) => row(`held${times}`, ["", one], { part: "held", total: "all" })),
        ...divided.map((one, index) => row(`reason${index}`, ["", one], { part: "reason", total: "all" })),
        row("conversations", ["", conversations]),
      ],
      sums: [
        {
          total: { row: "conversations", column: "count" },
          parts: held.map((_, times) => ({ cell: { row: `held${times}`, column: "count" }, weight: times })),
        },
      ],
      notes: [],
    };
  });

/** Every combination of hidden counts that fits what is shown, as somebody with a sheet of paper would find them. */
function* solutions(shown: Table, most: number): Generator<Map<string, number>> {
  const known = new Map<string, number>();
  const hidden: string[] = [];
  for (const { key, cells } of shown.rows)
    if (typeof cells[1] === "number") known.set(key, cells[1]);
    else hidden.push(key);
  const groups = ["sex", "held", "reason"].map((part) => shown.rows.filter((one) => one.part === part));

  function fits(guess: ReadonlyMap<string, number>, isWhole: boolean): boolean {
    const value = (key: string) => known.get(key) ?? guess.get(key);
    const all = value("all");
    const sum = (keys: readonly string[], weight: (index: number) => number, total: number | undefined) => {
      const values = keys.map(value);
      const least = values.reduce<number>((so, one, index) => so + (one ?? 1) * weight(index), 0);
      if (total === undefined) return true;
      return values.includes(undefined) || !isWhole ? least <= total : least === total;
    };
    const aged = value("aged");
    return (
      groups.every((rows) =>
        sum(
          rows.map(({ key }) => key),
          () => 1,
          all,
        ),
      ) &&
      sum(
        (groups[1] ?? []).map(({ key }) => key),
        (index) => index,
        value("conversations"),
      ) &&
      (aged === undefined || all === undefined || aged <= all)
    );
  }

  function* search(index: number, guess: Map<string, number>): Generator<Map<string, number>> {
    const key = hidden[index];
    if (key === undefined) {
      if (fits(guess, true)) yield new Map(guess);
      return;
    }
    for (let one = 1; one <= most; one += 1) {
      guess.set(key, one);
      if (fits(guess, false)) yield* search(index + 1, guess);
      guess.delete(key);
    }
  }
  yield* search(0, new Map());
}

test("no hidden count of few people can be computed from what is shown", () => {
  fc.assert(
    fc.property(table, (whole) => {
      const shown = suppressSmallCells(whole, { below });
      const few = whole.rows.filter(({ cells }) => Number(cells[1]) > 0 && Number(cells[1]) < below);
      const found = new Map(few.map(({ key }) => [key, new Set<number>()]));
      let looked = 0;
      for (const solution of solutions(shown, 30)) {
        looked += 1;
        for (const [key, values] of found) values.add(solution.get(key) ?? 0);
        if (looked > 3_000 || [...found.values()].every((values) => values.size > 1)) break;
      }
      for (const [key, values] of found) {
        expect(shown.rows.find((one) => one.key === key)?.cells[1]).toBe(suppressed);
        expect(values.size, `${key} can only be ${[...values]}`).toBeGreaterThan(1);
      }
    }),
    { numRuns: 20 * runs },
  );
});
