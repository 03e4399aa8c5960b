import type { DatabaseSync } from "node:sqlite";
import { type CheckpointStore, type Lease, LeaseLost, type ParkedEvent } from "@wor/event-store";
import { integer, type Row, text } from "./rows.ts";
import type { SharedLog } from "./shared-log.ts";

/**
 * Checkpoints in the log's own file. Processes that share a file share a machine, and so a clock.
 *
 * @param now Milliseconds since 1970.
 */
export function sqliteCheckpoints(
  database: DatabaseSync,
  shared: SharedLog,
  now: () => number,
): CheckpointStore {
  const find = database.prepare("SELECT * FROM subscriptions WHERE name = ?");
  const take = database.prepare(
    `INSERT INTO subscriptions (name, token, owner, leased_until) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET
       token = excluded.token, owner = excluded.owner, leased_until = excluded.leased_until`,
  );
  const move = database.prepare("UPDATE subscriptions SET position = ? WHERE name = ?");
  const letGo = database.prepare("UPDATE subscriptions SET owner = NULL WHERE name = ? AND token = ?");
  const setAside = database.prepare("INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?)");
  const asides = database.prepare("SELECT * FROM parked WHERE name = ? ORDER BY position");
  const takeBack = database.prepare("DELETE FROM parked WHERE name = ? AND position = ?");

  /** A lease that has run out still holds while nobody else has taken it. */
  function assertHeld(lease: Lease): void {
    const row = find.get(lease.name);
    if (row?.token !== lease.token || row.owner === null) throw new LeaseLost(lease);
  }

  return {
    acquire(name, { owner, leaseMs }) {
      return shared.write(() => {
        const row = find.get(name);
        const holder = row?.owner ?? undefined;
        const at = now();
        if (row && holder !== undefined && holder !== owner && at < integer(row, "leased_until"))
          return undefined;
        const token = (row ? integer(row, "token") : 0) + (holder === owner ? 0 : 1);
        take.run(name, token, owner, at + leaseMs);
        return Object.freeze({ name, owner, token, position: row ? integer(row, "position") : 0 });
      });
    },
    save(lease, position) {
      return shared.write(() => {
        assertHeld(lease);
        move.run(position, lease.name);
      });
    },
    release(lease) {
      return shared.write(() => {
        letGo.run(lease.name, lease.token);
      });
    },
    position(name) {
      return shared.ask(() => {
        const row = find.get(name);
        return row ? integer(row, "position") : 0;
      });
    },
    park(lease, { position, attempts, error, parkedAt }) {
      return shared.write(() => {
        assertHeld(lease);
        setAside.run(lease.name, position, attempts, error, parkedAt);
      });
    },
    parked(name) {
      return shared.ask(() => asides.all(name).map(toParked));
    },
    unpark(name, position) {
      return shared.write(() => {
        takeBack.run(name, position);
      });
    },
  };
}

function toParked(row: Row): ParkedEvent {
  return Object.freeze({
    position: integer(row, "position"),
    attempts: integer(row, "attempts"),
    error: text(row, "error"),
    parkedAt: text(row, "parked_at"),
  });
}
