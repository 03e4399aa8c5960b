import { DatabaseSync } from "node:sqlite";
import { everyMunicipality, type Query } from "@wor/event-store";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { sqliteEventStore } from "./index.ts";
import { Log } from "./log.ts";
import { everything, exampleEvent, scratch } from "./proofs/example.ts";
import { selectByIndex, selectByScan } from "./selection.ts";
import { commandTerm, idTerm } from "./terms.ts";

const queries: readonly Query[] = [
  { municipality: "nijmegen", items: [{ tags: ["referral:1"] }] },
  { municipality: "nijmegen", items: [{ tags: ["referral:1", "coach:2", "resident:3"] }] },
  { municipality: "nijmegen", items: [{ tags: ["coach:2"], types: ["CoachAssigned", "ReferralDropped"] }] },
  { municipality: "nijmegen", items: [{ types: ["CoachAssigned", "ReferralDropped"] }] },
  {
    municipality: "nijmegen",
    items: [{ tags: ["referral:1"] }, { tags: ["coach:2"] }, { types: ["FeedbackGiven"] }],
  },
];

function planOf(
  database: DatabaseSync,
  { sql, parameters }: { sql: string; parameters: readonly (string | number)[] },
) {
  return database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map((row) => String(row.detail));
}

test("what is asked by tag or type is found by index, in order, without looking at other events", () => {
  using folder = scratch();
  const database = openDatabase({
    path: folder.file(),
    durability: "process-crash",
    readOnly: false,
    busyTimeoutMs: 0,
  });
  for (const query of queries)
    for (const backwards of [false, true]) {
      const selection = selectByIndex(query, { after: 5, until: 1_000 }, backwards, 10, () => 1);
      const plan = selection ? planOf(database, selection) : ["no index"];
      const slow = plan.filter((step) =>
        /no index|SCAN (t|e|events|p\d*)\b(?!.*SUBQUERY)|TEMP B-TREE/.test(step),
      );
      expect({ query, slow: slow.filter((step) => step !== "SCAN p") }).toEqual({ query, slow: [] });
    }
  database.close();
});

test("reading everything goes through the events in the order of the file", () => {
  using folder = scratch();
  const database = openDatabase({
    path: folder.file(),
    durability: "process-crash",
    readOnly: false,
    busyTimeoutMs: 0,
  });
  const plan = planOf(
    database,
    selectByScan({ municipality: everyMunicipality }, { after: 5, until: 1_000 }, false, 10),
  );
  expect(plan).toEqual([expect.stringContaining("SEARCH events USING INTEGER PRIMARY KEY")]);
  database.close();
});

test("a long read lets others have their turn in between", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 100 });
  for (let i = 0; i < 10; i++)
    await store.append(Array.from({ length: 100 }, (_, j) => exampleEvent(`${i}-${j}`)));
  let turns = 0;
  let reading = true;
  const count = () => {
    turns++;
    if (reading) setImmediate(count);
  };
  setImmediate(count);
  let batches = 0;
  for await (const _ of store.read(everything, { batchSize: 100 })) batches++;
  reading = false;
  expect(batches).toBeGreaterThan(8);
  expect(turns).toBeGreaterThan(7);
  await store.close();
});

test("what is appended while somebody reads does not come into that read", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 2 });
  for (let i = 0; i < 5; i++) await store.append([exampleEvent(`before-${i}`)]);
  const read: string[] = [];
  for await (const batch of store.read(everything, { batchSize: 1 })) {
    read.push(...batch.map(({ id }) => id));
    await store.append([exampleEvent(`after-${read.length}`)]);
  }
  expect(read).toEqual(["before-0", "before-1", "before-2", "before-3", "before-4"]);
  await store.close();
});

