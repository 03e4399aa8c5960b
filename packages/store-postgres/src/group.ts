import type { AppendResult } from "@wor/event-store";
import { DatabaseError } from "pg";
import { z } from "zod";
import { type Append, appended, candidatesOf, flagArray, writeAppend } from "./append.ts";
import type { Database } from "./database.ts";
import { LogBusy } from "./errors.ts";
import { type Key, keyArray } from "./keys.ts";

/** How many appends are written together. */
const mostAppends = 32;
/** An append of more events than this is better off alone. */
const mostEvents = 16;

interface Waiting {
  readonly append: Append;
  resolve(result: Promise<AppendResult>): void;
}

/**
 * Writes an append that comes alone by itself, and those that come while others are on their way in groups: one
 * call and one transaction for all that have come in the meantime, which share the cost of both.
 *
 * A group waits for nobody. An append in it that would have to wait for a lock, whose condition may be broken or
 * whose command is known, is left out by the database and then written by itself. Appends that touch the same
 * keys never come into one group, so each sees what the ones before it wrote.
 */
export function groupedAppends(database: Database): (append: Append) => Promise<AppendResult> {
  const queue: Waiting[] = [];
  let underway = 0;
  let sending = false;

  function write(append: Append): Promise<AppendResult> {
    underway++;
    return writeAppend(database, append).finally(() => underway--);
  }

  // One group at a time: the longer it takes, the more the next one holds.
  async function sendGroups(): Promise<void> {
    if (sending) return;
    sending = true;
    while (queue.length) await sendGroup(takeGroup(queue));
    sending = false;
  }

  async function sendGroup(members: readonly Waiting[]): Promise<void> {
    try {
      const positions = await writeGroup(
        database,
        members.map(({ append }) => append),
      );
      for (const [i, { append, resolve }] of members.entries()) {
        const mine = positions[i];
        resolve(mine ? Promise.resolve(appended(append.events, mine)) : write(append));
      }
    } catch (error) {
      // When the database says that it wrote nothing, each is on its own again.
      const nothingWritten =
        error instanceof LogBusy || (error instanceof DatabaseError && error.code?.startsWith("23"));
      for (const { append, resolve } of members)
        resolve(nothingWritten ? write(append) : Promise.reject(error));
    }
  }

  return (append) => {
    const mayWait = !append.alone && append.events.length <= mostEvents;
    if (!mayWait || (underway === 0 && !sending)) return write(append);
    return new Promise((resolve) => {
      queue.push({ append, resolve });
      void sendGroups();
    });
  };
}

/** Takes from the queue what can be written together, and leaves the rest in order. */
function takeGroup(queue: Waiting[]): Waiting[] {
  const taken = new Set<Key>();
  const group: Waiting[] = [];
  const left: Waiting[] = [];
  for (const waiting of queue.splice(0)) {
    const { locks } = waiting.append;
    if (group.length === mostAppends || locks.some((lock) => taken.has(lock))) left.push(waiting);
    else group.push(waiting);
    for (const lock of locks) taken.add(lock);
  }
  queue.push(...left);
  return group;
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
