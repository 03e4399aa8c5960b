import { setTimeout as sleep } from "node:timers/promises";
import { Client, Pool, type QueryConfig } from "pg";
import { expect, test } from "vitest";
import { type PostgresEventStore, postgresEventStore } from "./index.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { about, all, delivered, event, ids } from "./testing/events.ts";

const connectionString = await testConnectionString();

async function asAdmin<T>(statement: string, values: readonly unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query(statement, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

test("many processes that start at once make one log", async () => {
  const schema = freshSchema();
  const starters = Array.from({ length: 12 }, () =>
    postgresEventStore({ connectionString, schema, maxConnections: 2 }),
  );
  await Promise.all(starters.map((store) => store.append([event()])));
  const [first] = starters;
  expect(await first?.head()).toBe(12);
  await Promise.all(starters.map((store) => store.close()));
});

test("a log of a newer version is refused", async () => {
  const schema = freshSchema();
  const store = postgresEventStore({ connectionString, schema });
  await store.head();
  await store.close();
  await asAdmin(`INSERT INTO ${schema}.migrations (version) VALUES (1000)`);
  const older = postgresEventStore({ connectionString, schema });
  await expect(older.head()).rejects.toMatchObject({
    name: "LogTooNew",
    message: expect.stringContaining("version 1000"),
  });
  await older.close();
});

test("a store that may not migrate says that there is no log", async () => {
  const store = postgresEventStore({ connectionString, schema: freshSchema(), migrate: false });
  await expect(store.append([event()])).rejects.toMatchObject({ reason: "no-log" });
  await store.close();
});

test("a first use that fails is tried again", async () => {
  const schema = freshSchema();
  const [server = ""] = connectionString.split("@").slice(1);
  const pool = new Pool({ connectionString: `postgres://nobody:wrong@${server}`, max: 1 });
  const store = postgresEventStore({ pool, schema });
  await expect(store.head()).rejects.toThrow();
  Object.assign(pool.options, { connectionString });
  expect(await store.head()).toBe(0);
  await store.close();
  await pool.end();
});

test("a pool that was given stays open when the store closes", async () => {
  const pool = new Pool({ connectionString, max: 2 });
  const store = postgresEventStore({ pool, schema: freshSchema() });
  await store.append([event()]);
  expect(await delivered(store, { municipality: "nijmegen" }, 1)).toHaveLength(1);
  await store.close();
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test("a subscription hears of an append in another process, without looking", async () => {
  const schema = freshSchema();
  const writer = postgresEventStore({ connectionString, schema });
  const reader = postgresEventStore({ connectionString, schema, pollMs: 3_600_000 });
  await writer.append([event({ tags: ["referral:0"] })]);
  const seen: string[] = [];
  const stop = new AbortController();
  const following = follow(reader, seen, stop.signal);
  const given = Array.from({ length: 20 }, () => event());
  for (const each of given) {
    await writer.append([each]);
    await sleep(5);
  }
  await until(() => seen.length === 21);
  expect(seen.slice(1)).toEqual(ids(given));
  stop.abort();
  await following;
  await Promise.all([writer.close(), reader.close()]);
});

test("a subscription listens again when its connection is cut", async () => {
  const schema = freshSchema();
  const writer = postgresEventStore({ connectionString, schema });
  const recognisable = `${connectionString}?application_name=${schema}`;
  const reader = postgresEventStore({ connectionString: recognisable, schema, pollMs: 3_600_000 });
  const seen: string[] = [];
  const stop = new AbortController();
  const following = follow(reader, seen, stop.signal);
  const given = [event(), event()];
  await writer.append(given.slice(0, 1));
  await until(() => seen.length === 1);
  const cut = await asAdmin(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND query LIKE 'LISTEN%'",
    [schema],
  );
  expect(cut.length).toBeGreaterThan(0);
  await writer.append(given.slice(1));
  await until(() => seen.length === 2);
  expect(seen).toEqual(ids(given));
  stop.abort();
  await following;
  await Promise.all([writer.close(), reader.close()]);
});

test("a subscription finds what a writer could not announce any more", async () => {
  const schema = freshSchema();
  const reader = postgresEventStore({ connectionString, schema, pollMs: 50 });
  await reader.append([event()]);
  const seen: string[] = [];
  const stop = new AbortController();
  const following = follow(reader, seen, stop.signal);
  await until(() => seen.length === 1);
  await asAdmin(
    `SELECT ${schema}.append('nijmegen', false, '{}', '{}', true, null, null, null, null,
    '{ConversationHeld}', '{silent}', ARRAY[$1]::json[], '{}', '{0}')`,
    [JSON.stringify(event({ id: "silent" }))],
  );
  await until(() => seen.length === 2);
  expect(seen[1]).toBe("silent");
  stop.abort();
  await following;
  await reader.close();
});

test("everything but listening works behind a pooler that gives every statement another connection", async () => {
  const pool = forgetful(new Pool({ connectionString, max: 4 }));
  const schema = freshSchema();
  const store = postgresEventStore({ pool, schema, preparedStatements: false, listen: false, pollMs: 50 });
  const following = delivered(store, { municipality: "nijmegen" }, 13);
  await store.append([event({ tags: ["resident:1"] })]);
  await Promise.all(Array.from({ length: 12 }, (_, i) => store.append([event({ tags: [`referral:${i}`] })])));
  const failing = store.append([event()], { failIfEventsMatch: about("resident:1", "referral:3") });
  await expect(failing).rejects.toThrow("append condition");
  expect(await all(store, about("resident:1", "referral:3"))).toHaveLength(2);
  expect(await following).toHaveLength(13);
  const lease = await store.checkpoints.acquire("work-list", { owner: "a", leaseMs: 1_000 });
  expect(lease).toBeDefined();
  await store.close();
  await pool.end();
});

/** Forgets after each statement all that a session can hold, as a pooler in transaction mode may. */
function forgetful(pool: Pool): Pool {
  async function query(statement: string | QueryConfig, values?: unknown[]) {
    const client = await pool.connect();
    try {
      return await (typeof statement === "string"
        ? client.query(statement, values)
        : client.query(statement));
    } finally {
      await client.query("DISCARD ALL");
      client.release();
    }
  }
  return Object.assign(pool, { query });
}

test("an application that may only append and read does with the rights that the guide names", async () => {
  const schema = freshSchema();
  const owner = postgresEventStore({ connectionString, schema });
  await owner.append([event()]);
  await owner.close();
  const role = `role_${schema}`;
  await asAdmin(`
    CREATE ROLE ${role} LOGIN PASSWORD 'application';
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT, INSERT ON ${schema}.events, ${schema}.event_keys TO ${role};
    GRANT USAGE ON SEQUENCE ${schema}.positions TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.checkpoints, ${schema}.parked_events, ${schema}.builds,
      ${schema}.build_rows, ${schema}.build_parked TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role};
  `);
  const url = new URL(connectionString);
  [url.username, url.password] = [role, "application"];
  const store = postgresEventStore({ connectionString: url.href, schema, migrate: false });
  await Promise.all([1, 2, 3, 4].map((nth) => store.append([event({ tags: [`referral:${nth}`] })])));
  expect(await all(store, about("referral:1", "referral:2"))).toHaveLength(3);
  expect(await delivered(store, { municipality: "nijmegen" }, 5)).toHaveLength(5);
  const lease = await store.checkpoints.acquire("work-list", { owner: "a", leaseMs: 1_000 });
  if (lease) await store.checkpoints.save(lease, 5);
  const build = await store.projections.begin("caseload", 1, undefined);
  await store.projections.commit(build, { from: 0, to: 5, put: new Map([["a", 1]]), remove: [], park: [] });
  expect(await store.projections.serve(build)).toBe(true);
  await store.close();
  await asAdmin(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

test("two logs in one database share a pool and nothing else", async () => {
  const pool = new Pool({ connectionString, max: 4 });
  const schemas = [freshSchema(), freshSchema()];
  const logs = schemas.map((schema) => postgresEventStore({ pool, schema }));
  await Promise.all(logs.map((log, i) => log.append([event({ id: "same", data: { log: i } })])));
  for (const [i, log] of logs.entries())
    expect(await delivered(log, { municipality: "nijmegen" }, 1)).toMatchObject([
      { id: "same", data: { log: i } },
    ]);
  await logs[0]?.close();
  await asAdmin(`DROP SCHEMA ${schemas[0]} CASCADE`);
  expect(await logs[1]?.append([event()])).toMatchObject({ outcome: "appended" });
  await logs[1]?.close();
  await pool.end();
});

async function follow(store: PostgresEventStore, seen: string[], signal: AbortSignal): Promise<void> {
  for await (const batch of store.subscribe({ municipality: "nijmegen" }, { signal }))
    seen.push(...ids(batch));
}

async function until(reached: () => boolean): Promise<void> {
  for (let i = 0; i < 1_000 && !reached(); i++) await sleep(10);
  expect(reached()).toBe(true);
}
