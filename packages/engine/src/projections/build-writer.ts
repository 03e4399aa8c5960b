import type {
  ParkedRow,
  ProjectionBatch,
  ProjectionBuild,
  ProjectionStore,
  SequencedEvent,
} from "@wor/event-store";
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
 * One worker's hold on a build: it takes batches in, each in one transaction with its position. Rows it has
 * written it remembers, for a commit that succeeds proves that nobody else has written any since.
 */
export class BuildWriter<Row> {
  #build: ProjectionBuild;
  readonly #building: Building<Row>;
  readonly #remembered = new LRUCache<string, { readonly row: Row | undefined }>({ max: 5_000 });
  /** Keys with a parked event, behind which later ones have to wait. */
  #blocked: Set<string> | undefined;

  constructor(build: ProjectionBuild, building: Building<Row>) {
    this.#build = build;
    this.#building = building;
  }

  get build(): ProjectionBuild {
    return this.#build;
  }

  /**
   * Takes in events that match the projection's query, in order; those it has already are left out.
   *
   * @throws {ProjectionMoved} and whatever the store throws; after either, this writer is of no more use.
   */
  async take(events: readonly SequencedEvent[]): Promise<void> {
    const { projections, projection } = this.#building;
    const from = this.#build.position;
    const news = events
      .filter((event) => event.position > from)
      .map((event) => ({ event, keys: keysOf(projection, event) }));
    const to = news.at(-1)?.event.position;
    if (to === undefined) return;
    const rows = await this.#rowsFor(news.flatMap(({ keys }) => keys));
    const { changed, park } = await this.#fold(news, rows);
    await projections.commit(this.#build, { from, to, park, ...written(rows, changed) });
    this.#build = { ...this.#build, position: to };
    for (const [key, row] of rows) this.#remembered.set(key, { row });
    for (const { key } of park) this.#blocked?.add(key);
  }

  async #fold(news: readonly News[], rows: Rows<Row>): Promise<{ changed: Set<string>; park: ParkedRow[] }> {
    const changed = new Set<string>();
    const park: ParkedRow[] = [];
    const blocked = new Set(await this.#blockedKeys());
    for (const [index, { event, keys }] of news.entries()) {
      for (const key of keys) {
        if (blocked.has(key)) {
          park.push(this.#parked(event, key, new BehindParkedEvent()));
          continue;
        }
        try {
          this.#evolve(rows, event, key);
          changed.add(key);
        } catch (error) {
          const parked = this.#parked(event, key, error);
          park.push(parked);
          // The only row of a projection goes on without the event; one of many waits, lest it tell half a story.
          if (this.#building.projection.key !== undefined) blocked.add(key);
          await this.#foldAgain(key, rows, news.slice(0, index), park);
          this.#building.onParked(parked, error);
        }
      }
    }
    return { changed, park };
  }

  #evolve(rows: Rows<Row>, event: SequencedEvent, key: string): void {
    const { projection } = this.#building;
    const before = rows.get(key) ?? structuredClone(projection.initial);
    rows.set(key, projection.evolve(before, event, key));
  }

  /** `evolve` may have changed half of its row before it failed: that row is made again without the event. */
  async #foldAgain(
    key: string,
    rows: Rows<Row>,
    before: readonly News[],
    park: readonly ParkedRow[],
  ): Promise<void> {
    const stored = await this.#building.projections.load(this.#build, [key]);
    rows.set(key, stored.get(key) as Row | undefined);
    const isParked = (event: SequencedEvent) =>
      park.some((one) => one.key === key && one.position === event.position);
    for (const { event, keys } of before)
      if (keys.includes(key) && !isParked(event)) this.#evolve(rows, event, key);
  }

  async #rowsFor(keys: readonly string[]): Promise<Rows<Row>> {
    const rows: Rows<Row> = new Map();
    const unknown = new Set<string>();
    for (const key of keys) {
      const remembered = this.#remembered.get(key);
      if (remembered === undefined) unknown.add(key);
      else rows.set(key, remembered.row);
    }
    if (unknown.size === 0) return rows;
    const stored = await this.#building.projections.load(this.#build, [...unknown]);
    // What a build holds was returned by this very `evolve`.
    for (const key of unknown) rows.set(key, stored.get(key) as Row | undefined);
    return rows;
  }

  async #blockedKeys(): Promise<ReadonlySet<string>> {
    const { projections, projection } = this.#building;
    if (projection.key === undefined) return new Set();
    this.#blocked ??= new Set((await projections.parked(this.#build)).map(({ key }) => key));
    return this.#blocked;
  }

  #parked(event: SequencedEvent, key: string, error: unknown): ParkedRow {
    const { now, describeError } = this.#building;
    const parkedAt = new Date(now()).toISOString();
    return { position: event.position, key, error: describeError(error), parkedAt };
  }
}

type Rows<Row> = Map<string, Row | undefined>;

interface News {
  readonly event: SequencedEvent;
  readonly keys: readonly string[];
}

function written<Row>(
  rows: Rows<Row>,
  changed: ReadonlySet<string>,
): Pick<ProjectionBatch, "put" | "remove"> {
  const put = new Map<string, unknown>();
  const remove: string[] = [];
  for (const key of changed) {
    const row = rows.get(key);
    if (row === undefined) remove.push(key);
    else put.set(key, row);
  }
  return { put, remove };
}

class BehindParkedEvent extends Error {
  override readonly name = "BehindParkedEvent";

  constructor() {
    super("an earlier event of this row could not be taken in");
  }
}
