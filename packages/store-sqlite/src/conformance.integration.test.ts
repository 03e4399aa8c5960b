import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkpointConformance,
  eventStoreConformance,
  projectionConformance,
} from "@wor/event-store/conformance";
import { afterAll } from "vitest";
import { type SqliteEventStore, type SqliteEventStoreOptions, sqliteEventStore } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "wor-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));

const paths = new WeakMap<object, string>();
let files = 0;
let clock = 0;

function open(path: string, options: Partial<SqliteEventStoreOptions>): SqliteEventStore {
  const store = sqliteEventStore({ path, pollMs: 5, now: () => clock, ...options });
  paths.set(store, path);
  return store;
}

function onFiles(options: Partial<SqliteEventStoreOptions>) {
  return {
    open: async () => open(join(folder, `${files++}.db`), options),
    openAgain: async (store: object) => open(paths.get(store) ?? "", options),
  };
}

// What the disk does at a commit is not for these tests to find out, and they make hundreds of logs.
const quick = { durability: "process-crash" } as const;

eventStoreConformance({ name: "the log in SQLite", ...onFiles(quick) });
eventStoreConformance({
  name: "the log in SQLite, its index in the file after every third event",
  ...onFiles({ ...quick, indexEvery: 3 }),
});
eventStoreConformance({
  name: "the log in SQLite in memory",
  open: async () => sqliteEventStore({ path: ":memory:", indexEvery: 50 }),
});
checkpointConformance({
  name: "the log in SQLite",
  ...onFiles(quick),
  passTime: async (ms) => {
    clock += ms;
  },
});
projectionConformance({ name: "the log in SQLite", ...onFiles(quick) });
