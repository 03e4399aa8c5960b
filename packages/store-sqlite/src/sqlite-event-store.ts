import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import {
  type AppendCondition,
  AppendConditionFailed,
  type AppendResult,
  type CheckpointStore,
  checkAppend,
  checkRestore,
  type EventStore,
  InvalidAppend,
  LeaseLost,
  type NewEvent,
  type Position,
  type Query,
  type ReadOptions,
  type SequencedEvent,
  type SubscribeOptions,
  sequenced,
  wakeUp,
} from "@wor/event-store";
import { backUp } from "./backup.ts";
import { sqliteCheckpoints } from "./checkpoints.ts";
import { type Durability, openDatabase, rollBack } from "./database.ts";
import { explained, SqliteStoreError, sqliteFailure } from "./errors.ts";
import { GroupCommit } from "./group-commit.ts";
import { problemsOf } from "./integrity.ts";
import { Log, type Page } from "./log.ts";
import type { Range } from "./selection.ts";
import { uniqueTermsOf } from "./terms.ts";

/** A log in one SQLite file. Its methods throw {@link SqliteStoreError} when the file fails them. */
export interface SqliteEventStore extends EventStore {
  readonly checkpoints: CheckpointStore;
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
  const { path, durability = "power-cut", readOnly = false, busyTimeoutMs = 5_000 } = options;
  return eventStoreOn(openDatabase({ path, durability, readOnly, busyTimeoutMs }), options);
}

/** The log in a database that has been opened as one. */
export function eventStoreOn(database: DatabaseSync, options: SqliteEventStoreOptions): SqliteEventStore {
  return new SqliteLog(database, options);
}

class SqliteLog implements SqliteEventStore {
  readonly checkpoints: CheckpointStore;
  readonly #path: string;
  readonly #busyTimeoutMs: number;
  readonly #pollMs: number;
  readonly #indexEvery: number;
  readonly #database: DatabaseSync;
  readonly #log: Log;
  readonly #commits: GroupCommit;
  readonly #news = wakeUp();
  readonly #closing = new AbortController();
  #waiting = 0;
  #poll: NodeJS.Timeout | undefined;
  /** Writing the index has failed at this size of the tail; not to be tried again at once. */
  #indexAt: number;

  constructor(database: DatabaseSync, options: SqliteEventStoreOptions) {
    this.#path = options.path;
    this.#busyTimeoutMs = options.busyTimeoutMs ?? 5_000;
    this.#pollMs = options.pollMs ?? 50;
    this.#indexEvery = options.indexEvery ?? 4_096;
    this.#indexAt = this.#indexEvery;
    this.#database = database;
    this.#log = new Log(database);
    this.#commits = this.#groupCommit();
    this.checkpoints = sqliteCheckpoints(
      database,
      (work) => this.#write(work),
      (question) => this.#ask(question),
      options.now ?? Date.now,
    );
  }

