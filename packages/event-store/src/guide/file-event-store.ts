import { appendFile, readFile, truncate } from "node:fs/promises";
import {
  type AppendCondition,
  AppendConditionFailed,
  type AppendResult,
  checkAppend,
  checkFollows,
  checkRestore,
  type EventStore,
  InvalidAppend,
  matches,
  type NewEvent,
  ownCondition,
  type Query,
  type ReadOptions,
  type SequencedEvent,
  type SubscribeOptions,
  sequencedEventSchema,
  wakeUp,
} from "@wor/event-store";

/** A log in a file of JSON Lines, one append per line, for one process. */
export async function fileEventStore(path: string): Promise<EventStore> {
  const text = await readFile(path, { encoding: "utf8", flag: "a+" });
  const lines = text.split("\n");
  // What follows the last line's end is an append that a crash cut off: nobody was told that it was written.
  const cutOff = lines.pop() ?? "";
  if (cutOff) await truncate(path, Buffer.byteLength(text) - Buffer.byteLength(cutOff));
  return new FileEventStore(path, lines.flatMap(parseAppend));
}

class FileEventStore implements EventStore {
  readonly #path: string;
  readonly #log: SequencedEvent[];
  readonly #news = wakeUp();
  readonly #closing = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(path: string, log: SequencedEvent[]) {
    this.#path = path;
    this.#log = log;
  }

  async append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
    const own = checkAppend(events, condition);
    const asked = condition && ownCondition(condition);
    return this.#alone(async () => {
      const repeated = this.#ofSameCommand(own);
      if (repeated.length) return { outcome: "repeated", events: repeated };
      const conflicts = asked ? this.#select(asked.failIfEventsMatch, asked.after) : [];
      if (asked && conflicts.length) throw new AppendConditionFailed(asked, conflicts);
      const head = await this.head();
      const stored = own.map((event, i) => ({ ...event, position: head + 1 + i }));
      await this.#write(stored);
      return { outcome: "appended", events: structuredClone(stored) };
    });
  }

  async restore(events: readonly SequencedEvent[]): Promise<void> {
    const own = checkRestore(events, 0);
    await this.#alone(async () => {
      checkFollows(own, await this.head());
      await this.#write(own);
    });
  }

  async *read(query: Query, options: ReadOptions = {}): AsyncGenerator<readonly SequencedEvent[]> {
    const { after, limit = Number.POSITIVE_INFINITY, backwards = false, batchSize = 1_000 } = options;
    const found = this.#select(query, after);
    if (backwards) found.reverse();
    found.splice(limit);
    while (found.length) yield found.splice(0, batchSize);
  }

  async head(): Promise<number> {
    return this.#log.at(-1)?.position ?? 0;
  }

  async *subscribe(query: Query, options: SubscribeOptions): AsyncGenerator<readonly SequencedEvent[]> {
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    let { after = 0 } = options;
    while (!signal.aborted) {
      const news = this.#news.next(signal);
      for await (const batch of this.read(query, { after, batchSize: options.batchSize })) {
        if (signal.aborted) return;
        after = batch.at(-1)?.position ?? after;
        yield batch;
      }
      await news;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#turn;
  }

  async #write(events: readonly SequencedEvent[]): Promise<void> {
    for (const [i, { id }] of events.entries())
      if (this.#log.some((event) => event.id === id))
        throw new InvalidAppend(`events[${i}].id`, "is in the log already");
    await appendFile(this.#path, `${JSON.stringify(events)}\n`, { flush: true });
    this.#log.push(...events);
    this.#news.ring();
  }

  #select(query: Query, after = 0): SequencedEvent[] {
    const found = this.#log.filter((event) => event.position > after && matches(query, event));
    return structuredClone(found);
  }

  #ofSameCommand([first]: readonly NewEvent[]): SequencedEvent[] {
    if (first?.commandId === undefined) return [];
    const ofMunicipality = this.#select({ municipality: first.municipality });
    return ofMunicipality.filter(({ commandId }) => commandId === first.commandId);
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

function parseAppend(line: string): SequencedEvent[] {
  return sequencedEventSchema.array().parse(JSON.parse(line));
}
