import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { SqliteStoreError, sqliteEventStore } from "./index.ts";
import { exampleEvent, idsOf, scratch } from "./proofs/example.ts";

const moved = { name: "SqliteStoreError", reason: "moved" };

test.each(["with space.db", "Übergrößenträger 漢字.db", "what?mode=memory", "hash#100%.db", "a'quote.db"])(
  "a log may be called %s",
  async (name) => {
    using folder = scratch();
    const store = sqliteEventStore({ path: folder.file(name) });
    await store.append([exampleEvent("a")]);
    await store.backup(folder.file(`backup of ${name}`));
    await store.close();
    expect(readdirSync(folder.file("")).sort()).toEqual([name, `backup of ${name}`].sort());
    const copy = sqliteEventStore({ path: folder.file(`backup of ${name}`), readOnly: true });
    expect(await idsOf(copy)).toEqual(["a"]);
    await copy.close();
  },
);

test("a path is never taken for an address that names another place, memory for example", async () => {
  using folder = scratch();
  const before = process.cwd();
  process.chdir(folder.file(""));
  try {
    const store = sqliteEventStore({ path: "file:log.db?mode=memory" });
    process.chdir(before);
    await store.append([exampleEvent("a")]);
    await store.backup(folder.file("backup.db"));
    await store.close();
    expect(existsSync(folder.file("file:log.db?mode=memory"))).toBe(true);
    expect(existsSync(folder.file("backup.db"))).toBe(true);
  } finally {
    process.chdir(before);
  }
});

test.each([[[]], [[{}]], [[{ path: "" }]], [[{ path: 7 }]]])(
  "opening a log without saying where tells what to write (%j)",
  (options) => {
    expect(() => Reflect.apply(sqliteEventStore, undefined, options)).toThrow(SqliteStoreError);
    expect(() => Reflect.apply(sqliteEventStore, undefined, options)).toThrow('{ path: "log.sqlite" }');
  },
);

test("nothing is acknowledged that would go into a file that was deleted, and what was there can be saved", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.append([exampleEvent("a")]);
  rmSync(folder.file());
  await expect(store.append([exampleEvent("b")])).rejects.toMatchObject(moved);
  await store.backup(folder.file("saved.db"));
  await store.close();
  expect(existsSync(folder.file())).toBe(false);
  const saved = sqliteEventStore({ path: folder.file("saved.db") });
  expect(await idsOf(saved)).toEqual(["a"]);
  await saved.close();
});

test("nothing is acknowledged that would go into a file that another has taken the place of", async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await store.append([exampleEvent("a")]);
  await store.backup(folder.file("backup.db"));
  renameSync(folder.file("backup.db"), folder.file());
  await expect(store.append([exampleEvent("b")])).rejects.toMatchObject(moved);
  await expect(store.checkpoints.acquire("letters", { owner: "w", leaseMs: 1 })).rejects.toMatchObject(moved);
  await store.close();
  const again = sqliteEventStore({ path: folder.file() });
  expect(await idsOf(again)).toEqual(["a"]);
  await again.close();
});
