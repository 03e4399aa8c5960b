import type { DatabaseSync, StatementSync } from "node:sqlite";
import { everyMunicipality, matches, type Position, type Query, type SequencedEvent } from "@wor/event-store";
import { RecentEvents } from "./recent-events.ts";
import { eventsOf, integer, toEvent } from "./rows.ts";
import { type Range, selectByIndex, selectByScan } from "./selection.ts";
import { statements } from "./statements.ts";
import { Tail } from "./tail.ts";
import { commandTerm, idTerm, type Term, tagTerm, typeTerm } from "./terms.ts";

/** Some events of a range, and the piece of the range that is still to be read. */
export interface Page {
  readonly events: readonly SequencedEvent[];
  readonly rest: Range | undefined;
  /** It took long enough to let others have a turn before going on. */
  readonly long: boolean;
}

/** How to go through a range. */
export interface PageOptions {
  readonly backwards: boolean;
  readonly limit: number;
}

/** How many rows a scan looks at before it lets others have a turn. */
const window = 50_000;

/**
 * The events in the file together with the newest ones in memory, as if they were one.
 *
 * Nothing in here waits, so a transaction is over before anybody else in this process looks.
 */
export class Log {
  readonly #prepare: (sql: string) => StatementSync;
  readonly #tail = new Tail();
  readonly #recent: RecentEvents;
  readonly #dataVersion: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #byPositions: StatementSync;
  readonly #byTerm: StatementSync;
  #seen = -1;

