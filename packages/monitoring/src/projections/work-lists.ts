import type { Projection } from "@wor/engine";
import type { EventStore, ProjectionBuild, ProjectionStore } from "@wor/event-store";
import { type Instant, isClosed } from "@wor/lifecycle";
import { bySoonest, type WorkItem, workItem } from "../work-list.ts";
import { detailOf, type OpenWork } from "./open-work.ts";
import { referralOf } from "./trajectories.ts";

/**
 * The open work of a municipality, kept in memory in the order of a list. Each time it looks up which referrals the
 * log has told of since, and reads only their rows: a list is asked for far more often than it changes much.
 */
export class WorkLists {
  readonly #store: Pick<EventStore, "read">;
  readonly #projections: ProjectionStore;
  readonly #projection: Projection<OpenWork | undefined>;
  #known: Known | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    store: Pick<EventStore, "read">,
    projections: ProjectionStore,
    projection: Projection<OpenWork | undefined>,
  ) {
    this.#store = store;
    this.#projections = projections;
    this.#projection = projection;
  }

  /** Everything open, what is due soonest first; nothing when the projection was never built. */
  async at(moment: Instant): Promise<WorkItem[] | undefined> {
    // One after another: two that refresh at once would read the same rows twice.
    const mine = this.#turn.then(() => this.#refresh());
    this.#turn = mine.catch(() => undefined);
    const known = await mine;
    return known?.sorted.map((row) => workItem(row, () => detailOf(row), moment));
  }

  async #refresh(): Promise<Known | undefined> {
    const { name, version } = this.#projection;
    for (;;) {
      const builds = await this.#projections.builds(name);
      const serving = builds.find((one) => one.serving && one.version === version);
      if (serving === undefined) return undefined;
      const changed = await this.#changedSince(serving);
      this.#known =
        changed === undefined ? await this.#readAll(serving) : await this.#update(serving, changed);
      if (this.#known !== undefined) return this.#known;
    }
  }

  /** Which referrals have changed since; nothing when it is quicker to read all anew. */
  async #changedSince(serving: ProjectionBuild): Promise<Set<string> | undefined> {
    const known = this.#known;
    if (known === undefined || known.build !== serving.id) return undefined;
    const changed = new Set<string>();
    if (known.position === serving.position) return changed;
    const most = Math.max(1_000, known.rows.size / 4);
    for await (const batch of this.#store.read(this.#projection.query, { after: known.position })) {
      for (const event of batch) {
        if (event.position > serving.position) return changed;
        const key = referralOf(event);
        if (key !== undefined) changed.add(key);
      }
      if (changed.size > most) return undefined;
    }
    return changed;
  }

  async #readAll(serving: ProjectionBuild): Promise<Known | undefined> {
    const read = await this.#projections.read(serving);
    if (read === undefined) return undefined;
    const rows = new Map<string, OpenWork>();
    // What a build holds was returned by this projection's `evolve`.
    for (const [key, row] of read.rows as Iterable<readonly [string, OpenWork]>)
      if (!isClosed(row.place)) rows.set(key, row);
    return { build: serving.id, position: read.position, rows, sorted: sorted(rows) };
  }

  async #update(serving: ProjectionBuild, changed: ReadonlySet<string>): Promise<Known | undefined> {
    const known = this.#known;
    if (known === undefined || changed.size === 0) return known && { ...known, position: serving.position };
    const read = await this.#projections.load(serving, [...changed]);
    for (const key of changed) {
      const row = read.get(key) as OpenWork | undefined;
      if (row === undefined || isClosed(row.place)) known.rows.delete(key);
      else known.rows.set(key, row);
    }
    return { ...known, position: serving.position, sorted: sorted(known.rows) };
  }
}

interface Known {
  readonly build: number;
  readonly position: number;
  readonly rows: Map<string, OpenWork>;
  readonly sorted: readonly OpenWork[];
}

const sorted = (rows: ReadonlyMap<string, OpenWork>): OpenWork[] => [...rows.values()].sort(bySoonest);
