import type { Table } from "../table.ts";

/** A cell as `table/row/column`. */
export type Place = string;

/** Numbers that add up to nothing: each so many times. */
type Sum = ReadonlyMap<Place, number>;

/**
 * Whoever has a file and a sheet of paper: knows what the tables' words mean, and so which cells are the same number
 * and which add up, and solves for what is hidden. Knows nothing of how cells were hidden.
 *
 * @returns The hidden counts that come out, with what they are.
 */
export function solved(shown: readonly Table[], truth: readonly Table[]): Map<Place, number> {
  const [printed, real] = [numbers(shown), numbers(truth)];
  const sums = [...whatIsTheSame, ...whatAddsUp(truth), ...whatMeansTell(printed)]
    .map((sum) => new Map([...sum].filter(([place]) => real.has(place))))
    // What does not hold in this log (somebody came back) nobody can reckon with.
    .filter((sum) => sum.size > 1 && Math.abs(total(sum, real)) < 1e-6);
  const hidden = [...real.keys()].filter((place) => !printed.has(place));
  const column = new Map(hidden.map((place, index) => [place, index]));
  const rows = sums.map((sum) => {
    const row = new Array<number>(hidden.length + 1).fill(0);
    for (const [place, weight] of sum) {
      const index = column.get(place);
      if (index === undefined) row[hidden.length] = (row.at(-1) ?? 0) - weight * (printed.get(place) ?? 0);
      else row[index] = (row[index] ?? 0) + weight;
    }
    return row;
  });
  const found = new Map<Place, number>();
  for (const row of eliminated(rows, hidden.length)) {
    const left = hidden.filter((_, index) => Math.abs(row[index] ?? 0) > 1e-9);
    if (left.length === 1 && left[0] !== undefined) found.set(left[0], row.at(-1) ?? 0);
  }
  return found;
}

/** Every number in the tables; where one is hidden, none. */
export function numbers(tables: readonly Table[]): Map<Place, number> {
  const found = new Map<Place, number>();
  for (const { name, rows, columns } of tables)
    for (const { key, cells } of rows)
      for (const [index, cell] of cells.entries())
        if (typeof cell === "number") found.set(`${name}/${key}/${columns[index]?.key}`, cell);
  return found;
}

/** What counts the same people, by what the documentation says of each. */
const whatIsTheSame: readonly Sum[] = [
  ["year/referred/count", "funnel/referred/count", "funnel/referred/of", "reasons/all/referred"],
  ["year/referred/count", "referrers/all/referred", "conversations/all/people", "dropouts/referred/count"],
  ["year/arrived/count", "funnel/arrived/count", "times/contact/reached", "referrers/all/arrived"],
  ["year/matched/count", "funnel/matched/count", "times/match/reached"],
  ["year/participated/count", "funnel/participating/count", "times/start/reached"],
  ["year/dropped/count", "dropouts/all/count", "feedback/drop/owed"],
  ["year/completed/count", "feedback/end/owed"],
  ["year/conversations:total/count", "conversations/all/conversations"],
  ["funnel/intake/count", "times/intake/reached"],
].flatMap(([first = "", ...others]) => others.map((other) => equal(first, other)));

