import { checkAppend, checkRestore, ownCondition, sequenced } from "./check.ts";
import type { CheckpointStore } from "./checkpoints.ts";
import { AppendConditionFailed, InvalidAppend } from "./errors.ts";
import type {
  AppendCondition,
  AppendResult,
  EventStore,
  NewEvent,
  Position,
  Query,
  ReadOptions,
  SequencedEvent,
  SubscribeOptions,
} from "./event-store.ts";
import { type ForkableCheckpoints, inMemoryCheckpoints } from "./in-memory-checkpoints.ts";
import { LogIndex, type Scan } from "./log-index.ts";
import { wakeUp } from "./wake-up.ts";

/** A log in memory, which can be forked. */
export interface InMemoryEventStore extends EventStore {
  readonly checkpoints: CheckpointStore;
  /**
   * A log of its own that begins with all this one holds, for asking "what if": neither sees what the other
   * appends later. Checkpoints come along, leases do not. Takes about as long as copying an array.
   */
  fork(): InMemoryEventStore;
}

/**
 * A complete log in memory: for tests, simulations, and processes that may forget.
 *
 * Appending and reading cost as much as the events they concern, however long the log is. What it holds and
 * returns is frozen.
 *
 * @param options.now Milliseconds since 1970, for the leases of its checkpoints. Default: the system's clock.
 */
export function inMemoryEventStore(options: { now?: (() => number) | undefined } = {}): InMemoryEventStore {
  return new InMemoryLog([], new LogIndex(), inMemoryCheckpoints(options.now ?? Date.now));
}

class InMemoryLog implements InMemoryEventStore {
  readonly checkpoints: ForkableCheckpoints;
  readonly #events: SequencedEvent[];
  readonly #index: LogIndex;
  readonly #news = wakeUp();
  readonly #closing = new AbortController();

  constructor(events: SequencedEvent[], index: LogIndex, checkpoints: ForkableCheckpoints) {
    this.#events = events;
    this.#index = index;
    this.checkpoints = checkpoints;
  }

  // Nothing in here waits, so no other append can come between the check and the write.
  async append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
    const own = checkAppend(events, condition);
    const repeated = this.#ofSameCommand(own);
    if (repeated) return { outcome: "repeated", events: repeated };
    if (condition) {
      const { failIfEventsMatch, after = 0 } = condition;
      const matched = this.#rest(this.#scan(failIfEventsMatch, after, false));
      if (matched.length) throw new AppendConditionFailed(ownCondition(condition), matched);
    }
    let position = this.#head();
    const stored = own.map((event) => sequenced(event, ++position));
    this.#write(stored);
    return { outcome: "appended", events: Object.freeze(stored) };
  }

  async restore(events: readonly SequencedEvent[]): Promise<void> {
    this.#write(checkRestore(events, this.#head()));
  }

  async *read(query: Query, options: ReadOptions = {}): AsyncGenerator<readonly SequencedEvent[]> {
    const { after = 0, limit = Number.POSITIVE_INFINITY, backwards = false, batchSize = 1_000 } = options;
    const scan = this.#scan(query, after, backwards);
    for (let left = limit; left > 0; ) {
      const batch = this.#rest(scan, Math.min(left, batchSize));
      if (batch.length === 0) return;
      yield batch;
      left -= batch.length;
    }
  }

  async head(): Promise<Position> {
    return this.#head();
  }

  async *subscribe(query: Query, options: SubscribeOptions): AsyncGenerator<readonly SequencedEvent[]> {
    const { after = 0, batchSize } = options;
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    let seen = after;
    while (!signal.aborted) {
      const news = this.#news.next(signal);
      const head = this.#head();
      for await (const batch of this.read(query, { after: seen, batchSize })) {
        if (signal.aborted) return;
        yield batch;
      }
      seen = Math.max(seen, head);
      await news;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  fork(): InMemoryEventStore {
    const index = new LogIndex(this.#index, this.#events.length);
    return new InMemoryLog(this.#events.slice(), index, this.checkpoints.fork());
  }

  #head(): Position {
    return this.#events.at(-1)?.position ?? 0;
  }

  #write(events: readonly SequencedEvent[]): void {
    for (const [i, { id }] of events.entries())
      if (this.#index.holds(id)) throw new InvalidAppend(`events[${i}].id`, "is in the log already");
    for (const event of events) {
      this.#index.add(event, this.#events.length);
      this.#events.push(event);
    }
    this.#news.ring();
  }

  #ofSameCommand(events: readonly NewEvent[]): readonly SequencedEvent[] | undefined {
    const [first] = events;
    if (first?.commandId === undefined) return undefined;
    const places = this.#index.ofCommand(first.municipality, first.commandId);
    return places.length ? this.#at(places) : undefined;
  }

  /** What is in the log now; what comes later is not in it. */
  #scan(query: Query, after: Position, backwards: boolean): Scan {
    const range = { from: this.#placeAfter(after), until: this.#events.length, backwards };
    return this.#index.select(this.#events, query, range);
  }

  #rest(scan: Scan, atMost: number = Number.POSITIVE_INFINITY): SequencedEvent[] {
    const found: SequencedEvent[] = [];
    while (found.length < atMost) {
      const event = scan.next();
      if (!event) break;
      found.push(event);
    }
    return found;
  }

  #at(places: readonly number[]): readonly SequencedEvent[] {
    return places.flatMap((place) => this.#events[place] ?? []);
  }

  /** Positions have no gaps but those of a restored log, so the guess is nearly always right. */
  #placeAfter(position: Position): number {
    if (position <= 0) return 0;
    if (this.#events[position - 1]?.position === position) return position;
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.position ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