  /** Keeps some times `indexEvery` events in memory. */
  constructor(database: DatabaseSync, indexEvery: number) {
    this.#recent = new RecentEvents(2 * indexEvery);
    this.#prepare = statements(database);
    this.#dataVersion = database.prepare("PRAGMA data_version");
    this.#insertEvent = database.prepare("INSERT INTO events VALUES (?, ?, ?, ?)");
    this.#byPositions = database.prepare(
      "SELECT e.event FROM json_each(?) AS j CROSS JOIN events AS e ON e.position = j.value",
    );
    this.#byTerm = database.prepare(
      `SELECT e.event FROM postings AS p CROSS JOIN events AS e ON e.position = p.position
       WHERE p.term = ? AND p.position <= ? ORDER BY p.position`,
    );
  }

  /** The highest position, as of the last {@link refresh}. */
  get head(): Position {
    return this.#tail.head;
  }

  /** How many events the index in the file does not hold yet. */
  get unindexed(): number {
    return this.#tail.events.length;
  }

  /** Takes in what other processes have written. */
  refresh(): void {
    // Asked first: what is written after it is either read below or seen the next time.
    const version = integer(this.#dataVersion.get(), "data_version");
    if (version === this.#seen) return;
    this.indexedUpTo(integer(this.#prepare("SELECT upto FROM indexed").get(), "upto"));
    const news = this.#prepare("SELECT event FROM events WHERE position > ? ORDER BY position");
    for (const row of news.iterate(this.#tail.head)) this.#tail.push(deepFreeze(toEvent(row)));
    this.#seen = version;
  }

  /** Writes events, frozen all through, within a transaction. */
  write(events: readonly SequencedEvent[]): void {
    for (const event of events) {
      this.#insertEvent.run(event.position, event.municipality, event.type, JSON.stringify(event));
      this.#tail.push(event);
    }
  }

  /** Forgets what a transaction wrote that was rolled back. */
  undo(head: Position): void {
    this.#tail.truncate(head);
  }

  /** Moves the terms of the events in memory into the file, within a transaction. Answers up to where. */
  writeIndex(): Position {
    const upto = this.#tail.head;
    const { terms } = this.#tail;
    let postings: number[] = [];
    // In the order of the index, so that each of its pages is written once. The bare numbers sort ten times
    // faster than the entries of the map would.
    for (const term of Float64Array.from(terms.keys()).sort())
      for (const { position } of terms.get(term) ?? []) {
        postings.push(term, position);
        if (postings.length < 64) continue;
        this.#insertPostings(postings);
        postings = [];
      }
    if (postings.length) this.#insertPostings(postings);
    this.#prepare("UPDATE indexed SET upto = ?").run(upto);
    return upto;
  }

  /** The index in the file has been committed. */
  indexedUpTo(position: Position): void {
    for (const event of this.#tail.indexedUpTo(position)) this.#recent.keep(event);
  }

  /** One question for all that has to be new in an append: whether any of these terms leads anywhere. */
  mayHold(terms: readonly Term[]): boolean {
    if (terms.some((term) => this.#tail.ofTerm(term).length)) return true;
    for (let i = 0; i < terms.length; i += 8) {
      const some = terms.slice(i, i + 8);
      const each = some.map(() => "EXISTS (SELECT 1 FROM postings WHERE term = ?)").join(" OR ");
      if (this.#prepare(`SELECT 1 WHERE ${each}`).get(...some)) return true;
    }
    return false;
  }

  holdsId(id: string): boolean {
    return this.#ofTerm(idTerm(id)).some((event) => event.id === id);
  }

  /** The events of one command, in order. */
  ofCommand(municipality: string, commandId: string): readonly SequencedEvent[] {
    return this.#ofTerm(commandTerm(municipality, commandId)).filter(
      (event) => event.municipality === municipality && event.commandId === commandId,
    );
  }

  /** All that matches after a position. */
  select(query: Query, after: Position): readonly SequencedEvent[] {
    const found: SequencedEvent[] = [];
    const { indexed } = this.#tail;
    const inTail = after >= indexed || !this.#mayMatchInFile(query, after);
    let rest: Range | undefined = { after: inTail ? Math.max(after, indexed) : after, until: this.head };
    while (rest && rest.after < rest.until) {
      const page: Page = this.page(query, rest, { backwards: false, limit: 1_000 });
      found.push(...page.events);
      rest = page.rest;
    }
    return found;
  }

  /** The next events of `range` that match, at most `limit`; perhaps none although there is more to come. */
  page(query: Query, range: Range, options: PageOptions): Page {
    const { after, until } = range;
    const { indexed } = this.#tail;
    const inTail = options.backwards ? until > indexed : after >= indexed;
    const page = inTail ? this.#pageOfTail(query, range, options) : this.#pageOfFile(query, range, options);
    if (page.long || !page.rest) return page;
    const more = this.page(query, page.rest, { ...options, limit: options.limit - page.events.length });
    return { ...more, events: page.events.length ? [...page.events, ...more.events] : more.events };
  }

  #pageOfTail(query: Query, { after, until }: Range, { backwards, limit }: PageOptions): Page {
    const found = this.#tail.select(query, Math.max(after, this.#tail.indexed), until);
    if (!backwards) {
      const events = found.slice(0, limit);
      const last = lastOf(events, limit);
      return { events, rest: continued({ after: last ?? until, until }), long: last !== undefined };
    }
    const events = found.slice(-limit).reverse();
    const last = lastOf(events, limit);
    const rest = { after, until: last ? last - 1 : Math.min(until, this.#tail.indexed) };
    return { events, rest: continued(rest), long: last !== undefined };
  }

  #pageOfFile(query: Query, { after, until }: Range, { backwards, limit }: PageOptions): Page {
    const inFile = { after, until: Math.min(until, this.#tail.indexed) };
    const byIndex = selectByIndex(query, inFile, backwards, limit, (term, range) => this.#count(term, range));
    const looked = byIndex ? inFile : clipped(inFile, backwards, query);
    const selection = byIndex ?? selectByScan(query, looked, backwards, limit);
    const statement = this.#prepare(selection.sql);
    const found =
      byIndex?.answers === "positions"
        ? this.#eventsAt(statement.all(...selection.parameters).map((row) => integer(row, "position")))
        : eventsOf(statement, selection.parameters);
    const last = lastOf(found, limit);
    const rest = backwards
      ? { after, until: last ? last - 1 : looked.after }
      : { after: last ?? looked.until, until };
    const events = found.filter((event) => matches(query, event));
    return { events, rest: continued(rest), long: last !== undefined || !byIndex };
  }

  /** The events at these positions, in their order. */
  #eventsAt(positions: readonly Position[]): readonly SequencedEvent[] {
    const known = positions.map((position) => this.#recent.get(position));
    if (!known.includes(undefined)) return known.filter((event) => event !== undefined);
    const missing = positions.filter((_, i) => known[i] === undefined);
    const read = new Map<Position, SequencedEvent>();
    for (const event of eventsOf(this.#byPositions, [JSON.stringify(missing)]))
      read.set(event.position, event);
    // A long list would push out all else.
    if (positions.length <= 100) for (const event of read.values()) this.#recent.keep(deepFreeze(event));
    return positions.flatMap((position, i) => known[i] ?? read.get(position) ?? []);
  }

  /** Mostly, nothing matches a condition, and the index alone can tell. */
  #mayMatchInFile({ municipality, items }: Query, after: Position): boolean {
    if (municipality === everyMunicipality || !items?.length) return true;
    return items.some(({ tags = [], types = [] }) =>
      tags.length
        ? tags.every((tag) => this.#inFile(tagTerm(municipality, tag), after))
        : types.length === 0 || types.some((type) => this.#inFile(typeTerm(municipality, type), after)),
    );
  }

  #insertPostings(postings: readonly number[]): void {
    const rows = "(?, ?), ".repeat(postings.length / 2).slice(0, -2);
    this.#prepare(`INSERT OR IGNORE INTO postings VALUES ${rows}`).run(...postings);
  }

  #inFile(term: Term, after: Position): boolean {
    const posting = this.#prepare("SELECT 1 FROM postings WHERE term = ? AND position > ? LIMIT 1");
    return posting.get(term, after) !== undefined;
  }

  #ofTerm(term: Term): readonly SequencedEvent[] {
    const inFile = eventsOf(this.#byTerm, [term, this.#tail.indexed]);
    const inMemory = this.#tail.ofTerm(term);
    return inFile.length ? [...inFile, ...inMemory] : inMemory;
  }

  #count(term: Term, { after, until }: Range): number {
    const sql =
      "SELECT count(*) AS n FROM (SELECT 1 FROM postings WHERE term = ? AND position > ? AND position <= ? LIMIT 100)";
    return integer(this.#prepare(sql).get(term, after, until), "n");
  }
}

/** Where a full page ends; a page that is not full has seen all there is. */
function lastOf(events: readonly SequencedEvent[], limit: number): Position | undefined {
  return events.length === limit ? events.at(-1)?.position : undefined;
}

function continued(range: Range): Range | undefined {
  return range.after < range.until ? range : undefined;
}

/** A scan for something rare would hold up the process until it has found a page full. */
function clipped({ after, until }: Range, backwards: boolean, { items }: Query): Range {
  if (!items?.length) return { after, until };
  return backwards
    ? { after: Math.max(after, until - window), until }
    : { after, until: Math.min(until, after + window) };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
