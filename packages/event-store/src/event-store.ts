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
   * - When the events carry a `commandId` that this municipality's log already holds, nothing is written and
   *   the events of the first append are returned with `outcome: "repeated"`, whatever the condition says.
   * - When `condition` is given and an event after `condition.after` matches its query, nothing is written.
   * - Appends without a condition never conflict.
   *
   * @throws {AppendConditionFailed} with the events that matched, so that a retry need not read them again.
   * @throws {InvalidAppend} when there are no events, when an event is malformed or its id is in the log
   *   already, when events of one append differ in municipality or command, or when the condition asks about
   *   another municipality. Adapters call `checkAppend`, which finds all of this but the id.
   *
   * What the caller changes in `events` or `condition` after the call counts no more: see `ownCondition`.
   */
  append(events: readonly NewEvent[], condition?: AppendCondition): Promise<AppendResult>;

  /**
   * The events that match, in order of position, in batches that are never empty.
   *
   * What is read may become an append condition, with `after` the highest position read, also when the query
   * has several items: an event that matches the query and comes out at or below that position later, because
   * its transaction committed late, must still make the append fail (or be waited for by the read).
   */
  read(query: Query, options?: ReadOptions): AsyncIterable<readonly SequencedEvent[]>;

  /**
   * Writes events at the positions they carry, all or none: for moving a log from one store to another.
   * Command ids come along but are not compared, since a batch may end in the middle of an append.
   *
   * @throws {InvalidAppend} when the log's head is not below the first position, when positions do not rise,
   *   or when an event is malformed or its id is in the log already. Adapters call `checkRestore`.
   */
  restore(events: readonly SequencedEvent[]): Promise<void>;

  /** The highest position in the log, over all municipalities; 0 when the log is empty. */
  head(): Promise<Position>;

  /**
   * First what is there after `after`, then what comes, until `signal` aborts (which ends the iteration
   * without an error). In order, nothing skipped, also when transactions commit out of order.
   */
  subscribe(query: Query, options: SubscribeOptions): AsyncIterable<readonly SequencedEvent[]>;

  /**
   * Ends subscriptions, finishes the appends that were asked for before, and releases what the store holds. Closing
   * twice is harmless.
   */
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

/**
 * An event on its way into the log; it comes out as it went in.
 * Times are ISO 8601 instants in UTC, `2022-05-01T08:30:00.000Z`, with or without a fraction.
 */
export interface NewEvent {
  /** Unique in the log. */
  readonly id: string;
  /** A fact in the past tense, for example `CoachAssigned`. */
  readonly type: string;
  /** Version of the shape of `data`, from 1. */
  readonly schemaVersion: number;
  /** JSON: what survives `JSON.parse(JSON.stringify(data))`; properties that are `undefined` are left out. */
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
 * Without items (or with an empty list), all of the municipality's; with {@link everyMunicipality}, of all.
 */
export interface Query {
  readonly municipality: string | typeof everyMunicipality;
  readonly items?: readonly QueryItem[] | undefined;
}

/** An event matches when it carries all `tags` and has one of `types`; what is left out or empty is not asked. */
export interface QueryItem {
  readonly types?: readonly string[] | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** For the readers that look across municipalities: moving a log, verifying it, operating it. */
export const everyMunicipality: unique symbol = Symbol("every municipality");

/**
 * Fail the append when an event after `after` matches; without `after`, when any event matches.
 * The query names the municipality of the events: no decision spans two.
 */
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
  /** Exclusive, and a lower bound in both directions. */
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
