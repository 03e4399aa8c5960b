import {
  matches,
  type ParkedRow,
  type Position,
  type ProjectionBuild,
  type ProjectionStore,
  type SequencedEvent,
} from "@wor/event-store";
import { LRUCache } from "lru-cache";
import { writesOf } from "./listed.ts";
import { keysOf, type Projection } from "./projection.ts";

/** What a build's rows are folded with, and where they are kept. */
export interface Building<Row> {
  readonly projections: ProjectionStore;
  readonly projection: Projection<Row>;
  /** Milliseconds since 1970: when an event was parked. */
  readonly now: () => number;
  readonly describeError: (error: unknown) => string;
  readonly onParked: (parked: ParkedRow, error: unknown) => void;
}

/** A row in memory. */
interface Held<Row> {
  row: Row | undefined;
  /** Whether the build has it, in this or an earlier shape. */
  stored: boolean;
  changed: boolean;
}

/** How many rows of a build are remembered between commits. */
const remembering = 10_000;

/**
 * One worker's hold on a build: it takes events in, and commits what they changed in one transaction with their
 * position. Rows it has written it remembers, for a commit that succeeds proves that nobody else has written any since.
 */
export class BuildWriter<Row> {
  #build: ProjectionBuild;
  readonly #building: Building<Row>;
  readonly #remembered = new LRUCache<string, Held<Row>>({ max: remembering });
  #pending: Pending<Row>;
  /** Keys with a parked event, behind which later ones have to wait. */
  #blocked: Set<string> | undefined;
  /** Folds on copies: the code is known to fail on one of the events that come. */
  #careful = false;

  constructor(build: ProjectionBuild, building: Building<Row>) {
    this.#build = build;
    this.#building = building;
    this.#pending = nothing(build.position);
  }

  /** The build as it was last committed. */
  get build(): ProjectionBuild {
    return this.#build;
  }

  /** Up to where events have been taken in, committed or not. */
  get position(): Position {
    return this.#pending.to;
  }

  /** How many rows wait to be committed. */
  get changes(): number {
    return this.#pending.rows.size + this.#pending.park.length;
  }

  /**
   * Takes in events in order, among which all that match the projection's query; those it has already, and others,
   * are left out.
   *
   * @throws {ReadAgain} when the code failed on one of them: give all events after `build.position` again.
   */
  async take(events: readonly SequencedEvent[]): Promise<void> {
    const { projection } = this.#building;
    const blocked = await this.#blockedNow();
    const unknown = new Set<string>();
    const { rows, to } = this.#pending;
    const asked = (event: SequencedEvent) => event.position > to && matches(projection.query, event);
    for (const event of events)
      if (asked(event))
        for (const key of keysOf(projection, event))
          if (!rows.has(key) && !this.#recall(key)) unknown.add(key);
    if (unknown.size > 0) await this.#learn(unknown);
    // The keys are asked once more: that is quicker than remembering them.
    for (const event of events)
      if (asked(event)) for (const key of keysOf(projection, event)) this.#takeOne(event, key, blocked);
    this.#pending.to = Math.max(to, events.at(-1)?.position ?? 0);
  }

  /** Writes what is pending. @throws {ProjectionMoved} after which this writer is of no more use. */
  async commit(): Promise<void> {
    const { projections, projection } = this.#building;
    const { rows, park, to } = this.#pending;
    if (to <= this.#build.position) return;
    const changed: (readonly [string, Row | undefined])[] = [];
    // What came and went between two commits was never there.
    for (const [key, held] of rows)
      if (held.changed && (held.row !== undefined || held.stored)) changed.push([key, held.row]);
    const from = this.#build.position;
    await projections.commit(this.#build, { from, to, ...writesOf(projection, changed), park });
    this.#build = { ...this.#build, position: to };
    for (const [key, held] of rows) {
      held.stored = held.row !== undefined;
      held.changed = false;
      this.#remembered.set(key, held);
    }
    this.#pending = nothing(to);
    this.#careful = false;
  }

  #takeOne(event: SequencedEvent, key: string, blocked: Set<string>): void {
    const { projection, onParked } = this.#building;
    const { rows, park } = this.#pending;
    if (blocked.has(key)) {
      park.push(this.#parked(event, key, new BehindParkedEvent()));
      return;
    }
    const held = rows.get(key) ?? absent();
    const known = held.row ?? structuredClone(projection.initial);
    try {
      held.row = projection.evolve(this.#careful ? structuredClone(known) : known, event, key);
      held.changed = true;
      rows.set(key, held);
    } catch (error) {
      // `evolve` may have changed half of its row: begin again where things were right, and look out this time.
      if (!this.#careful) throw this.#startOver();
      const parked = this.#parked(event, key, error);
      park.push(parked);
      // The only row of a projection goes on without the event; one of many waits, lest it tell half a story.
      if (projection.key !== undefined) blocked.add(key);
      onParked(parked, error);
    }
  }

  #startOver(): ReadAgain {
    this.#remembered.clear();
    this.#pending = nothing(this.#build.position);
    this.#blocked = undefined;
    this.#careful = true;
    return new ReadAgain();
  }

  /** Takes a row that is remembered up. Answers whether it was. */
  #recall(key: string): boolean {
    const held = this.#remembered.get(key);
    if (held !== undefined) this.#pending.rows.set(key, held);
    return held !== undefined;
  }

  async #learn(keys: ReadonlySet<string>): Promise<void> {
    // A build that has nothing yet need not be asked.
    if (this.#build.position === 0) {
      for (const key of keys) this.#pending.rows.set(key, absent());
      return;
    }
    const stored = await this.#building.projections.load(this.#build, [...keys]);
    for (const key of keys) {
      // What a build holds was returned by this very `evolve`.
      const row = stored.get(key) as Row | undefined;
      this.#pending.rows.set(key, { row, stored: row !== undefined, changed: false });
    }
  }

  /** What is parked may have been taken in after all, by whoever retried it. */
  async #blockedNow(): Promise<Set<string>> {
    const { projections, projection } = this.#building;
    if (projection.key === undefined) return new Set();
    const before = this.#blocked;
    if (before?.size === 0) return before;
    const parked = [...(await projections.parked(this.#build)), ...this.#pending.park];
    this.#blocked = new Set(parked.map(({ key }) => key));
    for (const key of before ?? [])
      if (!this.#blocked.has(key)) {
        this.#remembered.delete(key);
        this.#pending.rows.delete(key);
      }
    return this.#blocked;
  }

  #parked(event: SequencedEvent, key: string, error: unknown): ParkedRow {
    const { now, describeError } = this.#building;
    const parkedAt = new Date(now()).toISOString();
    return { position: event.position, key, error: describeError(error), parkedAt };
  }
}

/** A writer has gone back to its last commit and needs the events since then once more. */
export class ReadAgain extends Error {
  override readonly name = "ReadAgain";
}

/** What was folded since the last commit. */
interface Pending<Row> {
  readonly rows: Map<string, Held<Row>>;
  readonly park: ParkedRow[];
  to: Position;
}

const nothing = <Row>(to: Position): Pending<Row> => ({ rows: new Map(), park: [], to });
const absent = <Row>(): Held<Row> => ({ row: undefined, stored: false, changed: false });

class BehindParkedEvent extends Error {
  override readonly name = "BehindParkedEvent";

  constructor() {
    super("an earlier event of this row could not be taken in");
  }
}