test("an event that merely shares a term with what was asked for is not shown, nor does it fail a condition", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 1 });
  await store.append([exampleEvent("a", { tags: ["referral:1"] })]);
  await store.append([exampleEvent("b", { tags: ["referral:2"] })]);
  await store.append([exampleEvent("c")]);
  const database = new DatabaseSync(folder.file());
  database.exec("INSERT OR IGNORE INTO postings SELECT term, 2 FROM postings WHERE position = 1");
  database.close();
  const query: Query = { municipality: "nijmegen", items: [{ tags: ["referral:1"] }] };
  const found = (await Array.fromAsync(store.read(query))).flat();
  expect(found.map(({ id }) => id)).toEqual(["a"]);
  const condition = { failIfEventsMatch: query, after: 1 };
  expect((await store.append([exampleEvent("d")], condition)).outcome).toBe("appended");
  await store.close();
});

test("a command or an id that merely shares a term with another is new", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 1 });
  await store.append([exampleEvent("a", { commandId: "c-1" })]);
  await store.append([exampleEvent("b", { commandId: "c-2", municipality: "leiden" })]);
  await store.append([exampleEvent("c")]);
  const database = new DatabaseSync(folder.file());
  for (const term of [
    commandTerm("nijmegen", "c-3"),
    idTerm("d"),
    commandTerm("nijmegen", "c-2"),
    idTerm("e"),
  ])
    database.prepare("INSERT INTO postings VALUES (?, 1), (?, 2)").run(term, term);
  database.close();
  expect((await store.append([exampleEvent("d", { commandId: "c-3" })])).outcome).toBe("appended");
  expect((await store.append([exampleEvent("e", { commandId: "c-2" })])).outcome).toBe("appended");
  await store.close();
});

test("opening a long log takes into memory what the index in the file does not hold, and no more", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 10 });
  for (let i = 0; i < 25; i++) await store.append([exampleEvent(`e${i}`)]);
  await store.close();
  const database = new DatabaseSync(folder.file());
  const log = new Log(database, 10);
  log.refresh();
  expect(log.head).toBe(25);
  expect(log.unindexed).toBeLessThan(11);
  database.close();
});

test("a rare tag is found among many of a common one, whichever is named first", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 50 });
  for (let i = 0; i < 5; i++)
    await store.append(
      Array.from({ length: 60 }, (_, j) =>
        exampleEvent(`${i}-${j}`, { tags: ["coach:1", `referral:${i * 60 + j}`] }),
      ),
    );
  for (const tags of [["coach:1", "referral:70"] as const, ["referral:70", "coach:1"] as const]) {
    const found = (await Array.fromAsync(store.read({ municipality: "nijmegen", items: [{ tags }] }))).flat();
    expect(found.map(({ id }) => id)).toEqual(["1-10"]);
  }
  await store.close();
});

test("a rare type is found across municipalities in a log longer than one look", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.restore([
    { ...exampleEvent("a", { type: "Rare" }), position: 1 },
    { ...exampleEvent("b"), position: 2 },
    { ...exampleEvent("c", { type: "Rare", municipality: "arnhem" }), position: 170_000 },
  ]);
  const query: Query = { municipality: everyMunicipality, items: [{ types: ["Rare"] }] };
  for (const backwards of [false, true]) {
    const found = (await Array.fromAsync(store.read(query, { backwards }))).flat().map(({ id }) => id);
    expect(found).toEqual(backwards ? ["c", "a"] : ["a", "c"]);
  }
  await store.close();
});

test("a look ends and the next begins without leaving an event out in between", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 1 });
  const positions = [1, 49_999, 50_000, 50_001, 99_999, 100_000, 100_001, 150_000];
  await store.restore(positions.map((position) => ({ ...exampleEvent(`e${position}`), position })));
  await store.append([exampleEvent("last", { type: "Other" })]);
  const query: Query = { municipality: everyMunicipality, items: [{ types: ["ReferralRegistered"] }] };
  for (const backwards of [false, true])
    for (const after of [0, 1, 49_999, 50_000]) {
      const found = (await Array.fromAsync(store.read(query, { backwards, after }))).flat();
      const expected = positions.filter((position) => position > after);
      expect(found.map(({ position }) => position)).toEqual(backwards ? expected.reverse() : expected);
    }
  await store.close();
});
