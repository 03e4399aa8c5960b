import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "../../packages/engine/src/index.ts";
import type { EventStore } from "../../packages/event-store/src/index.ts";
import { postgresEventStore } from "../../packages/store-postgres/src/index.ts";
import { startPostgres } from "../../packages/store-postgres/src/testing/server.ts";
import { sqliteEventStore } from "../../packages/store-sqlite/src/index.ts";
import type { Figure } from "../measure.ts";
import { fillLargeLog, municipality, variants } from "./large-log.ts";
import { events, middle } from "./timing.ts";

/**
 * The life of one referral from a long log and from one a tenth as long, each time from a store that was just opened:
 * only its own events are to be read. And what `wor show` takes beside a start of the program that does nothing.
 * `WOR_BENCH_LOG` names an SQLite log to be used instead of making one, as `fillLargeLog` makes them.
 */
export async function figures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "wor-reading-"));
  const server = await startPostgres();
  const { connectionString } = server;
  try {
    const made = join(folder, "long.sqlite");
    const given = process.env.WOR_BENCH_LOG;
    const short = join(folder, "short.sqlite");
    for (const [path, length] of given === undefined ? [[made, events] as const] : [])
      await filled(sqliteEventStore({ path, durability: "process-crash" }), length);
    await filled(sqliteEventStore({ path: short, durability: "process-crash" }), events / 10);
    for (const [schema, length] of [["long", events] as const, ["short", events / 10] as const])
      await filled(postgresEventStore({ connectionString, schema }), length);
    const long = given ?? made;
    const sqlite = (path: string) => () => sqliteEventStore({ path, readOnly: true });
    const postgres = (schema: string) => () =>
      postgresEventStore({ connectionString, schema, migrate: false, listen: false });
    return [
      ...(await compared("SQLite", sqlite(long), sqlite(short))),
      ...(await compared("PostgreSQL", postgres("long"), postgres("short"))),
      ...(await started(long, folder)),
    ];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function filled(store: EventStore, length: number): Promise<void> {
  await fillLargeLog(store, length);
  await store.close();
}

async function compared(name: string, long: () => EventStore, short: () => EventStore): Promise<Figure[]> {
  const referral = await someReferral(long());
  const [ofLong, ofShort]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 9; turn += 1) {
    ofLong.push(await msToShow(long(), referral));
    ofShort.push(await msToShow(short(), referral));
  }
  return [
    {
      name: `reading: one life from ${name}, ten times as long a log against one`,
      value: middle(ofLong) / middle(ofShort),
    },
    { name: `reading: one life from ${name}, opening included`, value: middle(ofLong), unit: "ms" },
  ];
}

async function msToShow(store: EventStore, referral: string): Promise<number> {
  const begin = performance.now();
  const engine = createEngine({ store, variants });
  const history = await engine.history(referral, { actor: { id: "c", role: "coordinator" }, municipality });
  const spent = performance.now() - begin;
  await store.close();
  if (!history.ok) throw new Error(history.rejection.message.en);
  return spent;
}

/** One that is in logs of any length. */
async function someReferral(store: EventStore): Promise<string> {
  const query = { municipality, items: [{ types: ["ReferralRegistered"] }] };
  for await (const [event] of store.read(query, { limit: 1 })) {
    await store.close();
    return String(event?.data.referral);
  }
  throw new Error("There is no referral in the log.");
}

/** The program as people start it. */
async function started(log: string, folder: string): Promise<Figure[]> {
  const variant = join(folder, "testdorp.json");
  writeFileSync(variant, JSON.stringify(variants[0]));
  const referral = await someReferral(sqliteEventStore({ path: log, readOnly: true }));
  const wor = join(import.meta.dirname, "../../packages/cli/src/wor.ts");
  const run = (args: readonly string[]) => {
    const begin = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ["--conditions=@wor/source", wor, ...args], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - begin;
  };
  const [shows, versions]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 5; turn += 1) {
    shows.push(run(["show", referral, "--log", log, "--variant", variant]));
    versions.push(run(["--version"]));
  }
  return [
    {
      name: "reading: `wor show` against a start that does nothing",
      value: middle(shows) / middle(versions),
    },
    { name: "reading: `wor show`, start included", value: middle(shows), unit: "ms" },
  ];
}
