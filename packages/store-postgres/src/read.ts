import { setTimeout as sleep } from "node:timers/promises";
import {
  everyMunicipality,
  matches,
  type Position,
  type Query,
  type ReadOptions,
  type SequencedEvent,
} from "@wor/event-store";
import { z } from "zod";
import type { Database, Row } from "./database.ts";
import { inLockOrder, type Key, keyArray } from "./keys.ts";
import { listsJson, listsOf } from "./lists.ts";
import { fromRow } from "./stored-event.ts";

/**
 * Reads what may become an append condition: no event that is still being written comes out later at or below
 * a position that was read.
 *
 * Positions are drawn under the locks of an event's tags. So the events with one tag become visible in order, and
 * a query whose items share a tag needs no care. One that asks for several tags shares their locks for a moment,
 * and so waits for what is being written under them. One that asks for no tag waits until the appends that it
 * found under way have ended, which holds nobody up.
 */
export async function* read(
  database: Database,
  query: Query,
  options: ReadOptions = {},
): AsyncGenerator<readonly SequencedEvent[]> {
  const { municipality, items } = query;
  const lists = municipality === everyMunicipality ? undefined : listsOf(municipality, items);
  if (lists && !lists.untagged) {
    const locks = lists.sharedTag ? undefined : inLockOrder(lists.tags);
    yield* readUntil(database, query, options, endOfTime, locks);
  } else {
    const until = await settledHead(database, municipality === everyMunicipality ? null : municipality);
    yield* readUntil(database, query, options, until);
  }
}

/** Above every position, and still a whole number to JavaScript. */
const endOfTime = Number.MAX_SAFE_INTEGER;

/** Reads the events up to a position, whether or not others are still to come there. */
export async function* readUntil(
  database: Database,
  query: Query,
  { after = 0, limit = Number.POSITIVE_INFINITY, backwards = false, batchSize = 1_000 }: ReadOptions,
  until: Position,
  locks?: readonly Key[],
): AsyncGenerator<readonly SequencedEvent[]> {
  const ask = questionFor(database, query, backwards, locks);
  let range = { after, until };
  let left = limit;
  while (left > 0 && range.after < range.until) {
    const wanted = ask.exact ? Math.min(left, batchSize) : batchSize;
    const rows = (await ask.rows(range, wanted)).map(fromRow);
    const found = rows.filter((event) => matches(query, event)).slice(0, left);
    if (found.length) yield found;
    const last = rows.at(-1);
    if (!last || rows.length < wanted) return;
    left -= found.length;
    range = backwards ? { after, until: last.position - 1 } : { after: last.position, until };
  }
}

interface Question {
  /** Whether what comes out is the answer, but for tags that share a key; otherwise more comes out. */
  readonly exact: boolean;
  rows(range: { after: Position; until: Position }, limit: number): Promise<readonly Row[]>;
}

function questionFor(
  database: Database,
  { municipality, items }: Query,
  backwards: boolean,
  locks: readonly Key[] | undefined,
): Question {
  if (municipality === everyMunicipality) {
    const typed = items?.length && items.every(({ types }) => types?.length);
    const types = typed ? items.flatMap((item) => item.types ?? []) : null;
    const name = backwards ? "scan_backwards" : "scan_forwards";
    return {
      exact: !items?.length,
      rows: ({ after, until }, limit) => database.call(name, [types, after, until, limit]),
    };
  }
  const lists = listsOf(municipality, items);
  const json = lists ? listsJson(lists.lists) : null;
  const locked = locks ? keyArray(locks) : null;
  const name = backwards ? "read_backwards" : "read_forwards";
  return {
    exact: true,
    rows: ({ after, until }, limit) => database.call(name, [municipality, locked, json, after, until, limit]),
  };
}

/** Who was appending, and where the log ended, at one moment. */
export interface Moment {
  readonly head: Position;
  readonly appends: ReadonlySet<string>;
}

/** @param municipality Whose appends to look at; `null` for everybody's. */
export async function lookAround(database: Database, municipality: string | null): Promise<Moment> {
  const [row] = await database.call("in_flight", [municipality]);
  const { head, appends } = momentSchema.parse(row);
  return { head, appends: new Set(appends) };
}

const momentSchema = z.object({ head: z.coerce.number(), appends: z.array(z.string()) });

/** The log's head, after everything that was being written below it can be seen or has failed. */
async function settledHead(database: Database, municipality: string | null): Promise<Position> {
  const then = await lookAround(database, municipality);
  let now = then;
  for (let pause = 1; stillAppending(then, now); pause = Math.min(pause * 2, 50)) {
    await sleep(pause);
    now = await lookAround(database, municipality);
  }
  return then.head;
}

/** Whether an append that was under way then still is. If not, all is known up to the head of then. */
export function stillAppending(then: Moment, now: Moment): boolean {
  return [...then.appends].some((append) => now.appends.has(append));
}
