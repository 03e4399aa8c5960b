import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type AppendCondition,
  AppendConditionFailed,
  type AppendResult,
  type CheckpointStore,
  checkAppend,
  checkFollows,
  checkRestore,
  type EventStore,
  InvalidAppend,
  type NewEvent,
  ownCondition,
  type Position,
  type ProjectionStore,
  type Query,
  type ReadOptions,
  type SequencedEvent,
  type SubscribeOptions,
  sequenced,
} from "@wor/event-store";
import { backUp } from "./backup.ts";
import { sqliteCheckpoints } from "./checkpoints.ts";
import { type Durability, openDatabase } from "./database.ts";
import { explained, SqliteStoreError } from "./errors.ts";
import { problemsOf } from "./integrity.ts";
import type { Log, Page } from "./log.ts";
import { sqliteProjections } from "./projections.ts";
import type { Range } from "./selection.ts";
import { SharedLog } from "./shared-log.ts";
import { uniqueTermsOf } from "./terms.ts";

/** A log in one SQLite file. Its methods throw `SqliteStoreError` when the file fails them. */
export interface SqliteEventStore extends EventStore {
  readonly checkpoints: CheckpointStore;
  readonly projections: ProjectionStore;
  /**
   * Copies the log to a new file while others read and write: all that was acknowledged before, and no
   * half append. The copy is a log that can be opened. Copying the file by other means is not safe.
   *
   * @throws when there is a file at `path` already.
   */
  backup(path: string): Promise<void>;
  /**
   * Looks for damage: in the file, and between the events and their index. Answers what is wrong, in words;
   * nothing when the log is sound. Reads everything, and holds up the process while SQLite checks its pages.
   */
  check(): Promise<readonly string[]>;
}

/** Where the log is, and what it promises. */
export interface SqliteEventStoreOptions {
  /** The file, made when it is not there; ":memory:" for a log that is gone when it is closed. */
  readonly path: string;
  /**
   * What an acknowledged append outlives. "power-cut" (the default) waits for the disk at each commit;
   * "process-crash" does not, and may lose the last moments when the machine goes down, never more than that.
   */
  readonly durability?: Durability | undefined;
  /** How long to wait while another process writes, in milliseconds. Default 5,000. */
  readonly busyTimeoutMs?: number | undefined;
  /** How often to look whether other processes have written while a subscription waits. Default 50. */
  readonly pollMs?: number | undefined;
  /** Opens a log that must not change, such as a backup. Default false. */
  readonly readOnly?: boolean | undefined;
  /** So many events are indexed in memory before they are indexed in the file. Default 4,096. */
  readonly indexEvery?: number | undefined;
  /** Milliseconds since 1970, for the leases of checkpoints. Default: the system's clock. */
  readonly now?: (() => number) | undefined;
}

/**
 * Opens the log in an SQLite file, which several processes of one machine may share.
 *
 * @throws {SqliteStoreError} when the file cannot be opened, or is not a log that this version knows.
 */
export function sqliteEventStore(options: SqliteEventStoreOptions): SqliteEventStore {
  const { durability = "power-cut", readOnly = false, busyTimeoutMs = 5_000 } = options ?? {};
  const path = pathOf(options);
  const database = openDatabase({ path, durability, readOnly, busyTimeoutMs });
  return eventStoreOn(database, { ...options, path });
}

/** Absolute: SQLite takes `file:log?mode=memory` for an address, and a backup opens the file again later. */
function pathOf(options: Partial<SqliteEventStoreOptions> | undefined): string {
  const path: unknown = options?.path;
  if (typeof path !== "string" || path === "") throw new SqliteStoreError("no-path", "sqliteEventStore");
  return path === ":memory:" ? path : resolve(path);
}

/** The log in a database that has been opened as one. */
export function eventStoreOn(database: DatabaseSync, options: SqliteEventStoreOptions): SqliteEventStore {
  return new SqliteLog(database, options);
}

class SqliteLog implements SqliteEventStore {
  readonly checkpoints: CheckpointStore;
  readonly projections: ProjectionStore;
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #shared: SharedLog;
  readonly #log: Log;

