import type {
  AppendCondition,
  EventStore,
  NewEvent,
  Query,
  ReadOptions,
  SequencedEvent,
  SubscribeOptions,
} from "../../event-store.ts";
import { everyMunicipality } from "../../event-store.ts";
import { matches, matchesItem } from "../../matches.ts";
import { anywhere, type Fault } from "./fault.ts";
import { elsewhere, NaiveStore } from "./naive-store.ts";

/** What can be wrong with reading and subscribing. */
export const faultsInReading: readonly Fault[] = [
  {
    fault: "reads from a copy that runs behind",
    breaks: ["reads what was written, at once"],
    Store: class extends NaiveStore {
      readonly #copied = new WeakSet<object>();
      override async *read(query: Query, options?: ReadOptions) {
        const last = this.log.rows.at(-1);
        if (last?.state !== "written" || this.#copied.has(last)) return yield* super.read(query, options);
        this.#copied.add(last);
        last.state = "held";
        try {
          yield* super.read(query, options);
        } finally {
          last.state = "written";
        }
      }
      override async readLocks() {}
    },
  },
  {
    fault: "counts what is on its way into the head",
    breaks: ["never tells a head that cannot be read yet"],
    Store: class extends NaiveStore {
      override async append(events: readonly NewEvent[], condition?: AppendCondition) {
        this.log.onTheirWay += events.length;
        try {
          return await super.append(events, condition);
        } finally {
          this.log.onTheirWay -= events.length;
        }
      }
      override async head() {
        return (await super.head()) + this.log.onTheirWay;
      }
    },
  },
  {
    fault: "ignores where to start",
    breaks: ["reads only what comes after a position, in both directions"],
    Store: class extends NaiveStore {
      override read(query: Query, { after, ...options }: ReadOptions = {}) {
        return super.read(query, options);
      }
    },
  },
  {
    fault: "takes the position for an upper bound when reading backwards",
    breaks: ["reads only what comes after a position, in both directions"],
    Store: class extends NaiveStore {
      override async *read(query: Query, options: ReadOptions = {}) {
        const { after, ...rest } = options;
        if (!options.backwards || after === undefined) return yield* super.read(query, options);
        for await (const batch of super.read(query, rest)) {
          const found = batch.filter(({ position }) => position < after);
          if (found.length) yield found;
        }
      }
    },
  },
  {
    fault: "reads the oldest first, always",
    breaks: ["reads in the order of positions, or newest first"],
    Store: class extends NaiveStore {
      override read(query: Query, { backwards, ...options }: ReadOptions = {}) {
        return super.read(query, options);
      }
    },
  },
  {
    fault: "applies the limit to a batch",
    breaks: ["reads no more than asked for"],
    Store: class extends NaiveStore {
      override read(query: Query, { limit, batchSize, ...options }: ReadOptions = {}) {
        return super.read(query, { ...options, batchSize: limit || batchSize });
      }
    },
  },
  {
    fault: "ends with an empty batch",
    breaks: ["reads in batches that are never empty nor longer than asked for"],
    Store: class extends NaiveStore {
      override async *read(query: Query, options?: ReadOptions) {
        yield* super.read(query, options);
        yield [];
      }
    },
  },
  {
    fault: "reads in one batch",
    breaks: ["reads in batches that are never empty nor longer than asked for"],
    Store: class extends NaiveStore {
      override read(query: Query, { batchSize, ...options }: ReadOptions = {}) {
        return super.read(query, { ...options, batchSize: 100_000 });
      }
    },
  },
  {
    fault: "reads the first batch only",
    breaks: ["reads a log longer than a batch"],
    Store: class extends NaiveStore {
      override async *read(query: Query, options: ReadOptions = {}) {
        for await (const batch of super.read(query, options)) {
          yield batch;
          if (options.batchSize === undefined) return;
        }
      }
    },
  },
  {
    fault: "keeps its cursor open when a reader stops",
    breaks: ["stays usable when a reader stops halfway"],
    Store: class extends NaiveStore {
      #reading = false;
      override async *read(query: Query, options: ReadOptions = {}) {
        if (this.#reading) throw new Error("a cursor is open");
        this.#reading = true;
        yield* super.read(query, options);
        this.#reading = false;
      }
    },
  },
  {
    fault: "shows an event for every item that it answers",
    breaks: ["shows an event once that answers several items of a query"],
    Store: class extends NaiveStore {
      override async *read(query: Query, options?: ReadOptions) {
        for await (const batch of super.read(query, options))
          yield batch.flatMap((each) =>
            (query.items ?? [{}]).flatMap((item) => (matchesItem(item, each) ? [each] : [])),
          );
      }
    },
  },
  {
    fault: "compares tags by how they begin",
    breaks: ["does not take one tag or type for another that looks like it"],
    Store: class extends NaiveStore {
      override matches(query: Query, event: SequencedEvent) {
        const known = query.items?.flatMap(({ tags = [] }) => tags) ?? [];
        const begun = known.filter((tag) => event.tags.some((each) => each.startsWith(tag)));
        return matches(query, { ...event, tags: [...event.tags, ...begun] });
      }
    },
  },
  {
    fault: "compares tags without case or accents",
    breaks: ["does not take one tag or type for another that looks like it"],
    Store: class extends NaiveStore {
      override matches(query: Query, event: SequencedEvent) {
        const alike = new Intl.Collator("nl", { sensitivity: "base" });
        const known = query.items?.flatMap(({ tags = [] }) => tags) ?? [];
        const equal = known.filter((tag) => event.tags.some((each) => alike.compare(each, tag) === 0));
        return matches(query, { ...event, tags: [...event.tags, ...equal] });
      }
    },
  },
  {
    fault: "finds any of the tags",
    breaks: [
      "asks a condition for all tags and one of the types of one of the items",
      "reads exactly the events that match, whatever the query",
    ],
    Store: class extends NaiveStore {
      override matches(query: Query, event: SequencedEvent) {
        const items = query.items?.flatMap(({ types, tags }) =>
          tags?.length ? tags.map((tag) => ({ types, tags: [tag] })) : [{ types }],
        );
        return matches({ ...query, items }, event);
      }
    },
  },
  {
    fault: "ignores types",
    breaks: [
      "asks a condition for all tags and one of the types of one of the items",
      "reads exactly the events that match, whatever the query",
    ],
    Store: class extends NaiveStore {
      override matches(query: Query, event: SequencedEvent) {
        return matches({ ...query, items: query.items?.map(({ tags }) => ({ tags })) }, event);
      }
    },
  },
  {
    fault: "leaks between municipalities when reading",
    breaks: ["does not show one municipality's events to another", "delivers only what the query asks for"],
    Store: class extends NaiveStore {
      override matches(query: Query, event: SequencedEvent) {
        return matches({ ...query, ...anywhere }, event);
      }
    },
  },
  {
    fault: "knows one municipality only",
    breaks: [
      "shows all municipalities, in one order, to a reader who asks for every one",
      "delivers all municipalities to a subscriber who asks for every one",
    ],
    Store: class extends NaiveStore {
      override matches(query: Query, event: SequencedEvent) {
        return matches(
          query.municipality === everyMunicipality ? { ...query, municipality: "m1" } : query,
          event,
        );
      }
    },
  },
  {
    fault: "shows appends that have not ended",
    breaks: ["shows nothing of an append before it ends, and all of it afterwards"],
    Store: class extends NaiveStore {
      override async readLocks() {}
      override visible() {
        return this.log.rows.flatMap(({ event, state }) => (state === "gone" ? [] : [event]));
      }
    },
  },
  {
    fault: "compares positions only, though they become visible out of order",
    breaks: [
      "refuses a decision that read past an event whose append had not ended",
      "shows who reads every municipality no event without those before it",
    ],
    Store: class extends NaiveStore {
      override async readLocks() {}
    },
  },
  {
    fault: "waits for appends with a tag that is asked for, and not for those of a type",
    breaks: ["refuses a decision that read past an event whose append had not ended"],
    Store: class extends NaiveStore {
      override async readLocks(query: Query) {
        if (query.items?.every(({ tags }) => tags?.length)) await super.readLocks(query);
      }
    },
  },
  {
    fault: "lets every append wait for every other",
    breaks: ["does not make an append wait for another that shares no tag"],
    Store: class extends NaiveStore {
      override async locks() {
        for (const row of this.log.rows) await row.ended;
      }
    },
  },
  {
    fault: "skips a gap",
    breaks: [
      "never skips an event whose append ends after a later one",
      "delivers each event once and in order, and decides on all of them, in whatever order appends end",
    ],
    Store: class extends NaiveStore {
      override horizon() {
        return Number.POSITIVE_INFINITY;
      }
    },
  },
  {
    fault: "stands still at a gap that will never be filled",
    breaks: ["does not wait for ever for an append that was rolled back"],
    Store: class extends NaiveStore {
      override horizon() {
        const open = this.log.rows.find(({ state }) => state !== "written");
        return open?.event.position ?? Number.POSITIVE_INFINITY;
      }
    },
  },
  {
    fault: "misses what comes between catching up and going live",
    breaks: ["delivers every event once and in order while many append"],
    Store: class extends NaiveStore {
      override async *subscribe(query: Query, options: SubscribeOptions) {
        let after = options.after ?? 0;
        for await (const batch of this.read(query, options)) yield batch;
        await elsewhere();
        after = await this.head();
        yield* super.subscribe(query, { ...options, after });
      }
    },
  },
  {
    fault: "delivers again what it had delivered when going live",
    breaks: [
      "delivers every event once and in order while many append",
      "starts a subscription after the position given",
    ],
    Store: class extends NaiveStore {
      override async *subscribe(query: Query, options: SubscribeOptions) {
        yield* super.read(query, { after: options.after, batchSize: options.batchSize });
        yield* super.subscribe(query, options);
      }
    },
  },
  {
    fault: "does not go live",
    breaks: [
      "delivers what is there, and then what comes",
      "delivers what another store on the same log appends",
    ],
    Store: class extends NaiveStore {
      override async *subscribe(query: Query, options: SubscribeOptions) {
        yield* super.read(query, options);
      }
    },
  },
  {
    fault: "hears only its own appends",
    breaks: ["delivers what another store on the same log appends"],
    Store: class extends NaiveStore {
      override async *subscribe(query: Query, options: SubscribeOptions) {
        for await (const batch of super.subscribe(query, options)) {
          const own = batch.filter(({ id }) => this.#mine.has(id));
          if (own.length) yield own;
        }
      }
      readonly #mine = new Set<string>();
      override append(events: readonly NewEvent[], condition?: AppendCondition) {
        for (const { id } of events) this.#mine.add(id);
        return super.append(events, condition);
      }
    },
  },
  {
    fault: "starts every subscription at the beginning",
    breaks: ["starts a subscription after the position given"],
    Store: class extends NaiveStore {
      override subscribe(query: Query, { after, ...options }: SubscribeOptions) {
        return super.subscribe(query, options);
      }
    },
  },
  {
    fault: "starts at the head when that is below the position given",
    breaks: ["starts a subscription after the position given"],
    Store: class extends NaiveStore {
      override async *subscribe(query: Query, options: SubscribeOptions) {
        const after = Math.min(options.after ?? 0, await this.head());
        yield* super.subscribe(query, { ...options, after });
      }
    },
  },
  {
    fault: "ends a subscription when nothing comes",
    breaks: ["delivers what is there, and then what comes"],
    Store: class extends NaiveStore {
      override ending(signal: AbortSignal) {
        return AbortSignal.any([super.ending(signal), AbortSignal.timeout(80)]);
      }
    },
  },
  {
    fault: "delivers what it has refused",
    breaks: ["delivers nothing that was refused"],
    Store: class extends NaiveStore {
      readonly #refused: SequencedEvent[] = [];
      override async append(events: readonly NewEvent[], condition?: AppendCondition) {
        try {
          return await super.append(events, condition);
        } catch (error) {
          const position = this.log.position + 1;
          this.#refused.push(...events.map((each) => ({ ...each, position })));
          throw error;
        }
      }
      override async *subscribe(query: Query, options: SubscribeOptions) {
        for await (const batch of super.subscribe(query, options))
          yield [...this.#refused.splice(0).filter((each) => matches(query, each)), ...batch];
      }
    },
  },
  {
    fault: "forgets a subscriber's events when it is far behind",
    breaks: ["delivers everything to each of several subscribers, the slow ones too"],
    Store: class extends NaiveStore {
      override async *subscribe(query: Query, options: SubscribeOptions) {
        for await (const batch of super.subscribe(query, options)) {
          const kept = batch.filter(({ position }) => position > this.log.position - 256);
          if (kept.length) yield kept;
        }
      }
    },
  },
  {
    fault: "delivers in one batch",
    breaks: ["delivers in batches that are never longer than asked for"],
    Store: class extends NaiveStore {
      override subscribe(query: Query, { batchSize, ...options }: SubscribeOptions) {
        return super.subscribe(query, options);
      }
    },
  },
  {
    fault: "delivers each event to one of its subscribers",
    breaks: ["delivers everything to each of several subscribers, the slow ones too"],
    Store: class extends NaiveStore {
      readonly #delivered = new Set<number>();
      override async *subscribe(query: Query, options: SubscribeOptions) {
        for await (const batch of super.subscribe(query, options)) {
          const left = batch.filter(
            ({ position }) => this.#delivered.size !== this.#delivered.add(position).size,
          );
          if (left.length) yield left;
        }
      }
    },
  },
  {
    fault: "does not hear that a subscriber wants to stop",
    breaks: ["ends a subscription without an error when its signal aborts"],
    Store: class extends NaiveStore {
      override ending() {
        return this.closing.signal;
      }
    },
  },
  {
    fault: "throws when a subscriber stops",
    breaks: ["ends a subscription without an error when its signal aborts"],
    Store: class extends NaiveStore {
      override async *subscribe(query: Query, options: SubscribeOptions) {
        yield* super.subscribe(query, options);
        options.signal.throwIfAborted();
      }
    },
  },
  {
    fault: "leaves subscribers waiting when it closes",
    breaks: ["ends subscriptions when the store closes, which may happen twice"],
    Store: class extends NaiveStore {
      override ending(signal: AbortSignal) {
        return signal;
      }
    },
  },
];

/** A store that answers everything and does nothing. */
export const doesNothing: EventStore = {
  append: async () => ({ outcome: "appended", events: [] }),
  restore: async () => {},
  async *read() {},
  head: async () => 0,
  async *subscribe() {},
  close: async () => {},
};
