import { closeSync, copyFileSync, existsSync, openSync, statSync, writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { inspect } from "node:util";
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

test("checking finds damage wherever it is, and reading a damaged log says so", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file(), indexEvery: 100 });
  for (let i = 0; i < 1_000; i += 100) await store.append(manyEvents.slice(i, i + 100));
  await store.close();
  const pages = statSync(folder.file()).size / 4096;
  for (let page = 3; page < pages; page += Math.floor(pages / 6)) {
    copyFileSync(folder.file(), folder.file("damaged.db"));
    const file = openSync(folder.file("damaged.db"), "r+");
    writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    closeSync(file);
    const damaged = sqliteEventStore({ path: folder.file("damaged.db") });
    expect(await damaged.check(), `page ${page}`).not.toEqual([]);
    await allOf(damaged).catch((error) => expect(error).toMatchObject({ reason: "corrupt" }));
    await damaged.close();
  }
});

test.each([
  ["is cut off", "substr(event, 1, 40)"],
  ["is another municipality's", `replace(event, '"nijmegen"', '"leiden"')`],
  ["says it is elsewhere", `replace(event, '"position":1,', '"position":7,')`],
])("checking finds an event that %s, indexed in the file or not yet", async (_, changed) => {
  for (const indexEvery of [1, 100]) {
    using folder = scratch();
    const store = sqliteEventStore({ path: folder.file(), indexEvery });
    await store.append([exampleEvent("a", { data: { name: "secret" } })]);
    await store.append([exampleEvent("b")]);
    await store.close();
    const database = new DatabaseSync(folder.file());
    database.exec(
      `DROP TRIGGER events_never_change; UPDATE events SET event = ${changed} WHERE position = 1`,
    );
    database.close();
    const damaged = sqliteEventStore({ path: folder.file() });
    expect(await damaged.check()).toEqual([expect.stringContaining("The event at 1 cannot be read")]);
    await damaged.close();
  }
});

test("reading an event that is not JSON any more says that the file is damaged, and quotes nothing of it", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.append([exampleEvent("a", { data: { note: "secret" } })]);
  await store.close();
  const database = new DatabaseSync(folder.file());
  database.exec("DROP TRIGGER events_never_change; UPDATE events SET event = event || 'secret'");
  database.close();
  const damaged = sqliteEventStore({ path: folder.file() });
  const error: unknown = await allOf(damaged).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ reason: "corrupt" });
  expect(inspect(error, { depth: 9 })).not.toContain("secret");
  await damaged.close();
});

test("a store that is closed checks nothing and backs nothing up", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.close();
  await expect(store.check()).rejects.toMatchObject({ reason: "closed" });
  await expect(store.backup(folder.file("backup.db"))).rejects.toMatchObject({ reason: "closed" });
});