  constructor(database: DatabaseSync, options: SqliteEventStoreOptions) {
    const { path, busyTimeoutMs = 5_000, pollMs = 50, indexEvery = 4_096, now = Date.now } = options;
    this.#path = path;
    this.#database = database;
    this.#shared = new SharedLog(database, { path, busyTimeoutMs, pollMs, indexEvery });
    this.#log = this.#shared.log;
    this.checkpoints = sqliteCheckpoints(database, this.#shared, now);
    this.projections = sqliteProjections(database, this.#shared);
  }

  async append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
    const own = checkAppend(events, condition);
    const asked = condition && ownCondition(condition);
    return await this.#shared.write(() => this.#appendNow(own, asked));
  }

  async restore(events: readonly SequencedEvent[]): Promise<void> {
    const own = checkRestore(events, 0);
    await this.#shared.write(() => {
      checkFollows(own, this.#log.head);
      this.#assertNewIds(own);
      this.#log.write(own);
    });
  }

  async *read(query: Query, options: ReadOptions = {}): AsyncGenerator<readonly SequencedEvent[]> {
    const { after = 0, limit = Number.POSITIVE_INFINITY, backwards = false, batchSize = 1_000 } = options;
    let left = limit;
    let rest: Range | undefined = { after, until: Number.POSITIVE_INFINITY };
    while (rest && left > 0) {
      const range: Range = rest;
      const page: Page = await this.#shared.ask(() =>
        this.#log.page(query, this.#fromNowOn(range), { backwards, limit: Math.min(left, batchSize) }),
      );
      left -= page.events.length;
      rest = page.rest;
      if (page.events.length) yield page.events;
      // SQLite answers at once, so without this a long read would keep everybody else waiting.
      if (page.long && rest && left > 0) await nextTurn();
    }
  }

  async head(): Promise<Position> {
    return await this.#shared.ask(() => this.#headNow());
  }

  async *subscribe(query: Query, options: SubscribeOptions): AsyncGenerator<readonly SequencedEvent[]> {
    const { after = 0, batchSize } = options;
    const signal = AbortSignal.any([options.signal, this.#shared.closed]);
    let seen = after;
    while (!signal.aborted) {
      const news = this.#shared.next(signal);
      const head = await this.head();
      for await (const batch of this.read(query, { after: seen, batchSize })) {
        if (signal.aborted) return;
        yield batch;
        seen = batch.at(-1)?.position ?? seen;
      }
      seen = Math.max(seen, head);
      await news;
    }
  }

  async backup(path: string): Promise<void> {
    this.#shared.assertOpen();
    const from = this.#path === ":memory:" || !this.#shared.isInPlace() ? undefined : this.#path;
    await backUp({ database: this.#database, from, to: path });
  }

  async check(): Promise<readonly string[]> {
    try {
      return await problemsOf(this.#database);
    } catch (error) {
      throw explained(error, this.#path);
    }
  }

  async close(): Promise<void> {
    await this.#shared.close();
  }

  #headNow(): Position {
    this.#shared.refresh();
    return this.#log.head;
  }

  /** A read ends where the log ended when it began. */
  #fromNowOn({ after, until }: Range): Range {
    return { after, until: Number.isFinite(until) ? until : this.#headNow() };
  }

  #appendNow(events: readonly NewEvent[], condition: AppendCondition | undefined): AppendResult {
    const terms = uniqueTermsOf(events);
    const mayBeKnown = this.#log.mayHold(terms);
    if (mayBeKnown) {
      const repeated = this.#repeated(events);
      if (repeated.length) return { outcome: "repeated", events: repeated };
    }
    if (condition) {
      const matched = this.#log.select(condition.failIfEventsMatch, condition.after ?? 0);
      if (matched.length) throw new AppendConditionFailed(condition, matched);
    }
    if (mayBeKnown) this.#assertNewIds(events);
    let position = this.#log.head;
    const stored = events.map((event) => sequenced(event, ++position));
    this.#log.write(stored);
    return { outcome: "appended", events: Object.freeze(stored) };
  }

  #repeated([first]: readonly NewEvent[]): readonly SequencedEvent[] {
    return first?.commandId === undefined ? [] : this.#log.ofCommand(first.municipality, first.commandId);
  }

  #assertNewIds(events: readonly NewEvent[]): void {
    for (const [i, { id }] of events.entries())
      if (this.#log.holdsId(id)) throw new InvalidAppend(`events[${i}].id`, "is in the log already");
  }
}
