import { loadListOf, type Projection, readListOf } from "@wor/engine";
import type { EventStore, ProjectionBuild, ProjectionStore } from "@wor/event-store";
import type { Instant, ReferralState, Variant } from "@wor/lifecycle";
import { summaryOf, type WorkItem, type WorkSummary, workItem } from "../work-list.ts";
import { referralOf } from "./trajectories.ts";
import { fromLine, lineOf, mayBeUnknown } from "./work-line.ts";

/** What is read of which stores, by which rules. */
export interface WorkListsOptions {
  readonly store: Pick<EventStore, "read">;
  readonly projections: ProjectionStore;
  readonly projection: Projection<ReferralState | undefined, string>;
  readonly variantOf: (record: Pick<WorkSummary, "variant">) => Variant | undefined;
}

/**
 * The open work of a municipality, kept in memory in the order of a list. Each time it looks up which referrals the
 * log has told of since, and reads only their rows: a list is asked for far more often than it changes much.
 */
export class WorkLists {
  readonly #options: WorkListsOptions;
  #known: Known | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: WorkListsOptions) {
    this.#options = options;
  }

  /** Everything open, what is due soonest first; nothing when the projection was never built. */
  async at(moment: Instant): Promise<WorkItem[] | undefined> {
    // One after another: two that refresh at once would read the same rows twice.
    const mine = this.#turn.then(() => this.#refresh());
    this.#turn = mine.catch(() => undefined);
    const known = await mine;
    return known?.sorted.map((line) => workItem(line, moment));
  }

  async #refresh(): Promise<Known | undefined> {
    const { projections, projection } = this.#options;
    const { name, version } = projection;
    for (;;) {
      const builds = await projections.builds(name);
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
    const { store, projection } = this.#options;
    const most = Math.max(1_000, known.rows.size / 4);
    for await (const batch of store.read(projection.query, { after: known.position })) {
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
    const { projections, projection } = this.#options;
    const read = await readListOf(projections, projection, serving);
    if (read === undefined) return undefined;
    const rows = linesIn(read.rows);
    for (const [key, line] of await this.#knownByNow(serving, rows)) rows.set(key, line);
    return { build: serving.id, position: read.position, rows, sorted: sorted(rows) };
  }

  async #update(serving: ProjectionBuild, changed: ReadonlySet<string>): Promise<Known | undefined> {
    const known = this.#known;
    if (known === undefined || changed.size === 0) return known && { ...known, position: serving.position };
    const { projections, projection } = this.#options;
    const read = linesIn(await loadListOf(projections, projection, serving, [...changed]));
    for (const [key, line] of await this.#knownByNow(serving, read)) read.set(key, line);
    for (const key of changed) {
      const line = read.get(key);
      if (line === undefined) known.rows.delete(key);
      else known.rows.set(key, line);
    }
    return { ...known, position: serving.position, sorted: sorted(known.rows) };
  }

  /** Those whose variant was unknown when they were written, and has been loaded since: with their next steps. */
  async #knownByNow(
    serving: ProjectionBuild,
    rows: ReadonlyMap<string, Line>,
  ): Promise<Iterable<readonly [string, Line]>> {
    const { projections, variantOf } = this.#options;
    const keys: string[] = [];
    for (const [key, line] of rows)
      if (mayBeUnknown(line.text) && line.summary.variantUnknown && variantOf(line.summary)) keys.push(key);
    if (keys.length === 0) return [];
    return [...(await projections.load(serving, keys))].map(([key, row]) => {
      // What a build holds was returned by this projection's `evolve`.
      const state = row as ReferralState;
      return [key, new Line(lineOf(summaryOf(state, variantOf(state.record))))] as const;
    });
  }
}

interface Known {
  readonly build: number;
  readonly position: number;
  readonly rows: Map<string, Line>;
  readonly sorted: readonly Line[];
}

/** A line of the list, taken apart once somebody looks at it. */
class Line {
  readonly text: string;
  #summary: WorkSummary | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get summary(): WorkSummary {
    this.#summary ??= fromLine(this.text);
    return this.#summary;
  }
}

function linesIn(texts: Iterable<readonly [string, string]>): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const [key, text] of texts) lines.set(key, new Line(text));
  return lines;
}

const sorted = (rows: ReadonlyMap<string, Line>): Line[] =>
  [...rows.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
