import type {
  AppendCondition,
  EventStore,
  NewEvent,
  Query,
  ReadOptions,
  SequencedEvent,
} from "../../event-store.ts";
import { everyMunicipality } from "../../event-store.ts";
import { matches, matchesItem } from "../../matches.ts";
import { anywhere, type Fault } from "./fault.ts";
import { NaiveStore } from "./naive-store.ts";

/** What can be wrong with reading. */
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
