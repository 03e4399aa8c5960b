/**
 * The port to an append-only event log.
 *
 * The vocabulary is that of the Dynamic Consistency Boundary specification: a decision reads exactly the
 * events it depends on by {@link Query}, and appends what it decided under an {@link AppendCondition} that
 * names that same query. There are no streams and no expected versions.
 *
 * An adapter author needs this file, the in-memory store as a reference, and the conformance suite.
 */
export interface EventStore {
  /**
   * Writes all events, or none.
   *
   * - Positions are drawn in the order of `events`.
   * - When `condition` is given and an event after `condition.after` matches its query, nothing is written.
   * - When the events carry a `commandId` that this municipality's log already holds, nothing is written and
   *   the events of the first append are returned with `outcome: "repeated"`.
   *
   * @throws {AppendConditionFailed} with the events that matched, so that a retry need not read them again.
   * @throws {InvalidAppend} when there are no events, when an event is malformed, or when events of one
   *   append differ in municipality or command.
   */
  append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult>;

  /**
   * The events that match, in order of position, in batches that are never empty.
   *
   * What is read may become an append condition: no event that is still being written can later appear at
   * a position at or below the last one returned *and* match the query.
   */
  read(query: Query, options?: ReadOptions): AsyncIterable<readonly SequencedEvent[]>;

  /** The highest position in the log, over all municipalities; 0 when the log is empty. */
  head(): Promise<Position>;

  /**
   * First what is there after `after`, then what comes, until `signal` aborts (which ends the iteration
   * without an error). In order, nothing skipped, also when transactions commit out of order.
   */
  subscribe(query: Query, options: SubscribeOptions): AsyncIterable<readonly SequencedEvent[]>;

  /** Ends subscriptions and releases what the store holds. Closing twice is harmless. */
  close(): Promise<void>;
}

/** A place in the global order of one log: a whole number from 1; gaps may occur. */
export type Position = number;

/** What an event is about, as `kind:id`, for example `referral:9f2c` or `resident:5b1e`. */
export type Tag = `${string}:${string}`;

/** Who caused an event. Never a name: `id` is a key in the embedding system. */
export interface Actor {
  readonly id: string;
  readonly role: string;
  readonly organisation?: string | undefined;
}

/** An event on its way into the log. Times are ISO 8601 instants in UTC, `2022-05-01T08:30:00.000Z`. */
export interface NewEvent {
  /** Unique in the log. */
  readonly id: string;
  /** A fact in the past tense, for example `CoachAssigned`. */
  readonly type: string;
  /** Version of the shape of `data`, from 1. */
  readonly schemaVersion: number;
  /** JSON: what survives `JSON.parse(JSON.stringify(data))` unchanged. */
  readonly data: { readonly [key: string]: unknown };
  readonly tags: readonly Tag[];
  /** The key of the municipality whose log this belongs to. */
  readonly municipality: string;
  /** When it happened. */
  readonly occurredAt: string;
  /** When the system heard of it. */
  readonly recordedAt: string;
  readonly actor: Actor;
  /** The command that led to it. All events of one append share it; a second append of it is a repeat. */
  readonly commandId?: string | undefined;
  /** The conversation this belongs to. */
  readonly correlationId?: string | undefined;
  /** The event that caused it. */
  readonly causationId?: string | undefined;
}

/** An event in the log, with its place. */
export interface SequencedEvent extends NewEvent {
  readonly position: Position;
}

/**
 * Which events: those of the municipality that match at least one item.
 * Without items, all of the municipality's; with {@link everyMunicipality}, of all.
 */
export interface Query {
  readonly municipality: string | typeof everyMunicipality;
  readonly items?: readonly QueryItem[] | undefined;
}

/** An event matches when it carries all `tags` and has one of `types`; what is left out is not asked. */
export interface QueryItem {
  readonly types?: readonly string[] | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** For the readers that look across municipalities: moving a log, verifying it, operating it. */
export const everyMunicipality: unique symbol = Symbol("every municipality");

/** Fail the append when an event after `after` matches; without `after`, when any event matches. */
export interface AppendCondition {
  readonly failIfEventsMatch: Query;
  readonly after?: Position | undefined;
}

/** What an append did. `events` are the stored events: the new ones, or those of the first time. */
export interface AppendResult {
  readonly outcome: "appended" | "repeated";
  readonly events: readonly SequencedEvent[];
}

/** How to read: only after a position, at most so many, newest first. */
export interface ReadOptions {
  readonly after?: Position | undefined;
  readonly limit?: number | undefined;
  readonly backwards?: boolean | undefined;
  /** How many events a batch holds at most. Default 1,000. */
  readonly batchSize?: number | undefined;
}

/** Where a subscription starts and what ends it. */
export interface SubscribeOptions {
  /** Exclusive. Default 0, the beginning. */
  readonly after?: Position | undefined;
  readonly signal: AbortSignal;
  readonly batchSize?: number | undefined;
}
