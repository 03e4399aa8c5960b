import { setTimeout as sleep } from "node:timers/promises";
import { type Position, wakeUp } from "@wor/event-store";
import { z } from "zod";
import type { Database } from "./database.ts";
import { isPassing } from "./errors.ts";
import { lookAround, type Moment, stillAppending } from "./in-flight.ts";
import { listen } from "./listen.ts";

/**
 * Follows the end of the log, for all subscriptions of a store together.
 *
 * Positions become visible in another order than they are drawn in: 100 may be there while 99 is still being
 * written. Subscriptions are told of a position when nothing can come below it any more: because there is no gap
 * below it, or because every append that was under way when the gap was seen has ended.
 */
export interface Tail {
  /** Starts following, unless others have; the answer ends it, unless others go on. */
  enter(): () => Promise<void>;
  /** A position above `after` up to which nothing can come any more, as soon as there is one. */
  settledPast(after: Position, signal: AbortSignal): Promise<Position | undefined>;
  /** Looks at once. */
  wake(): void;
  /** Ends following, whoever still does. */
  close(): Promise<void>;
}

/** How long a gap is left alone before looking whether it has been filled. */
const gapPauseMs = 10;
/** How long a database that cannot be reached is left alone. */
const outagePauseMs = 200;

export function tailOf(database: Database, pollMs: number): Tail {
  const news = wakeUp();
  const progress = wakeUp();
  let settled: Position | undefined;
  let gap: Moment | undefined;
  let failure: { readonly error: unknown } | undefined;
  let followers = 0;
  let stop = new AbortController();
  let following: Promise<unknown> = Promise.resolve();

  async function follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const rung = news.next(signal);
      let pauseMs = pollMs;
      try {
        if (await advance()) pauseMs = gapPauseMs;
      } catch (error) {
        if (!isPassing(error)) return fail(error);
        pauseMs = outagePauseMs;
      }
      const timer = new AbortController();
      await Promise.race([rung, sleep(pauseMs, undefined, { signal: timer.signal }).catch(() => {})]);
      timer.abort();
    }
  }

  /** Answers whether a gap keeps it from the end. */
  async function advance(): Promise<boolean> {
    if (settled !== undefined) {
      const [row] = await database.call("fresh", [settled]);
      const { head, gapless } = freshSchema.parse(row);
      settle(gapless);
      if (gapless === head) {
        gap = undefined;
        return false;
      }
    }
    const now = await lookAround(database, {});
    gap ??= now;
    if (stillAppending(gap, now)) return true;
    settle(gap.head);
    gap = undefined;
    return advance();
  }

  function settle(position: Position): void {
    if (settled !== undefined && position <= settled) return;
    settled = position;
    progress.ring();
  }

  function fail(error: unknown): void {
    failure = { error };
    progress.ring();
  }

  return {
    enter() {
      if (followers++ === 0) {
        stop = new AbortController();
        failure = undefined;
        following = Promise.all([
          follow(stop.signal),
          database.listener && listen(database.listener, database.channel, news.ring, stop.signal),
        ]);
      }
      return async () => {
        if (--followers > 0) return;
        stop.abort();
        await following;
      };
    },
    async settledPast(after, signal) {
      while (!signal.aborted) {
        const moved = progress.next(signal);
        if (failure) throw failure.error;
        if (settled !== undefined && settled > after) return settled;
        await moved;
      }
      return undefined;
    },
    wake: news.ring,
    async close() {
      stop.abort();
      await following;
    },
  };
}

const freshSchema = z.object({ head: z.coerce.number(), gapless: z.coerce.number() });
