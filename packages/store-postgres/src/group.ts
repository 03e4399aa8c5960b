import type { AppendResult } from "@wor/event-store";
import { DatabaseError } from "pg";
import { z } from "zod";
import { type Append, appended, candidatesOf, flagArray, writeAppend } from "./append.ts";
import type { Database } from "./database.ts";
import { LogBusy } from "./errors.ts";
import { type Key, keyArray } from "./keys.ts";

/** How many appends are written together. */
const mostAppends = 32;
/** How many groups are on their way. */
const mostGroups = 2;
/** So few that come together go as one group, though they could be two. */
const fewestToSplit = 8;
/** An append of more events than this is better off alone. */
const mostEvents = 16;

interface Waiting {
  readonly append: Append;
  resolve(result: AppendResult | Promise<AppendResult>): void;
}

export interface GroupedAppends {
  write(append: Append): Promise<AppendResult>;
  /** Resolves when all have been answered. */
  finish(): Promise<void>;
}

/**
 * Writes an append that comes alone by itself, and those that come together in groups: one call and one transaction
 * for all of a group, which share the cost of both.
 *
 * Two groups are on their way at most: while the database writes one, this process makes the other ready. The second
 * goes when it is at least half as large as the first, so that they stay large.
 *
 * A group waits for nobody. An append in it that would have to wait for a lock, whose condition may be broken or
 * whose command is known, is left out by the database and then written by itself. Appends that touch the same
 * keys are never in groups at the same time, so each sees what the ones before it wrote.
 */
export function groupedAppends(database: Database): GroupedAppends {
  let queue: Waiting[] = [];
  const groups = new Set<readonly Waiting[]>();
  const unanswered = new Set<Promise<unknown>>();
  let collecting = false;
  /** Whether the last append came alone. */
  let solitary = false;

  /**
   * Who was answered by one group comes back in the same turn, with the next append: they go together again. Where
   * nobody came along the last time and nobody is on the way, there is no turn to wait for.
   */
  function collect(): void {
    if (collecting) return;
    collecting = true;
    const next = solitary && unanswered.size === 0 ? queueMicrotask : setImmediate;
    next(() => {
      collecting = false;
      send();
    });
  }

  function send(): void {
    const [only, ...others] = queue;
    solitary = others.length === 0 && unanswered.size === 1;
    if (only && solitary) {
      queue = [];
      only.resolve(writeAppend(database, only.append));
      return;
    }
    while (queue.length && groups.size < mostGroups) {
      const [other] = groups;
      if (other && queue.length * 2 < other.length) return;
      const share = other ? queue.length : Math.max(fewestToSplit, Math.ceil(queue.length / mostGroups));
      const { group, left } = takeGroup(queue, Math.min(share, mostAppends), [...groups].flat());
      if (group.length === 0) return;
      queue = left;
      groups.add(group);
      void sendGroup(group).finally(() => {
        groups.delete(group);
        if (queue.length) collect();
      });
    }
  }

  async function sendGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const positions = await writeGroup(
        database,
        group.map(({ append }) => append),
      );
      for (const [i, { append, resolve }] of group.entries()) {
        const mine = positions[i];
        resolve(mine ? appended(append.events, mine) : writeAppend(database, append));
      }
    } catch (error) {
      // When the database says that it wrote nothing, each is on its own again.
      const nothingWritten =
        error instanceof LogBusy || (error instanceof DatabaseError && error.code?.startsWith("23"));
      for (const { append, resolve } of group)
        resolve(nothingWritten ? writeAppend(database, append) : Promise.reject(error));
    }
  }

  function enter(append: Append): Promise<AppendResult> {
    if (append.alone || append.events.length > mostEvents) return writeAppend(database, append);
    return new Promise((resolve) => {
      queue.push({ append, resolve });
      collect();
    });
  }

  return {
    write(append) {
      const answer = enter(append);
      const done = answer.then(forget, forget);
      unanswered.add(done);
      function forget(): void {
        unanswered.delete(done);
      }
      return answer;
    },
    async finish() {
      await Promise.all(unanswered);
    },
  };
}

/** Takes what can be written together, beside what is on its way; what is left stays in order. */
function takeGroup(
  queue: readonly Waiting[],
  most: number,
  underway: readonly Waiting[],
): { group: Waiting[]; left: Waiting[] } {
  const taken = new Set<Key>(underway.flatMap(({ append }) => append.locks));
  const group: Waiting[] = [];
  const left: Waiting[] = [];
  for (const waiting of queue) {
    const { locks } = waiting.append;
    if (group.length === most || locks.some((lock) => taken.has(lock))) left.push(waiting);
    else group.push(waiting);
    for (const lock of locks) taken.add(lock);
  }
  return { group, left };
}

/** The positions of the events of each append; `undefined` for an append that was left out. */
async function writeGroup(
  database: Database,
  appends: readonly Append[],
): Promise<readonly (readonly number[] | undefined)[]> {
  const locks = appends.flatMap(({ locks, writes }, i) =>
    locks.map((key) => ({ key, nth: i + 1, write: writes.has(key) })),
  );
  const candidates = appends.flatMap(({ lists, condition }, i) =>
    candidatesOf(lists ?? []).map((key) => ({ key, nth: i + 1, after: condition?.after ?? 0 })),
  );
  const events = appends.flatMap(({ events, keys }, i) =>
    events.map((event, j) => ({ event, nth: i + 1, keys: keys[j] ?? [] })),
  );
  const rows = await database.call("append_group", [
    appends.map(({ municipality }) => municipality),
    appends.map(({ commandId }) => commandId),
    keyArray(locks.map(({ key }) => key)),
    numbers(locks),
    flagArray(locks.map(({ write }) => write)),
    keyArray(candidates.map(({ key }) => key)),
    numbers(candidates),
    `{${candidates.map(({ after }) => after)}}`,
    numbers(events),
    events.map(({ event }) => event.type),
    events.map(({ event }) => event.id),
    events.map(({ event }) => JSON.stringify(event)),
    keyArray(events.flatMap(({ keys }) => keys)),
    `{${events.flatMap(({ keys }, i) => keys.map(() => i + 1))}}`,
  ]);
  const positions = answerSchema.parse(rows[0]?.append_group);
  return appends.map((_, i) => {
    const mine = positions.filter((_, j) => events[j]?.nth === i + 1);
    return mine.every((position) => position !== null) ? mine : undefined;
  });
}

const answerSchema = z.array(z.number().nullable());

function numbers(members: readonly { readonly nth: number }[]): string {
  return `{${members.map(({ nth }) => nth)}}`;
}