/** What adds up, within tables and between them. */
function* whatAddsUp(tables: readonly Table[]): Generator<Sum> {
  const rows = (name: string) => tables.find((one) => one.name === name)?.rows ?? [];
  for (const { name, columns, rows } of tables)
    for (const { key: column } of columns)
      for (const group of Map.groupBy(rows, ({ part, total }) => part && `${part}/${total}`).values())
        if (group[0]?.part !== undefined)
          yield adds(
            `${name}/${group[0].total}/${column}`,
            group.map(({ key }) => `${name}/${key}/${column}`),
          );
  for (const { key } of rows("year")) {
    const [kind, code] = key.split(":");
    const place = `year/${key}/count`;
    if (kind === "reason") yield equal(place, `reasons/main:${code}/referred`);
    if (kind === "core") yield equal(place, `reasons/core:${code}/referred`);
    if (kind === "referrer") yield equal(place, `referrers/${code}/referred`);
    if (kind === "conversations") yield equal(place, `conversations/${code}/people`);
    if (kind === "dropped") yield equal(place, `dropouts/reason:${code}/count`);
    if (kind === "feedback")
      yield equal(place, `feedback/all/${code === "nobody" ? "nobodyToTell" : (code ?? "owed")}`);
  }
  // The town's two reasons each are one of the list that all share.
  yield equal("year/reason:lonely/count", "year/core:loneliness/count");
  yield equal("year/reason:grief/count", "year/core:loss/count");
  yield adds("year/referred/count", ["year/conversations:0/count", "funnel/intake/count"]);
  yield adds("funnel/ended/count", ["year/completed/count", "year/dropped/count"]);
  for (const { key } of rows("feedback"))
    yield adds(
      `feedback/${key}/owed`,
      ["inTime", "late", "withinTerm", "overdue", "nobodyToTell"].map(
        (column) => `feedback/${key}/${column}`,
      ),
    );
  const held = rows("conversations").filter(({ key }) => /^\d+$/.test(key));
  yield new Map([
    ["conversations/all/conversations", -1],
    ...held.map(({ key }) => [`conversations/${key}/people`, Number(key)] as const),
  ]);
  for (const { key } of rows("silent"))
    yield adds(
      `silent/${key}/referred`,
      rows("referrers").flatMap((row) =>
        row.key.endsWith(`:${key}`) ? [`referrers/${row.key}/referred`] : [],
      ),
    );
  for (const name of ["months", "quarters"])
    for (const [column, state] of inTime)
      yield adds(
        `funnel/${state}/count`,
        rows(name).map(({ key }) => `${name}/${key}/${column}`),
      );
  for (const { key } of rows("quarters"))
    for (const [column] of inTime)
      yield adds(
        `quarters/${key}/${column}`,
        [2, 1, 0].map(
          (back) =>
            `months/${key.slice(0, 4)}-${`${3 * Number(key.slice(6)) - back}`.padStart(2, "0")}/${column}`,
        ),
      );
  const last = rows("months").at(-1)?.key;
  yield equal(`months/${last}/waiting`, "times/intake/waiting");
  yield equal(`months/${last}/waiting`, `quarters/${rows("quarters").at(-1)?.key}/waiting`);
}

const inTime = [
  ["referred", "referred"],
  ["intake", "intake"],
  ["started", "participating"],
  ["ended", "ended"],
] as const;

/** A mean times how many had a conversation makes all conversations; a share times a whole makes a part. */
function* whatMeansTell(printed: ReadonlyMap<Place, number>): Generator<Sum> {
  const mean =
    printed.get("year/conversations:mean/count") ?? printed.get("conversations/mean/conversations");
  if (mean !== undefined)
    for (const total of ["year/conversations:total/count", "conversations/all/conversations"]) {
      yield new Map([
        [total, 1],
        ["funnel/intake/count", -mean],
      ]);
      for (const [all, none] of [
        ["year/referred/count", "year/conversations:0/count"],
        ["conversations/all/people", "conversations/0/people"],
      ] as const)
        yield new Map([
          [total, 1],
          [all, -mean],
          [none, mean],
        ]);
    }
  for (const [place, share] of printed) {
    const [table, row = "", column] = place.split("/");
    if (table !== "year" || column !== "share") continue;
    const whole = /^(dropped|feedback):/.exec(row)?.[1] ?? "referred";
    yield new Map([
      [`year/${row}/count`, 1],
      [`year/${whole}/count`, -share],
    ]);
  }
}

function equal(one: Place, other: Place): Sum {
  return new Map([
    [one, 1],
    [other, -1],
  ]);
}

function adds(whole: Place, parts: readonly Place[]): Sum {
  return new Map([[whole, -1], ...parts.map((part) => [part, 1] as const)]);
}

function total(sum: Sum, values: ReadonlyMap<Place, number>): number {
  return [...sum].reduce((so, [place, weight]) => so + weight * (values.get(place) ?? 0), 0);
}

/** The same sums, each with as few unknowns as can be. */
function eliminated(rows: readonly (readonly number[])[], unknowns: number): number[][] {
  const left = rows.map((row) => [...row]);
  const done: number[][] = [];
  for (let column = 0; column < unknowns; column += 1) {
    left.sort((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0));
    const size = left[0]?.[column] ?? 0;
    if (Math.abs(size) < 1e-9) continue;
    const pivot = (left.shift() ?? []).map((one) => one / size);
    for (const row of [...left, ...done]) {
      const times = row[column] ?? 0;
      if (times !== 0)
        for (const [index, one] of pivot.entries()) row[index] = (row[index] ?? 0) - times * one;
    }
    done.push(pivot);
  }
  return done;
}
