import { setTimeout as sleep } from "node:timers/promises";
import { Client, Pool } from "pg";
import { expect, test } from "vitest";
import { LogBusy, type PostgresEventStore, postgresEventStore } from "./index.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { about, all, event, ids } from "./testing/events.ts";
import { startPostgres } from "./testing/server.ts";

const connectionString = await testConnectionString();

function address(
  change: Partial<Pick<URL, "port" | "username" | "password" | "pathname" | "search">>,
): string {
  return Object.assign(new URL(connectionString), change).href;
}

/** What using a store ends in; the store is closed. */
async function outcomeOf(
  options: Parameters<typeof postgresEventStore>[0],
  use = (store: PostgresEventStore): Promise<unknown> => store.append([event()]),
): Promise<unknown> {
  const store = postgresEventStore(options);
  try {
    return await use(store);
  } catch (error) {
    return error;
  } finally {
    await store.close();
  }
}

const failure = (reason: string, code?: string) => ({
  name: "PostgresStoreError",
  reason,
  ...(code && { code }),
});

test.each([[[]], [[{}]], [[{ connectionString: "" }]], [[{ schema: "wor" }]]])(
  "opening a log without saying where tells what to write (%j)",
  (options) => {
    expect(() => Reflect.apply(postgresEventStore, undefined, options)).toThrow(
      "{ connectionString } or { pool }",
    );
  },
);

test.each(["", "pg_log", "x".repeat(64), "é".repeat(32), "a$b", 7])(
  "a schema cannot be called %j",
  (schema) => {
    expect(() => Reflect.apply(postgresEventStore, undefined, [{ connectionString, schema }])).toThrow(
      "A schema's name",
    );
  },
);

test.each(['with "quotes"', "'s-gravenhage", "Súdwest-Fryslân", "x".repeat(40), "a.b; --", "back\\slash"])(
  "a schema may be called %s",
  async (name) => {
    const schema = `${freshSchema()}${name}`.slice(-63);
    const first = event({ tags: ["resident:1"] });
    const found = await outcomeOf({ connectionString, schema }, async (store) => {
      await store.append([first]);
      await store.restore([{ ...event({ tags: ["resident:2"] }), position: 9 }]);
      return ids(await all(store, about("resident:1", "resident:3")));
    });
    expect(found).toEqual([first.id]);
    const client = new Client({ connectionString });
    await client.connect();
    await client.query(
      `SET client_min_messages = warning; DROP SCHEMA ${client.escapeIdentifier(schema)} CASCADE`,
    );
    await client.end();
  },
);

test("who is not let in, or finds no database, is told so", async () => {
  const wrong = {
    connectionString: address({ username: "nobody", password: "wrong" }),
    schema: freshSchema(),
  };
  expect(await outcomeOf(wrong)).toMatchObject(failure("access-denied", "28P01"));
  const elsewhere = { connectionString: address({ pathname: "/nowhere" }), schema: freshSchema() };
  expect(await outcomeOf(elsewhere)).toMatchObject(failure("access-denied", "3D000"));
});

test("a database that cannot be reached is said to be, without its address or password", async () => {
  const error = await outcomeOf({ connectionString: address({ port: "1", password: "secret" }) });
  expect(error).toMatchObject(failure("unreachable", "ECONNREFUSED"));
  expect(String(error)).not.toMatch(/secret|127\.0\.0\.1|localhost/);
});

test("a role that may create nothing is told which rights to ask for", async () => {
  const schema = freshSchema();
  const role = `role_${schema}`;
  const admin = new Pool({ connectionString, max: 1 });
  await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'poor'`);
  const poor = address({ username: role, password: "poor" });
  expect(await outcomeOf({ connectionString: poor, schema })).toMatchObject(failure("no-rights", "42501"));
  await outcomeOf({ connectionString, schema });
  expect(await outcomeOf({ connectionString: poor, schema, migrate: false })).toMatchObject(
    failure("no-rights"),
  );
  await admin.query(`ALTER ROLE ${role} CONNECTION LIMIT 0`);
  expect(await outcomeOf({ connectionString: poor, schema })).toMatchObject(failure("no-room", "53300"));
  await admin.query(`DROP ROLE ${role}`);
  await admin.end();
});

test("a connection that may only read is refused with the way out", async () => {
  const readOnly = address({ search: "?options=-c%20default_transaction_read_only=on" });
  const schema = freshSchema();
  await outcomeOf({ connectionString, schema });
  expect(await outcomeOf({ connectionString: readOnly, schema })).toMatchObject(
    failure("read-only", "25006"),
  );
});

test("a statement that takes too long ends, and what it would have written is not there", async () => {
  const schema = freshSchema();
  await outcomeOf({ connectionString, schema });
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${schema}.events`);
  const patient = { connectionString, schema, lockTimeoutMs: 0, statementTimeoutMs: 60 };
  expect(await outcomeOf(patient)).toBeInstanceOf(LogBusy);
  await client.query("ROLLBACK");
  await client.end();
  expect(
    await outcomeOf({ connectionString, schema }, (store) => all(store, about("referral:1"))),
  ).toHaveLength(1);
});

test("a store that is closed says so, whoever owns its pool, and answers no append that it does not write", async () => {
  const pool = new Pool({ connectionString, max: 1 });
  const schema = freshSchema();
  for (const options of [
    { pool, schema },
    { connectionString, schema },
  ]) {
    const store = postgresEventStore(options);
    await store.append([event()]);
    await store.close();
    await expect(store.append([event()])).rejects.toMatchObject(failure("closed"));
    await expect(store.head()).rejects.toMatchObject(failure("closed"));
  }
  await pool.end();
});

test("fifty subscriptions leave a pool of one connection to who appends", async () => {
  const store = postgresEventStore({ connectionString, schema: freshSchema(), maxConnections: 1 });
  const stop = new AbortController();
  const seen: string[] = [];
  const { promise: told, resolve } = Promise.withResolvers<void>();
  const following = Array.from({ length: 50 }, async () => {
    for await (const batch of store.subscribe({ municipality: "nijmegen" }, { signal: stop.signal }))
      if (seen.push(...ids(batch)) === 150) resolve();
  });
  for (let i = 0; i < 3; i++) await store.append([event({ tags: [`referral:${i}`] })]);
  await told;
  stop.abort();
  await Promise.all(following);
  expect(new Set(seen).size).toBe(3);
  await store.close();
});

test("a server that goes away in the middle loses nothing, and the same store goes on when it is back", async () => {
  const server = await startPostgres();
  try {
    const store = postgresEventStore({ connectionString: server.connectionString });
    const acknowledged = ids((await store.append([event()])).events);
    await server.crash();
    // Its processes may serve whoever is connected for a moment longer, and what they acknowledge counts.
    let unsure = "";
    while (unsure === "") {
      const one = event();
      const outcome = await store.append([one]).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject(failure("unreachable"));
        unsure = one.id;
      } else acknowledged.push(one.id);
    }
    await server.restart();
    const later = event({ commandId: "c-1" });
    for (let done = false; !done; ) {
      const outcome: unknown = await store.append([later]).catch((error: unknown) => error);
      done = !(outcome instanceof Error);
      if (outcome instanceof Error) expect(outcome).toMatchObject(failure("unreachable"));
      if (outcome instanceof Error) await sleep(20);
    }
    const there = ids(await all(store, { municipality: "nijmegen" }));
    expect(there.filter((id) => id !== unsure)).toEqual([...acknowledged, later.id]);
    await store.close();
  } finally {
    await server.stop();
  }
});
