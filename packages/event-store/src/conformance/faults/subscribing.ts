import type {
  AppendCondition,
  NewEvent,
  Query,
  SequencedEvent,
  SubscribeOptions,
} from "../../event-store.ts";
import { matches } from "../../matches.ts";
import type { Fault } from "./fault.ts";
import { elsewhere, NaiveStore } from "./naive-store.ts";

/** What can be wrong when appends end in any order, and with subscribing. */
export const faultsInSubscribing: readonly Fault[] = [
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
