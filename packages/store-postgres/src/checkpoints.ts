import { type CheckpointStore, type Lease, LeaseLost } from "@wor/event-store";
import { z } from "zod";
import type { Database } from "./database.ts";

/** Checkpoints beside the log. Leases run out by the database's clock, the one all workers share. */
export function checkpointsIn(database: Database): CheckpointStore {
  const { schema } = database;

  /** Runs a statement that changes a row only while the lease is held. */
  async function asHolder(lease: Lease, name: string, text: string, values: readonly unknown[]) {
    const rows = await database.run(name, text, [lease.name, lease.token, ...values]);
    if (rows.length === 0) throw new LeaseLost(lease);
  }

  return {
    async acquire(name, { owner, leaseMs }) {
      const rows = await database.run(
        "acquire",
        `INSERT INTO ${schema}.checkpoints AS c (name, owner, expires_at)
         VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
         ON CONFLICT (name) DO UPDATE SET
           owner = excluded.owner,
           token = c.token + CASE WHEN c.owner = excluded.owner THEN 0 ELSE 1 END,
           expires_at = clock_timestamp() + $3 * interval '1 millisecond'
         WHERE c.owner = excluded.owner OR c.owner IS NULL OR c.expires_at <= clock_timestamp()
         RETURNING token, position`,
        [name, owner, leaseMs],
      );
      const [row] = rows;
      return row && Object.freeze({ name, owner, ...leaseRow.parse(row) });
    },
    save: (lease, position) =>
      asHolder(
        lease,
        "save",
        `UPDATE ${schema}.checkpoints SET position = $3
         WHERE name = $1 AND token = $2 AND owner IS NOT NULL RETURNING name`,
        [position],
      ),
    async release({ name, token }) {
      await database.run(
        "release",
        `UPDATE ${schema}.checkpoints SET owner = NULL WHERE name = $1 AND token = $2`,
        [name, token],
      );
    },
    async position(name) {
      const [row] = await database.run(
        "position",
        `SELECT position FROM ${schema}.checkpoints WHERE name = $1`,
        [name],
      );
      return Number(row?.position ?? 0);
    },
    // Locks the lease's row, so that nobody takes over between the look and the write.
    park: (lease, { position, attempts, error, parkedAt }) =>
      asHolder(
        lease,
        "park",
        `WITH held AS (
           SELECT name FROM ${schema}.checkpoints
           WHERE name = $1 AND token = $2 AND owner IS NOT NULL FOR UPDATE
         )
         INSERT INTO ${schema}.parked_events (name, position, attempts, error, parked_at)
         SELECT name, $3, $4, $5, $6 FROM held
         ON CONFLICT (name, position) DO UPDATE SET
           attempts = excluded.attempts, error = excluded.error, parked_at = excluded.parked_at
         RETURNING name`,
        [position, attempts, error, parkedAt],
      ),
    async parked(name) {
      const rows = await database.run(
        "parked",
        `SELECT position, attempts, error, parked_at AS "parkedAt" FROM ${schema}.parked_events
         WHERE name = $1 ORDER BY position`,
        [name],
      );
      return parkedRows.parse(rows);
    },
    async unpark(name, position) {
      await database.run("unpark", `DELETE FROM ${schema}.parked_events WHERE name = $1 AND position = $2`, [
        name,
        position,
      ]);
    },
  };
}

const leaseRow = z.object({ token: z.coerce.number(), position: z.coerce.number() });

const parkedRows = z
  .array(
    z
      .object({
        position: z.coerce.number(),
        attempts: z.number(),
        error: z.string(),
        parkedAt: z.string(),
      })
      .readonly(),
  )
  .readonly();
