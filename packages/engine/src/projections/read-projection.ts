import type { EventStore, ParkedRow, Position, ProjectionBuild, ProjectionStore } from "@wor/event-store";
import { buildsOf, hasReached, servingBuild } from "./builds.ts";
import { listKey, listPrefix } from "./listed.ts";
import type { Projection } from "./projection.ts";

/** How a projection stands. */
export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  /** Whether readers have this version, or it is still being built for the first time. */
  readonly serving: boolean;
  readonly position: Position;
  readonly head: Position;
  /** How many positions of the log are not in what readers see; 0 when nothing is missing. */
  readonly lag: number;
  /** How far a build beside the serving one is, while there is one. */
  readonly building: Position | undefined;
  readonly parked: readonly ParkedRow[];
}

/** What readers have of a projection: every row by key in order, as of one position. `undefined` when it was never built. */
export async function readProjection<Row>(
  projections: ProjectionStore,
  projection: Projection<Row>,
): Promise<{ readonly position: Position; readonly rows: Iterable<readonly [string, Row]> } | undefined> {
  // A rebuild may swap between the two calls; then there is a newer one to read.
  for (;;) {
    const serving = await servingBuild(projections, projection);
    if (serving === undefined) return undefined;
    const read = await projections.read(serving);
    if (read === undefined) continue;
    // What a build holds was returned by this projection's `evolve`.
    const rows = read.rows as Iterable<readonly [string, Row]>;
    return { ...read, rows: projection.listed === undefined ? rows : unlisted(rows) };
  }
}

/** What lists show of a projection's rows (`listed`), by key in order, without the rows themselves; as `readProjection`. */
export async function readList<Row, Listed>(
  projections: ProjectionStore,
  projection: Projection<Row, Listed>,
): Promise<{ readonly position: Position; readonly rows: Iterable<readonly [string, Listed]> } | undefined> {
  for (;;) {
    const serving = await servingBuild(projections, projection);
    if (serving === undefined) return undefined;
    const read = await readListOf(projections, projection, serving);
    if (read !== undefined) return read;
  }
}

/** The same of one build, all of it; nothing when the build is gone. */
export async function readListOf<Row, Listed>(
  projections: ProjectionStore,
  _: Projection<Row, Listed>,
  build: ProjectionBuild,
): Promise<{ readonly position: Position; readonly rows: Iterable<readonly [string, Listed]> } | undefined> {
  const read = await projections.read(build, { prefix: listPrefix });
  // What a build holds under these keys was returned by this projection's `listed`.
  return read && { ...read, rows: listed(read.rows as Iterable<readonly [string, Listed]>) };
}

/** The same of one build, of some rows; those that are on no list are not in the answer. */
export async function loadListOf<Row, Listed>(
  projections: ProjectionStore,
  _: Projection<Row, Listed>,
  build: ProjectionBuild,
  keys: readonly string[],
): Promise<Map<string, Listed>> {
  const found = await projections.load(build, keys.map(listKey));
  return new Map(listed([...found] as (readonly [string, Listed])[]));
}

function* unlisted<Row>(rows: Iterable<readonly [string, Row]>): Generator<readonly [string, Row]> {
  for (const row of rows) if (!row[0].startsWith(listPrefix)) yield row;
}

function* listed<Listed>(rows: Iterable<readonly [string, Listed]>): Generator<readonly [string, Listed]> {
  for (const [key, row] of rows) yield [key.slice(listPrefix.length), row];
}

/** One row of a projection by its key, or the only row of one without keys. */
export async function readRow<Row>(
  projections: ProjectionStore,
  projection: Projection<Row>,
  key = "",
): Promise<Row | undefined> {
  const serving = await servingBuild(projections, projection);
  if (serving === undefined) return undefined;
  return (await projections.load(serving, [key])).get(key) as Row | undefined;
}

/** How a projection stands: what readers have, how far behind it is, and what could not be taken in. */
export async function projectionStatus<Row>(
  store: Pick<EventStore, "read" | "head">,
  projections: ProjectionStore,
  projection: Projection<Row>,
): Promise<ProjectionStatus> {
  const builds = await buildsOf(projections, projection);
  const serving = builds.find((one) => one.serving);
  const head = await store.head();
  const position = serving?.position ?? 0;
  const complete = await hasReached(store, projection, { position }, head);
  return {
    name: projection.name,
    version: projection.version,
    serving: serving !== undefined,
    position,
    head,
    lag: complete ? 0 : head - position,
    building: builds.find((one) => !one.serving)?.position,
    parked: serving === undefined ? [] : await projections.parked(serving),
  };
}
