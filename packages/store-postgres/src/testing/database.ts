import { Pool } from "pg";
import { afterAll, inject } from "vitest";

const schemas: string[] = [];

/** A PostgreSQL for tests: the one `DATABASE_URL` names, or one that is started for this run. */
export async function testConnectionString(): Promise<string> {
  return process.env.DATABASE_URL ?? (await (await fetch(inject("postgres"))).text());
}

/** A schema of its own for a log, dropped after the tests of the file. */
export function freshSchema(): string {
  const schema = `test_${process.pid}_${Date.now().toString(36)}_${schemas.length}`;
  schemas.push(schema);
  return schema;
}

afterAll(async () => {
  if (schemas.length === 0) return;
  const pool = new Pool({ connectionString: await testConnectionString(), max: 1 });
  await pool.query("SET client_min_messages = warning");
  for (const schema of schemas) await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await pool.end();
});
