import { checkAppend, checkRestore, ownCondition } from "../../check.ts";
import { AppendConditionFailed, InvalidAppend } from "../../errors.ts";
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
} from "../../event-store.ts";
import { matches } from "../../matches.ts";
import { wakeUp } from "../../wake-up.ts";
import type { HeldAppend } from "../guarantee.ts";

/** What several stores on one log share: the database, so to say. */
export class Shared {
  /** In order of position. */
  rows: Row[] = [];
  position = 0;
  /** How many events are being appended. */
  onTheirWay = 0;
  readonly changed = wakeUp();
  /** The end of the last append in line. */
  turn: Promise<unknown> = Promise.resolve();
}

interface Row {
  event: SequencedEvent;
  state: "held" | "written" | "gone";
  /** Settles when the append ends. */
  ended: Promise<void>;
}

/**
 * A store as simple as can be, that waits where a database would, and in which an append can be held open.
 * It keeps every promise; each fault is a store that differs from it in one method.
 */
export class NaiveStore implements EventStore {
  readonly log: Shared;
  protected readonly closing = new AbortController();

  constructor(log: Shared = new Shared()) {
    this.log = log;
  }

  async append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult> {
    const own = this.check(events, condition);
    const asked = condition && this.asked(condition);
    return this.alone(async () => {
      await this.locks(own, asked);
      const repeated = this.repeated(own);
      if (repeated.length) return { outcome: "repeated", events: this.out(repeated) };
      const conflicts = this.conflicts(asked);
      if (asked && conflicts.length) throw this.conflict(asked, conflicts);
      await elsewhere();
      const stored = this.draw(own);
      this.write(stored, "written");
      return { outcome: "appended", events: this.out(stored) };
    });
  }

  async restore(events: readonly SequencedEvent[]): Promise<void> {
    const own = this.checkMoved(events);
    this.write(checkRestore(own, await this.head()), "written");
    this.log.position = own.at(-1)?.position ?? this.log.position;
  }

  async *read(query: Query, options: ReadOptions = {}): AsyncGenerator<readonly SequencedEvent[]> {
    const { after = 0, limit = Number.POSITIVE_INFINITY, backwards = false, batchSize = 1_000 } = options;
    await elsewhere();
    await this.readLocks(query);
    const found = this.visible().filter((event) => event.position > after && this.matches(query, event));
    if (backwards) found.reverse();
    found.splice(limit);
    while (found.length) yield this.out(found.splice(0, batchSize));
  }

  async head(): Promise<Position> {
    return this.visible().at(-1)?.position ?? 0;
  }

  async *subscribe(query: Query, options: SubscribeOptions): AsyncGenerator<readonly SequencedEvent[]> {
    const signal = this.ending(options.signal);
    let seen = options.after ?? 0;
    while (!signal.aborted) {
      const news = this.log.changed.next(signal);
      const horizon = this.horizon();
      const found = this.visible().filter(({ position }) => position > seen && position < horizon);
      const wanted = found.filter((event) => this.matches(query, event));
      while (wanted.length && !signal.aborted) yield this.out(wanted.splice(0, options.batchSize ?? 1_000));
      seen = found.at(-1)?.position ?? seen;
      await news;
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  async holdOpen(events: readonly NewEvent[]): Promise<HeldAppend> {
    const own = this.check(events);
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const rows = await this.alone(async () => {
      await this.locks(own);
      return this.write(this.draw(own), "held", ended);
    });
    const end = async (state: Row["state"]) => {
      for (const row of rows) row.state = state;
      resolve();
      this.log.changed.ring();
    };
    return { commit: () => end("written"), rollback: () => end("gone") };
  }

  protected check(events: readonly NewEvent[], condition?: AppendCondition): readonly NewEvent[] {
    return checkAppend(events, condition);
  }

  protected checkMoved(events: readonly SequencedEvent[]): readonly SequencedEvent[] {
    return checkRestore(events, 0);
  }

  protected asked(condition: AppendCondition): AppendCondition {
    return ownCondition(condition);
  }

  /** One append after the other. */
  protected async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.log.turn.then(work);
    this.log.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Waits for held appends that touch what this one writes or asks about. */
  protected async locks(events: readonly NewEvent[], condition?: AppendCondition): Promise<void> {
    for (const row of this.log.rows) {
      if (row.state !== "held") continue;
      const shares = events.some(({ tags }) => tags.some((tag) => row.event.tags.includes(tag)));
      if (shares || (condition && matches(condition.failIfEventsMatch, row.event))) await row.ended;
    }
  }

  protected repeated([first]: readonly NewEvent[]): SequencedEvent[] {
    if (first?.commandId === undefined) return [];
    return this.visible().filter(
      ({ commandId, municipality }) => commandId === first.commandId && municipality === first.municipality,
    );
  }

  /** Waits for held appends that may belong to what is read, so that nothing turns up behind it. */
  protected async readLocks(query: Query): Promise<void> {
    for (const row of this.log.rows) if (row.state === "held" && matches(query, row.event)) await row.ended;
  }

  protected conflicts(condition: AppendCondition | undefined): SequencedEvent[] {
    if (!condition) return [];
    const { failIfEventsMatch, after = 0 } = condition;
    return this.visible().filter((each) => each.position > after && this.matches(failIfEventsMatch, each));
  }

  protected conflict(condition: AppendCondition, matched: readonly SequencedEvent[]): Error {
    return new AppendConditionFailed(condition, this.out(matched));
  }

  protected draw(events: readonly NewEvent[]): SequencedEvent[] {
    return events.map((event) => ({ ...event, position: ++this.log.position }));
  }

  protected write(events: readonly SequencedEvent[], state: Row["state"], ended = Promise.resolve()): Row[] {
    for (const [i, { id }] of events.entries()) this.unique(i, id);
    const rows = events.map((event) => ({ event, state, ended }));
    this.log.rows.push(...rows);
    this.log.changed.ring();
    return rows;
  }

  protected unique(i: number, id: string): void {
    if (this.log.rows.some(({ event }) => event.id === id))
      throw new InvalidAppend(`events[${i}].id`, "is in the log already");
  }

  protected visible(): SequencedEvent[] {
    return this.log.rows.flatMap(({ event, state }) => (state === "written" ? [event] : []));
  }

  /** Up to where no append is held open. */
  protected horizon(): Position {
    const held = this.log.rows.find(({ state }) => state === "held");
    return held?.event.position ?? Number.POSITIVE_INFINITY;
  }

  protected matches(query: Query, event: SequencedEvent): boolean {
    return matches(query, event);
  }

  protected out(events: readonly SequencedEvent[]): SequencedEvent[] {
    return events.map((event) => structuredClone(event));
  }

  protected ending(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.closing.signal]);
  }
}

/** Lets others go first, as waiting for a database does. */
export function elsewhere(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
