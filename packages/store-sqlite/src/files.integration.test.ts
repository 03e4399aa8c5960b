import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { sqliteFailure } from "./errors.ts";
import { SqliteStoreError, sqliteEventStore } from "./index.ts";
import { exampleEvent, idsOf, scratch, smallDisk } from "./proofs/example.ts";
import { migrations } from "./schema.ts";
import { eventStoreOn } from "./sqlite-event-store.ts";

const big = { data: { text: "x".repeat(20_000) } };

/** What went wrong, as a program sees it. */
async function reasonOf(doing: () => unknown): Promise<string> {
  try {
    await doing();
  } catch (error) {
    if (error instanceof SqliteStoreError) return error.reason;
    throw error;
  }
  return "nothing";
}

test("a log is there again when its file is opened a second time", async () => {
  using folder = scratch();
  for (const id of ["a", "b"]) {
    const store = sqliteEventStore({ path: folder.file() });
    await store.append([exampleEvent(id)]);
    await store.close();
  }
  const store = sqliteEventStore({ path: folder.file() });
  expect(await idsOf(store)).toEqual(["a", "b"]);
  expect(await store.head()).toBe(2);
  await store.close();
});

test("a log that may not grow says that the disk is full, keeps what it has, and goes on when there is room", async () => {
  using folder = scratch();
  const path = folder.file();
  const database = openDatabase({ path, durability: "power-cut", readOnly: false, busyTimeoutMs: 0 });
  const store = eventStoreOn(database, { path });
  await store.append([exampleEvent("before")]);
  database.exec("PRAGMA max_page_count = 20");
  const results = await Promise.allSettled([
    store.append([exampleEvent("small")]),
    store.append([exampleEvent("half"), exampleEvent("too-big", { data: { text: "x".repeat(200_000) } })]),
    store.append([exampleEvent("also-small")]),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(
    await reasonOf(() =>
      store.append([exampleEvent("too", big), exampleEvent("big", big), exampleEvent("again", big)]),
    ),
  ).toBe("disk-full");
  expect(await idsOf(store)).toEqual(["before", "small", "also-small"]);
  database.exec("PRAGMA max_page_count = 1000000");
  await store.append([exampleEvent("after", big)]);
  expect(await store.check()).toEqual([]);
  await store.close();
  const again = sqliteEventStore({ path });
  expect(await idsOf(again)).toEqual(["before", "small", "also-small", "after"]);
  await again.close();
});

test.each([
  ["power-cut", 2],
  ["process-crash", 1],
] as const)("a commit waits for the disk as %s asks", (durability, synchronous) => {
  using folder = scratch();
  const path = folder.file();
  const database = openDatabase({ path, durability, readOnly: false, busyTimeoutMs: 0 });
  const settings = ["synchronous", "fullfsync", "checkpoint_fullfsync"].map((name) =>
    Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {}),
  );
  expect(settings).toEqual([[synchronous], [1], [1]]);
  database.close();
});

test("appends go on while their index cannot be written, and it is written when it can", async () => {
  using folder = scratch();
  const path = folder.file();
  const database = openDatabase({ path, durability: "process-crash", readOnly: false, busyTimeoutMs: 0 });
  const store = eventStoreOn(database, { path, indexEvery: 4 });
  database.exec("CREATE TRIGGER no_room BEFORE UPDATE ON indexed BEGIN SELECT RAISE(ABORT, 'no room'); END");
  const given = Array.from({ length: 20 }, (_, i) => `e${i}`);
  for (const id of given.slice(0, 10)) await store.append([exampleEvent(id)]);
  database.exec("DROP TRIGGER no_room");
  for (const id of given.slice(10)) await store.append([exampleEvent(id)]);
  expect(Number(database.prepare("SELECT upto FROM indexed").get()?.upto)).toBeGreaterThan(10);
  expect(await idsOf(store)).toEqual(given);
  expect(await store.check()).toEqual([]);
  await store.close();
});

test("SQLite's finer codes are told by the kind they belong to", () => {
  const sqlites = (errcode: number) => Object.assign(new Error(), { code: "ERR_SQLITE_ERROR", errcode });
  const [writing, snapshot, moved] = [778, 517, 1032];
  expect([writing, snapshot, moved].map((code) => sqliteFailure(sqlites(code)))).toEqual([
    "io",
    "busy",
    "read-only",
  ]);
});

test("a disk that is full gives a clear error and loses nothing", async ({ skip }) => {
  using disk = smallDisk(600) ?? skip("no disk can be mounted here");
  const store = sqliteEventStore({ path: disk.file() });
  const acknowledged: string[] = [];
  const reason = await reasonOf(async () => {
    for (let i = 0; i < 1_000; i++) {
      const { events } = await store.append([exampleEvent(`e${i}`, big)]);
      acknowledged.push(...events.map(({ id }) => id));
    }
  });
  expect(reason).toBe("disk-full");
  expect(acknowledged.length).toBeGreaterThan(3);
  expect(await idsOf(store)).toEqual(acknowledged);
  await store.close();
  const again = sqliteEventStore({ path: disk.file() });
  expect(await idsOf(again)).toEqual(acknowledged);
  await again.close();
});

test("a file on a disk that is read-only gives a clear error when it is opened", async ({ skip }) => {
  using disk = smallDisk(2_000) ?? skip("no disk can be mounted here");
  const store = sqliteEventStore({ path: disk.file() });
  await store.append([exampleEvent("a")]);
  await store.close();
  disk.makeReadOnly();
  expect(["read-only", "cannot-open"]).toContain(
    await reasonOf(() => sqliteEventStore({ path: disk.file() })),
  );
});

test.skipIf(process.getuid?.() === 0)("a file that may not be written gives a clear error", async () => {
  using folder = scratch();
  const path = folder.file();
  await sqliteEventStore({ path }).close();
  chmodSync(path, 0o444);
  expect(await reasonOf(() => sqliteEventStore({ path }))).toBe("read-only");
});

test("a log opened for reading only can be read, and refuses to be written", async () => {
  using folder = scratch();
  const path = folder.file();
  const writer = sqliteEventStore({ path });
  await writer.append([exampleEvent("a")]);
  const reader = sqliteEventStore({ path, readOnly: true });
  expect(await reasonOf(() => reader.append([exampleEvent("b")]))).toBe("read-only");
  await writer.append([exampleEvent("c")]);
  expect(await idsOf(reader)).toEqual(["a", "c"]);
  await reader.close();
  await writer.close();
});

test("a file that is no database is refused and left as it was", async () => {
  using folder = scratch();
  const path = folder.file("letter.txt");
  const letter = "Dear colleague, ".repeat(1_000);
  writeFileSync(path, letter);
  expect(await reasonOf(() => sqliteEventStore({ path }))).toBe("not-a-database");
  expect(readFileSync(path, "utf8")).toBe(letter);
});

test("another program's database is refused and left as it was", async () => {
  using folder = scratch();
  const path = folder.file("other.db");
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE contacts (name TEXT)");
  other.close();
  const before = readFileSync(path);
  expect(await reasonOf(() => sqliteEventStore({ path }))).toBe("not-a-log");
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test("a log of a newer version is refused and left as it was", async () => {
  using folder = scratch();
  const path = folder.file();
  openDatabase({ path, durability: "power-cut", readOnly: false, busyTimeoutMs: 0 }, [
    ...migrations,
    "CREATE TABLE news (x)",
  ]).close();
  const before = readFileSync(path);
  expect(await reasonOf(() => sqliteEventStore({ path }))).toBe("schema-too-new");
  expect(await reasonOf(() => sqliteEventStore({ path, readOnly: true }))).toBe("schema-too-new");
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("a log of an older version is brought up to date, once", async () => {
  using folder = scratch();
  const path = folder.file();
  const store = sqliteEventStore({ path });
  await store.append([exampleEvent("a")]);
  await store.close();
  const steps = [...migrations, "CREATE TABLE news (x); INSERT INTO news VALUES (1)"];
  for (let time = 0; time < 2; time++) {
    const database = openDatabase(
      { path, durability: "power-cut", readOnly: false, busyTimeoutMs: 0 },
      steps,
    );
    expect(database.prepare("SELECT count(*) AS n FROM news").get()?.n).toBe(1);
    expect(database.prepare("SELECT count(*) AS n FROM events").get()?.n).toBe(1);
    database.close();
  }
});

test("a migration that fails leaves the log as it was", async () => {
  using folder = scratch();
  const path = folder.file();
  await sqliteEventStore({ path }).close();
  const steps = [...migrations, "CREATE TABLE news (x); CREATE TABLE news (x)"];
  expect(() =>
    openDatabase({ path, durability: "power-cut", readOnly: false, busyTimeoutMs: 0 }, steps),
  ).toThrow();
  const store = sqliteEventStore({ path });
  await store.append([exampleEvent("a")]);
  expect(await idsOf(store)).toEqual(["a"]);
  await store.close();
});

test("a folder that is not there gives a clear error", async () => {
  using folder = scratch();
  expect(await reasonOf(() => sqliteEventStore({ path: folder.file("nowhere/log.db") }))).toBe("cannot-open");
});

test("a log that another process keeps locked says so when the busy timeout is over, and nothing is written", async () => {
  using folder = scratch();
  const path = folder.file();
  const store = sqliteEventStore({ path, busyTimeoutMs: 30 });
  const other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  expect(await reasonOf(() => store.append([exampleEvent("a")]))).toBe("busy");
  other.exec("ROLLBACK");
  other.close();
  await store.append([exampleEvent("b")]);
  expect(await idsOf(store)).toEqual(["b"]);
  await store.close();
});

test("a store that is closed says so, after it has written what it was given before", async () => {
  using folder = scratch();
  const path = folder.file();
  const store = sqliteEventStore({ path });
  const append = store.append([exampleEvent("a")]);
  await store.close();
  expect((await append).outcome).toBe("appended");
  expect(await reasonOf(() => store.append([exampleEvent("b")]))).toBe("closed");
  expect(await reasonOf(() => store.head())).toBe("closed");
});

test("an event in the file can be neither changed nor removed by SQL", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.append([exampleEvent("a")]);
  await store.close();
  const database = new DatabaseSync(folder.file());
  expect(() => database.exec("UPDATE events SET type = 'Other'")).toThrow("never changes");
  expect(() => database.exec("DELETE FROM events")).toThrow("never deleted");
  database.close();
});