  async append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
    const own = checkAppend(events, condition);
    const ownCondition = condition && copyOf(condition);
    return await this.#write(() => this.#appendNow(own, ownCondition));
  }

  async restore(events: readonly SequencedEvent[]): Promise<void> {
    await this.#write(() => {
      const own = checkRestore(events, this.#log.head);
      this.#assertNewIds(own);
      this.#log.write(own);
    });
  }

  async *read(query: Query, options: ReadOptions = {}): AsyncGenerator<readonly SequencedEvent[]> {
    const { after = 0, limit = Number.POSITIVE_INFINITY, backwards = false, batchSize = 1_000 } = options;
    let left = limit;
    let rest: Range | undefined = { after, until: await this.head() };
    while (rest && rest.after < rest.until && left > 0) {
      const range: Range = rest;
      const page: Page = await this.#ask(() =>
        this.#log.page(query, range, { backwards, limit: Math.min(left, batchSize) }),
      );
      left -= page.events.length;
      rest = page.rest;
      if (page.events.length) yield page.events;
      // SQLite answers at once, so without this a long read would keep everybody else waiting.
      if (page.long && rest && left > 0) await nextTurn();
    }
  }

  async head(): Promise<Position> {
    return await this.#ask(() => {
      this.#refresh();
      return this.#log.head;
    });
  }

  async *subscribe(query: Query, options: SubscribeOptions): AsyncGenerator<readonly SequencedEvent[]> {
    const { after = 0, batchSize } = options;
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    let seen = after;
    while (!signal.aborted) {
      const news = this.#next(signal);
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
    await backUp({ from: this.#path, database: this.#database, to: path });
  }

  async check(): Promise<readonly string[]> {
    return await problemsOf(this.#database);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#commits.drained();
    this.#database.close();
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

  async #write<Result>(work: () => Result): Promise<Result> {
    if (this.#closing.signal.aborted) throw new SqliteStoreError("closed", this.#path);
    try {
      return await this.#commits.submit(work);
    } catch (error) {
      throw explained(error, this.#path);
    }
  }

  async #ask<Result>(question: () => Result): Promise<Result> {
    try {
      return await this.#patiently(question);
    } catch (error) {
      throw explained(error, this.#path);
    }
  }

  /** Waits for other processes without holding up this one, as SQLite's own busy timeout would. */
  async #patiently<Result>(work: () => Result): Promise<Result> {
    const deadline = performance.now() + this.#busyTimeoutMs;
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (sqliteFailure(error) !== "busy" || performance.now() > deadline) throw error;
        await sleep(1 + Math.random() * 3);
      }
    }
  }

  #groupCommit(): GroupCommit {
    const begin = this.#database.prepare("BEGIN IMMEDIATE");
    const commit = this.#database.prepare("COMMIT");
    let head = 0;
    return new GroupCommit({
      begin: async () => {
        await this.#patiently(() => begin.run());
        try {
          this.#refresh();
        } catch (error) {
          rollBack(this.#database);
          throw error;
        }
        head = this.#log.head;
      },
      commit: () => {
        commit.run();
        if (this.#log.head > head) this.#news.ring();
      },
      rollBack: () => {
        rollBack(this.#database);
        this.#log.undo(head);
      },
      isRefusal: (error) =>
        error instanceof AppendConditionFailed ||
        error instanceof InvalidAppend ||
        error instanceof LeaseLost,
      afterCommit: () => this.#writeIndex(),
    });
  }

  /** Not part of anybody's append: when there is no room for it now, it is tried again later. */
  async #writeIndex(): Promise<void> {
    if (this.#log.unindexed < this.#indexAt) return;
    await nextTurn();
    try {
      await this.#patiently(() => this.#database.exec("BEGIN IMMEDIATE"));
      this.#refresh();
      const upto = this.#log.writeIndex();
      this.#database.exec("COMMIT");
      this.#log.indexedUpTo(upto);
      this.#indexAt = this.#indexEvery;
    } catch {
      rollBack(this.#database);
      this.#indexAt = this.#log.unindexed + this.#indexEvery;
    }
  }

  async #next(signal: AbortSignal): Promise<void> {
    this.#waiting++;
    this.#poll ??= setInterval(() => this.#lookForNews(), this.#pollMs);
    await this.#news.next(signal);
    if (--this.#waiting === 0) {
      clearInterval(this.#poll);
      this.#poll = undefined;
    }
  }

  /** SQLite tells nobody what other processes write, but answers cheaply whether they did. */
  #lookForNews(): void {
    try {
      this.#refresh();
    } catch {
      // The reader that waits finds out by itself, with somebody to tell.
    }
  }

  /** Whoever comes upon news of another process, tells all who wait in this one. */
  #refresh(): void {
    const { head } = this.#log;
    this.#log.refresh();
    if (this.#log.head > head) this.#news.ring();
  }
}

/** The caller may change its own while the append waits. */
function copyOf({ failIfEventsMatch: { municipality, items }, after }: AppendCondition): AppendCondition {
  const own = items?.map(({ tags, types }) => ({ tags: tags?.slice(), types: types?.slice() }));
  return { failIfEventsMatch: { municipality, items: own }, after };
}
