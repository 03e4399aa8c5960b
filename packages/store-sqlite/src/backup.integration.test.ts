import { existsSync, openSync, writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { sqliteEventStore } from "./index.ts";
import { allOf, exampleEvent, idsOf, scratch } from "./proofs/example.ts";

const manyEvents = Array.from({ length: 3_000 }, (_, i) =>
  exampleEvent(`e${i}`, { tags: [`referral:${i % 500}`, `coach:${i % 7}`], data: { note: "x".repeat(300) } }),
);

test("a backup made while others write holds all that was acknowledged before, and no half append", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  const other = sqliteEventStore({ path: folder.file() });
  await store.append(manyEvents);
  let writing = true;
  const writers = [store, other].map(async (writer, w) => {
    for (let i = 0; writing; i++)
      await writer.append([exampleEvent(`${w}-${i}-a`), exampleEvent(`${w}-${i}-b`)]);
  });
  await store.backup(folder.file("backup.db"));
  writing = false;
  await Promise.all(writers);
  const copy = sqliteEventStore({ path: folder.file("backup.db"), readOnly: true });
  const copied = await allOf(copy);
  expect(copied.length).toBeGreaterThanOrEqual(manyEvents.length);
  expect(copied.length % 2).toBe(0);
  expect(copied).toEqual((await allOf(store)).slice(0, copied.length));
  expect(await copy.check()).toEqual([]);
  await Promise.all([store.close(), other.close(), copy.close()]);
});

test("a backup can be opened and written like the log it was made of", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.append([exampleEvent("a")]);
  await store.backup(folder.file("backup.db"));
  await store.close();
  const copy = sqliteEventStore({ path: folder.file("backup.db") });
  await copy.append([exampleEvent("b")]);
  expect(await idsOf(copy)).toEqual(["a", "b"]);
  await copy.close();
});

test("a backup never replaces a file, and leaves nothing behind when it fails", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.backup(folder.file("backup.db"));
  await expect(store.backup(folder.file("backup.db"))).rejects.toThrow("there is a file already");
  await expect(store.backup(folder.file("nowhere/backup.db"))).rejects.toThrow();
  expect(existsSync(folder.file("backup.db.partial"))).toBe(false);
  await store.close();
});

test("a log in memory can be backed up to a file", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: ":memory:" });
  await store.append([exampleEvent("a")]);
  await store.backup(folder.file("backup.db"));
  const copy = sqliteEventStore({ path: folder.file("backup.db") });
  expect(await idsOf(copy)).toEqual(["a"]);
  await Promise.all([store.close(), copy.close()]);
});

test("checking a sound log finds nothing", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 1_000 });
  for (let i = 0; i < manyEvents.length; i += 500) await store.append(manyEvents.slice(i, i + 500));
  expect(await store.check()).toEqual([]);
  await store.close();
});

test("checking finds an event that the index has lost, and one that it made up", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 1 });
  await store.append(manyEvents.slice(0, 10));
  await store.append([exampleEvent("last")]);
  const database = new DatabaseSync(folder.file());
  database.exec("INSERT INTO postings VALUES (42, 3)");
  expect(await store.check()).toEqual([expect.stringContaining("1 event(s) that are not there")]);
  database.exec("DELETE FROM postings WHERE position = 7");
  expect(await store.check()).toContain("The event at 7 is missing from the index.");
  database.close();
  await store.close();
});

test("checking finds a page that the disk has damaged", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 100 });
  for (let i = 0; i < 1_000; i += 100) await store.append(manyEvents.slice(i, i + 100));
  await store.close();
  const file = openSync(folder.file(), "r+");
  for (let page = 20; page < 40; page++) writeSync(file, Buffer.alloc(512, 7), 0, 512, page * 4096);
  const damaged = sqliteEventStore({ path: folder.file() });
  expect(await damaged.check()).not.toEqual([]);
  await damaged.close();
});
