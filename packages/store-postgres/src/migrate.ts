import { hash } from "node:crypto";
import { escapeIdentifier, escapeLiteral, type Pool, type PoolClient } from "pg";
import { appendFunction, appendGroupFunction, appendOneFunction, restoreFunction } from "./sql/append.ts";
import { awaitKeyFunction } from "./sql/locks.ts";
import type { Names } from "./sql/names.ts";
import { projectionTables } from "./sql/projections.ts";
import { listFunction, readFunction, scanFunction } from "./sql/read.ts";
import { checkpointTables, tables } from "./sql/tables.ts";
import { tailFunctions } from "./sql/tail.ts";

/**
 * Brings the log's schema up to this version of the package; does nothing when it is. Any number of processes
 * may start at once.
 *
 * @throws {Error} when the schema is of a newer version than this package knows.
 */
export async function migrate(pool: Pool, schema: string): Promise<void> {
  if ((await versionOf(pool, schema)) === latest) return;
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await bringUp(client, schema);
    await client.query("COMMIT");
    client.release();
  } catch (error) {
    // Closing the connection rolls back, also when it is the connection that failed.
    client.release(true);
    throw error;
  }
}

/** Named, so that programs can tell it from what is broken. */
export class LogTooNew extends Error {
  override readonly name = "LogTooNew";
}

/** Each is applied once, in order, and never changed after a release: a change is a new one at the end. */
const migrations: readonly ((names: Names) => string)[] = [
  (names) =>
    [
      tables(names),
      readFunction(names, "read_forwards", "ASC"),
      readFunction(names, "read_backwards", "DESC"),
      listFunction(names, "list_forwards", "ASC"),
      listFunction(names, "list_backwards", "DESC"),
      scanFunction(names, "scan_forwards", "ASC"),
      scanFunction(names, "scan_backwards", "DESC"),
      awaitKeyFunction(names),
      appendOneFunction(names),
      appendFunction(names),
      appendGroupFunction(names),
      restoreFunction(names),
      tailFunctions(names),
      checkpointTables(names),
      projectionTables(names),
    ].join("\n"),
];

const latest = migrations.length;

async function bringUp(client: PoolClient, plainSchema: string): Promise<void> {
  const schema = escapeIdentifier(plainSchema);
  const positions = escapeLiteral(`${schema}.positions`);
  const lockSpace = lockSpaceOf(plainSchema);
  await client.query("SELECT pg_advisory_xact_lock($1, 0)", [lockSpace]);
  const done = await versionOf(client, plainSchema);
  if (done > latest)
    throw new LogTooNew(
      `The log in schema ${schema} has version ${done}; this package knows versions up to ${latest}. Update the package.`,
    );
  if (done === 0) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(
      `CREATE TABLE ${schema}.migrations (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
  }
  for (const [i, migration] of migrations.entries()) {
    if (i < done) continue;
    await client.query(migration({ schema, positions, lockSpace }));
    await client.query(`INSERT INTO ${schema}.migrations (version) VALUES ($1)`, [i + 1]);
  }
}

/**
 * 0 when there is no log yet. Asks the catalogue itself: `to_regclass` may answer from a cache that has not heard
 * of what another starter did while this one waited for the lock.
 */
async function versionOf(client: Pool | PoolClient, plainSchema: string): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'migrations') AS there",
    [plainSchema],
  );
  if (!rows[0]?.there) return 0;
  const versions = await client.query<{ version: number }>(
    `SELECT coalesce(max(version), 0) AS version FROM ${escapeIdentifier(plainSchema)}.migrations`,
  );
  return versions.rows[0]?.version ?? 0;
}

function lockSpaceOf(schema: string): number {
  return hash("sha256", schema, "buffer").readInt32BE() & 0x7fffffff || 1;
}
