import {
  everyMunicipality,
  matches,
  type Position,
  type Query,
  type ReadOptions,
  type SequencedEvent,
} from "@wor/event-store";
import type { Database, Row } from "./database.ts";
import { settledHead } from "./in-flight.ts";
import { inLockOrder, type Key, keyArray } from "./keys.ts";
import { listsJson, listsOf } from "./lists.ts";
import { fromRow } from "./stored-event.ts";

/**
 * Reads what may become an append condition: no event that is still being written comes out later at or below
 * a position that was read.
 *
 * Positions are drawn under the locks of an event's tags. So the events with one tag become visible in order, and
 * a query whose items share a tag needs no care. One that asks for several tags shares their locks for as long
 * as the read takes; when somebody is writing under one of them, it waits for that without a lock, and reads up
 * to where the log ended before. One that asks for no tag waits for all that was being written, in that same way.
 */
export async function* read(
  database: Database,
  query: Query,
  options: ReadOptions = {},
): AsyncGenerator<readonly SequencedEvent[]> {
  const { municipality, items } = query;
  if (municipality === everyMunicipality) {
    yield* readUntil(database, query, options, await settledHead(database, {}));
    return;
  }
  const lists = listsOf(municipality, items);
  if (!lists || lists.untagged)
    yield* readUntil(database, query, options, await settledHead(database, { municipality }));
  else
    yield* readUntil(
      database,
      query,
      options,
      endOfTime,
      lists.sharedTag ? undefined : inLockOrder(lists.tags),
    );
}

/** Above every position, and still a whole number to JavaScript. */
const endOfTime = Number.MAX_SAFE_INTEGER;

/**
 * Reads the events up to a position. Without `locks`, whether or not others are still to come there.
 */
export async function* readUntil(
  database: Database,
  query: Query,
  { after = 0, limit = Number.POSITIVE_INFINITY, backwards = false, batchSize = 1_000 }: ReadOptions,
  end: Position,
  locks?: readonly Key[],
): AsyncGenerator<readonly SequencedEvent[]> {
  const { exact, ask } = questionFor(database, query, backwards);
  let range: Range = { after, until: end, locks };
  let left = limit;
  for (let busy = 0; left > 0 && range.after < range.until; ) {
    const wanted = exact ? Math.min(left, batchSize) : batchSize;
    const answer = await ask(range, wanted);
    if (answer[0]?.at === null) {
      const head = await settledHead(database, { keys: locks });
      // Once more, to know also what was waited for. Under these tags there may always be somebody writing.
      if (++busy > 1) range = { after: range.after, until: Math.min(range.until, head) };
      continue;
    }
    const rows = answer.map(fromRow);
    const found = rows.filter((event) => matches(query, event)).slice(0, left);
    if (found.length) yield found;
    const last = rows.at(-1);
    if (!last || rows.length < wanted) return;
    left -= found.length;
    range = { ...range, ...(backwards ? { until: last.position - 1 } : { after: last.position }) };
  }
}

interface Range {
  readonly after: Position;
  readonly until: Position;
  readonly locks?: readonly Key[] | undefined;
}

interface Question {
  /** Whether what comes out is the answer, but for tags that share a key; otherwise more comes out. */
  readonly exact: boolean;
  readonly ask: (range: Range, limit: number) => Promise<readonly Row[]>;
}

function questionFor(database: Database, { municipality, items }: Query, backwards: boolean): Question {
  if (municipality === everyMunicipality) {
    const typed = items?.length && items.every(({ types }) => types?.length);
    const types = typed ? items.flatMap((item) => item.types ?? []) : null;
    const name = backwards ? "scan_backwards" : "scan_forwards";
    return {
      exact: !items?.length,
      ask: ({ after, until }, limit) => database.call(name, [types, after, until, limit]),
    };
  }
  const lists = listsOf(municipality, items);
  const [list, ...others] = lists?.lists ?? [];
  const [key, ...more] = list?.keys ?? [];
  if (list && !others.length && !more.length) {
    const name = backwards ? "list_backwards" : "list_forwards";
    return {
      exact: true,
      ask: ({ after, until }, limit) => database.call(name, [key, list.types, after, until, limit]),
    };
  }
  const json = lists && listsJson(lists.lists);
  const name = backwards ? "read_backwards" : "read_forwards";
  return {
    exact: true,
    ask: ({ after, until, locks }, limit) =>
      database.call(name, [municipality, locks && keyArray(locks), json, after, until, limit]),
  };
}
