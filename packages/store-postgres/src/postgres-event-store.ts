import { setTimeout as sleep } from "node:timers/promises";
import type {
  AppendCondition,
  AppendResult,
  CheckpointStore,
  EventStore,
  NewEvent,
  Position,
  ProjectionStore,
  Query,
  ReadOptions,
  SequencedEvent,
  SubscribeOptions,
} from "@wor/event-store";
import { announcer } from "./announce.ts";
import { prepareAppend } from "./append.ts";
import { checkpointsIn } from "./checkpoints.ts";
import { type Database, openDatabase, type PostgresOptions } from "./database.ts";
import { isPassing, type PostgresStoreError } from "./errors.ts";
import { groupedAppends } from "./group.ts";
import { projectionsIn } from "./projections.ts";
import { read, readUntil } from "./read.ts";
import { restore } from "./restore.ts";
import { tailOf } from "./tail.ts";

/** A log in PostgreSQL. */
export interface PostgresEventStore extends EventStore {
  readonly checkpoints: CheckpointStore;
  readonly projections: ProjectionStore;
}

/**
 * A log in PostgreSQL, for many processes on many machines.
 *
 * Connects, and creates or updates its tables, when it is first used. An acknowledged append survives a crash of
 * the server as long as the server's `synchronous_commit` is on, as it is by default.
 *
 * Besides the errors of the port, calls throw {@link LogBusy} when they waited too long for others, and
 * {@link PostgresStoreError} when the database cannot be reached or refuses; an append may have been written all the
 * same when it went away, which a second try with the same `commandId` finds out. Subscriptions outlive a restart of
 * the server.
 *
 * @throws {PostgresStoreError} at once, `misconfigured`, without an address or a pool.
 */
export function postgresEventStore(options: PostgresOptions): PostgresEventStore {
  const database = openDatabase(options);
  const { pollMs = options.listen === false ? 200 : 2_000 } = options;
  const closing = new AbortController();
  const tail = tailOf(database, pollMs);
  const announcements = announcer(database);
  const appends = groupedAppends(database);
  let closed: Promise<void> | undefined;

  /** So that subscriptions here, and in other processes, look at once. */
  function appended(): void {
    tail.wake();
    announcements.announce();
  }

  return {
    checkpoints: checkpointsIn(database),
    projections: projectionsIn(database),
    async append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
      const result = await appends.write(prepareAppend(events, condition));
      if (result.outcome === "appended") appended();
      return result;
    },
    async restore(events) {
      await restore(database, events);
      appended();
    },
    read: (query: Query, readOptions?: ReadOptions) => read(database, query, readOptions),
    async head(): Promise<Position> {
      const [row] = await database.call("head", []);
      return Number(row?.head);
    },
    async *subscribe(query: Query, { after = 0, batchSize, signal: ending }: SubscribeOptions) {
      const signal = AbortSignal.any([ending, closing.signal]);
      const leave = tail.enter();
      try {
        let seen = after;
        for (;;) {
          const until = await tail.settledPast(seen, signal);
          if (until === undefined) return;
          for await (const batch of patiently(database, query, { after: seen, batchSize }, until, signal)) {
            yield batch;
          }
          seen = until;
        }
      } finally {
        await leave();
      }
    },
    close() {
      closed ??= (async () => {
        closing.abort();
        await tail.close();
        await appends.finish();
        await announcements.finish();
        await database.close();
      })();
      return closed;
    },
  };
}

/** Reads on where it was interrupted when the database comes back. */
async function* patiently(
  database: Database,
  query: Query,
  { after, batchSize }: { after: Position; batchSize: number | undefined },
  until: Position,
  signal: AbortSignal,
): AsyncGenerator<readonly SequencedEvent[]> {
  let seen = after;
  while (!signal.aborted) {
    try {
      for await (const batch of readUntil(database, query, { after: seen, batchSize }, until)) {
        if (signal.aborted) return;
        yield batch;
        seen = batch.at(-1)?.position ?? seen;
      }
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(200, undefined, { signal }).catch(() => {});
    }
  }
}
