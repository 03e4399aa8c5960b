import type { ParkedRow, Position, ProjectionBuild, ProjectionStore, SequencedEvent } from "@wor/event-store";
import { LRUCache } from "lru-cache";
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

/**
 * One worker's hold on a build: it takes events in, and commits what they changed in one transaction with their
 * position. Rows it has written it remembers, for a commit that succeeds proves that nobody else has written any since.
 */
export class BuildWriter<Row> {
  #build: ProjectionBuild;
  readonly #building: Building<Row>;
  readonly #remembered = new LRUCache<string, { readonly row: Row | undefined }>({ max: 10_000 });
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
    return this.#pending.changed.size + this.#pending.park.length;
  }

  /**
   * Takes in events that match the projection's query, in order; those it has already are left out.
   *
   * @throws {ReadAgain} when the code failed on one of them: give all events after `build.position` again.
   */
  async take(events: readonly SequencedEvent[]): Promise<void> {
    const { projection } = this.#building;
    const news = events
      .filter((event) => event.position > this.#pending.to)
      .map((event) => ({ event, keys: keysOf(projection, event) }));
    await this.#learn(news.flatMap(({ keys }) => keys));
    this.#blocked ??= await this.#blockedKeys();
    for (const { event, keys } of news) {
      for (const key of keys) this.#takeOne(event, key, this.#blocked);
      this.#pending.to = event.position;
    }
  }

  /** Writes what is pending. @throws {ProjectionMoved} after which this writer is of no more use. */
  async commit(): Promise<void> {
    const { rows, changed, park, to } = this.#pending;
    if (to <= this.#build.position) return;
    const put = new Map<string, unknown>();
    const remove: string[] = [];
    for (const key of changed) {
      const row = rows.get(key);
      if (row === undefined) remove.push(key);
      else put.set(key, row);
    }
    const from = this.#build.position;
    await this.#building.projections.commit(this.#build, { from, to, put, remove, park });
    this.#build = { ...this.#build, position: to };
    for (const [key, row] of rows) this.#remembered.set(key, { row });
    this.#pending = nothing(to);
    this.#careful = false;
  }

  #takeOne(event: SequencedEvent, key: string, blocked: Set<string>): void {
    const { projection, onParked } = this.#building;
    const { rows, changed, park } = this.#pending;
    if (blocked.has(key)) {
      park.push(this.#parked(event, key, new BehindParkedEvent()));
      return;
    }
    const known = rows.get(key) ?? structuredClone(projection.initial);
    try {
      rows.set(key, projection.evolve(this.#careful ? structuredClone(known) : known, event, key));
      changed.add(key);
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

  async #learn(keys: readonly string[]): Promise<void> {
    const { rows } = this.#pending;
    const unknown = new Set<string>();
    for (const key of keys) {
      if (rows.has(key)) continue;
      const remembered = this.#remembered.get(key);
      if (remembered === undefined) unknown.add(key);
      else rows.set(key, remembered.row);
    }
    if (unknown.size === 0) return;
    const stored = await this.#building.projections.load(this.#build, [...unknown]);
    // What a build holds was returned by this very `evolve`.
    for (const key of unknown) rows.set(key, stored.get(key) as Row | undefined);
  }

  async #blockedKeys(): Promise<Set<string>> {
    const { projections, projection } = this.#building;
    if (projection.key === undefined) return new Set();
    return new Set((await projections.parked(this.#build)).map(({ key }) => key));
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
  readonly rows: Map<string, Row | undefined>;
  readonly changed: Set<string>;
  readonly park: ParkedRow[];
  to: Position;
}

const nothing = <Row>(to: Position): Pending<Row> => ({ rows: new Map(), changed: new Set(), park: [], to });

class BehindParkedEvent extends Error {
  override readonly name = "BehindParkedEvent";

  constructor() {
    super("an earlier event of this row could not be taken in");
  }
}
