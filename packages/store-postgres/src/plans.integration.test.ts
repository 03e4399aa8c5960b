import { Pool } from "pg";
import { afterAll, expect, test } from "vitest";
import { postgresEventStore } from "./index.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { about, all, event } from "./testing/events.ts";

const connectionString = await testConnectionString();
const admin = new Pool({ connectionString, max: 2 });
afterAll(() => admin.end());

test("a connection that planned while the log was empty does not scan it once it is long", async () => {
  const schema = freshSchema();
  const pool = new Pool({ connectionString, max: 1 });
  const store = postgresEventStore({ pool, schema, listen: false });
  await store.head();
  // The worst case: the planner knows for certain that the tables are empty, and is never told otherwise.
  for (const table of ["events", "event_keys"]) {
    await admin.query(`ALTER TABLE ${schema}.${table} SET (autovacuum_enabled = false)`);
    await admin.query(`VACUUM ANALYZE ${schema}.${table}`);
  }
  const useEverything = async () => {
    const tag = `referral:${Math.random()}` as const;
    const condition = { failIfEventsMatch: about(tag, "resident:1") };
    const commandId = `command-${Math.random()}`;
    await Promise.all([1, 2, 3].map(() => store.append([event({ tags: [tag], commandId: undefined })])));
    await store.append([event({ tags: ["referral:other"], commandId })], {
      ...condition,
      after: await store.head(),
    });
    await store.append([event({ commandId })]);
    await store.append([event()], { failIfEventsMatch: about(tag, "resident:2") }).catch(() => {});
    await all(store, about(tag));
    await all(store, about(tag, "resident:1"));
    await all(store, { municipality: "nijmegen", items: [{ types: ["NeverHappened"] }] });
    for await (const _ of store.read({ municipality: "nijmegen" }, { limit: 3, backwards: true }));
    for await (const _ of store.subscribe(about(tag), { signal: AbortSignal.timeout(5_000) })) break;
  };
  for (let i = 0; i < 8; i++) await useEverything();

  await admin.query(
    `WITH written AS (
       INSERT INTO ${schema}.events (position, municipality, type, id, event)
       SELECT nextval('${schema}.positions'), 'nijmegen', 'T', 'filler-' || i, '{"id":"","type":"T","tags":[]}'
       FROM generate_series(1, 20000) AS i RETURNING position
     ) INSERT INTO ${schema}.event_keys (key, position) SELECT position, position FROM written`,
  );
  const before = await sequentialScans(pool, schema);
  for (let i = 0; i < 3; i++) await useEverything();
  expect(await sequentialScans(pool, schema)).toEqual(before);
  await store.close();
  await pool.end();
});

/** As counted by the one connection of `pool`. */
async function sequentialScans(pool: Pool, schema: string): Promise<unknown> {
  await pool.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await admin.query(
    "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = $1 AND relname LIKE 'event%' ORDER BY 1",
    [schema],
  );
  return rows;
}
