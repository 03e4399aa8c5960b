import type { DatabaseSync, StatementSync } from "node:sqlite";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { AppendConditionFailed, InvalidAppend, LeaseLost, ProjectionMoved, wakeUp } from "@wor/event-store";
import { rollBack } from "./database.ts";
import { explained, SqliteStoreError, sqliteFailure } from "./errors.ts";
import { GroupCommit } from "./group-commit.ts";
import { placeOf } from "./in-place.ts";
import { Log } from "./log.ts";

/** How to share a file with other processes. */
export interface SharingOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly pollMs: number;
  readonly indexEvery: number;
}

/** A log in a file that other processes read and write too: whose turn it is, and what is new. */
export class SharedLog {
  readonly log: Log;
  readonly #database: DatabaseSync;
  readonly #options: SharingOptions;
  readonly #beginNow: StatementSync;
  readonly #commits: GroupCommit;
  readonly #news = wakeUp();
  readonly #closing = new AbortController();
  /** Whether the file is still the one that was opened. */
  readonly isInPlace: () => boolean;
  /** At how many events in memory their index is written; more than usual after it has failed. */
  #indexAt: number;
  #waiting = 0;
  #poll: NodeJS.Timeout | undefined;

  constructor(database: DatabaseSync, options: SharingOptions) {
    this.#database = database;
    this.#options = options;
    this.#indexAt = options.indexEvery;
    this.isInPlace = placeOf(options.path);
    this.log = new Log(database, options.indexEvery);
    this.#beginNow = database.prepare("BEGIN IMMEDIATE");
    this.#commits = this.#groupCommit();
  }

  /** Aborts when the log is closed. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** @throws {SqliteStoreError} when the log has been closed. */
  assertOpen(): void {
    if (this.closed.aborted) throw new SqliteStoreError("closed", this.#options.path);
  }

  /** Runs `work` in a transaction, with what else waits; resolves when that has been committed. */
  async write<Result>(work: () => Result): Promise<Result> {
    this.assertOpen();
    try {
      return await this.#commits.submit(work);
    } catch (error) {
      throw explained(error, this.#options.path);
    }
  }

  /** Runs a question that only reads. */
  async ask<Result>(question: () => Result): Promise<Result> {
    try {
      return await this.#patiently(question);
    } catch (error) {
      throw explained(error, this.#options.path);
    }
  }

  /** Takes in what other processes have written. Whoever comes upon news tells all who wait in this one. */
  refresh(): void {
    const { head } = this.log;
    this.log.refresh();
    if (this.log.head > head) this.#news.ring();
  }

  /** Resolves when there is news, or when `signal` aborts. */
  async next(signal: AbortSignal): Promise<void> {
    this.#waiting++;
    this.#poll ??= setInterval(() => this.#lookForNews(), this.#options.pollMs);
    await this.#news.next(signal);
    if (--this.#waiting > 0) return;
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  /** Writes what it was given before, and no more. */
  async close(): Promise<void> {
    if (this.closed.aborted) return;
    this.#closing.abort();
    await this.#commits.drained();
    this.#database.close();
  }

  /** Waits for other processes without holding up this one, as SQLite's own busy timeout would. */
  async #patiently<Result>(work: () => Result): Promise<Result> {
    const deadline = performance.now() + this.#options.busyTimeoutMs;
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
    const commit = this.#database.prepare("COMMIT");
    let head = 0;
    return new GroupCommit({
      begin: async () => {
        await this.#begin();
        head = this.log.head;
      },
      commit: () => {
        commit.run();
        if (this.log.head > head) this.#news.ring();
      },
      rollBack: () => {
        rollBack(this.#database);
        this.log.undo(head);
      },
      isRefusal: (error) => refusals.some((refusal) => error instanceof refusal),
      afterCommit: () => this.#writeIndex(),
    });
  }

  async #begin(): Promise<void> {
    await this.#patiently(() => this.#beginNow.run());
    try {
      if (!this.isInPlace()) throw new SqliteStoreError("moved", this.#options.path);
      this.refresh();
    } catch (error) {
      rollBack(this.#database);
      throw error;
    }
  }

  /** Not part of anybody's append: when there is no room for it now, it is tried again later. */
  async #writeIndex(): Promise<void> {
    if (this.log.unindexed < this.#indexAt) return;
    await nextTurn();
    try {
      await this.#begin();
      const upto = this.log.writeIndex();
      this.#database.exec("COMMIT");
      this.log.indexedUpTo(upto);
      this.#indexAt = this.#options.indexEvery;
    } catch {
      rollBack(this.#database);
      this.#indexAt = this.log.unindexed + this.#options.indexEvery;
    }
  }

  /** SQLite tells nobody what other processes write, but answers cheaply whether they did. */
  #lookForNews(): void {
    try {
      this.refresh();
    } catch {
      // The reader that waits finds out by itself, with somebody to tell.
    }
  }
}

/** Answers of an append, a worker or a projection to itself: nothing has been written, and nothing is broken. */
const refusals = [AppendConditionFailed, InvalidAppend, LeaseLost, ProjectionMoved];
