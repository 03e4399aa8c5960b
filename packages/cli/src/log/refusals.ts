import { statSync } from "node:fs";
import { format, parse } from "node:path";
import { type RefusalLog, refusalLog } from "@wor/engine";
import type { EventStore } from "@wor/event-store";
import type { LogAddress } from "./address.ts";

/** The refusals that are kept beside a log, open until the command ends. */
export interface KeptRefusals extends AsyncDisposable {
  readonly of: RefusalLog["of"];
}

/** Where refusals can be kept beside a log, open until the command ends. */
export interface KeepsRefusals extends AsyncDisposable {
  readonly store: EventStore;
}

/**
 * Opens the refusals beside a log, if they are kept: `town.refusals.sqlite` beside `town.sqlite`, the schema
 * `wor_refusals` beside `wor`.
 */
export async function refusalsBeside(address: LogAddress): Promise<KeptRefusals | undefined> {
  const store = address.kind === "sqlite" ? await inFile(address.path) : await inDatabase(address);
  if (store === undefined) return undefined;
  return { of: refusalLog(store).of, [Symbol.asyncDispose]: () => store.close() };
}

/** Opens where the refusals beside a log are kept, for writing; makes it where there is none. */
export async function refusalsToWrite(address: LogAddress): Promise<EventStore> {
  if (address.kind === "sqlite") {
    const { sqliteEventStore } = await import("@wor/store-sqlite");
    return sqliteEventStore({ path: fileOfRefusals(address.path) });
  }
  const { postgresEventStore } = await import("@wor/store-postgres");
  const { connectionString } = address;
  const store = postgresEventStore({ connectionString, schema: schemaOfRefusals(address), listen: false });
  await store.head();
  return store;
}

/** `town.refusals.sqlite` for `town.sqlite`. */
export function fileOfRefusals(path: string): string {
  const { dir, name, ext } = parse(path);
  return format({ dir, name: `${name}.refusals`, ext });
}

async function inFile(log: string) {
  const path = fileOfRefusals(log);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const { sqliteEventStore } = await import("@wor/store-sqlite");
  return sqliteEventStore({ path, readOnly: true });
}

const schemaOfRefusals = ({ schema = "wor" }: LogAddress & { kind: "postgres" }) => `${schema}_refusals`;

async function inDatabase(address: LogAddress & { kind: "postgres" }) {
  const { postgresEventStore } = await import("@wor/store-postgres");
  const store = postgresEventStore({
    connectionString: address.connectionString,
    schema: schemaOfRefusals(address),
    migrate: false,
    listen: false,
  });
  try {
    await store.head();
    return store;
  } catch (error) {
    await store.close();
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

/** PostgreSQL's words for a schema, a table or a function that does not exist. */
const notThere = new Set(["3F000", "42P01", "42883"]);

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && notThere.has(error.code);
