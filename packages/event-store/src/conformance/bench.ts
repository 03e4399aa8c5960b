import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { InvalidAppend } from "../errors.ts";
import type {
  EventStore,
  NewEvent,
  Position,
  Query,
  ReadOptions,
  SequencedEvent,
  Tag,
} from "../event-store.ts";
import type { EventStoreUnderTest, Guarantee } from "./guarantee.ts";

/** A store to try something on, with what makes trying short. */
export interface Bench {
  readonly store: EventStore;
  readonly subject: EventStoreUnderTest;
  /** Another store on the same log; the same one when the adapter cannot give another. */
  readonly other: () => Promise<EventStore>;
}

/** A guarantee tried on a freshly opened store, which is closed whatever happens. */
export function promise(
  guarantee: string,
  run: (bench: Bench) => Promise<void>,
  needs?: keyof EventStoreUnderTest & string,
): Guarantee<EventStoreUnderTest> {
  return {
    guarantee,
    needs,
    async run(subject) {
      const store = await subject.open();
      const opened = [store];
      async function other() {
        if (!subject.openAgain) return store;
        const again = await subject.openAgain(store);
        opened.push(again);
        return again;
      }
      try {
        await run({ store, subject, other });
      } finally {
        for (const each of opened.reverse()) await each.close();
      }
    },
  };
}

let made = 0;

/** A word that has not been used before in this process, nor, most likely, in the log. */
export function fresh(word: string): string {
  return `${word}-${process.pid.toString(36)}-${(++made).toString(36)}`;
}

/** An event like any other but for what is given. */
export function event(given: Partial<NewEvent> = {}): NewEvent {
  return {
    id: fresh("event"),
    type: "ConversationHeld",
    schemaVersion: 1,
    data: { channel: "phone" },
    tags: ["referral:1"],
    municipality: "m1",
    occurredAt: "2022-05-01T08:30:00.000Z",
    recordedAt: "2022-05-02T10:00:00Z",
    actor: { id: "actor-1", role: "coach" },
    ...given,
  };
}

/** The events of one municipality with any of these tags. */
export function about(...tags: readonly Tag[]): Query {
  return { municipality: "m1", items: tags.map((tag) => ({ tags: [tag] })) };
}

/** Everything a read returns, in one list. */
export async function all(store: EventStore, query: Query, options?: ReadOptions): Promise<SequencedEvent[]> {
  const found: SequencedEvent[] = [];
  for await (const batch of store.read(query, options)) {
    assert.ok(batch.length > 0, "a batch was empty");
    found.push(...batch);
  }
  return found;
}

/** The ids of events, which say enough in a comparison. */
export function ids(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** The highest position among events, 0 without any: what a decision gives as `after`. */
export function highest(events: readonly SequencedEvent[]): Position {
  return events.reduce((top, { position }) => Math.max(top, position), 0);
}

/** The first `count` events a subscription delivers; fails when they do not come, or the order is wrong. */
export function delivered(...what: Parameters<typeof deliveredInTime>): Promise<SequencedEvent[]> {
  const events = deliveredInTime(...what);
  // Some do other things before they await it; a store that fails meanwhile must fail their test, not the run.
  events.catch(() => {});
  return events;
}

async function deliveredInTime(
  bench: Bench,
  query: Query,
  count: number,
  options: { store?: EventStore; after?: Position; batchSize?: number; onStart?: () => void } = {},
): Promise<SequencedEvent[]> {
  const { store = bench.store, onStart, ...start } = options;
  const stop = new AbortController();
  const seen: SequencedEvent[] = [];
  async function collect() {
    for await (const batch of store.subscribe(query, { ...start, signal: stop.signal })) {
      assert.ok(batch.length > 0, "a batch was empty");
      seen.push(...batch);
      if (seen.length >= count) break;
    }
  }
  const collecting = collect();
  onStart?.();
  try {
    await patiently(bench, collecting, () => `${seen.length} of ${count} events were delivered`);
  } finally {
    stop.abort();
  }
  return seen;
}

/** Awaits something that should come, but not for ever. */
export async function patiently<T>(bench: Bench, awaited: Promise<T>, progress: () => string): Promise<T> {
  const patience = bench.subject.patienceMs ?? 10_000;
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`After ${patience} ms, ${progress()}.`)), patience);
  });
  try {
    return await Promise.race([awaited, lost]);
  } finally {
    clearTimeout(timer);
  }
}

/** A turn of the event loop, which whoever looks again and again has to leave to others. */
export function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A little real time, in which what should not happen could. */
export function aWhile(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}

/** Compares as JSON does, to which a missing property and `undefined` are the same. */
export function same(actual: unknown, expected: unknown, message?: string): void {
  const [left, right] = [plain(actual), plain(expected)];
  if (isDeepStrictEqual(left, right)) return;
  if (message !== undefined) assert.fail(message);
  // Showing how two long lists differ takes minutes, and nobody reads it.
  if (Array.isArray(left) && Array.isArray(right) && left.length > 100) {
    assert.equal(left.length, right.length, "the lists differ in length");
    const at = left.findIndex((each, i) => !isDeepStrictEqual(each, right[i]));
    assert.deepEqual(left[at], right[at], `the lists differ at ${at}`);
  }
  assert.deepEqual(left, right);
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Expects a refusal that names the path. */
export async function refused(path: string, attempt: () => Promise<unknown>): Promise<void> {
  await assert.rejects(attempt, (error) => {
    assert.ok(error instanceof InvalidAppend, `threw ${String(error)} instead of an InvalidAppend`);
    assert.equal(error.path, path);
    return true;
  });
}
