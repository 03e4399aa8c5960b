import {
  type EventStore,
  type ParkedRow,
  type Position,
  type ProjectionBuild,
  ProjectionMoved,
  type ProjectionStore,
  type SequencedEvent,
} from "@wor/event-store";
import { servingBuild } from "./builds.ts";
import { writesOf } from "./listed.ts";
import type { Projection } from "./projection.ts";

/** What retrying came to. */
export interface Retried {
  /** Parked events that have been taken in after all. */
  readonly handled: number;
  /** Those that are parked still. */
  readonly left: number;
}

/**
 * Takes in after all what a projection had set aside, row by row and in order, for when what stood in the way is gone:
 * a variant is loaded, an upcaster added. What fails again stays parked, with all that waits behind it. Others may
 * run the projection meanwhile. The only row of a projection without keys has gone on without the event, and is made
 * whole by a rebuild alone.
 */
export async function retryParked<Row>(
  store: Pick<EventStore, "read">,
  projections: ProjectionStore,
  projection: Projection<Row>,
): Promise<Retried> {
  const first = await servingBuild(projections, projection);
  const parked = first === undefined ? [] : await projections.parked(first);
  let handled = 0;
  if (projection.key !== undefined)
    for (const key of new Set(parked.map((one) => one.key)))
      handled += await retryRow(store, projections, projection, key);
  const serving = await servingBuild(projections, projection);
  return { handled, left: serving === undefined ? 0 : (await projections.parked(serving)).length };
}

async function retryRow<Row>(
  store: Pick<EventStore, "read">,
  projections: ProjectionStore,
  projection: Projection<Row>,
  key: string,
): Promise<number> {
  for (;;) {
    const build = await servingBuild(projections, projection);
    if (build === undefined) return 0;
    const parked = (await projections.parked(build)).filter((one) => one.key === key);
    const { row, taken } = await foldAgain(store, projections, projection, build, parked);
    if (taken.length === 0) return 0;
    const writes = writesOf(projection, [[key, row]]);
    try {
      const { position } = build;
      await projections.commit(build, { from: position, to: position, ...writes, park: [], unpark: taken });
      return taken.length;
    } catch (error) {
      // Somebody moved the build on, or tried again at the same moment: look once more.
      if (!(error instanceof ProjectionMoved)) throw error;
    }
  }
}

/** The row with as many of its parked events as can be taken in. */
async function foldAgain<Row>(
  store: Pick<EventStore, "read">,
  projections: ProjectionStore,
  projection: Projection<Row>,
  build: ProjectionBuild,
  parked: readonly ParkedRow[],
): Promise<{ readonly row: Row | undefined; readonly taken: readonly ParkedRow[] }> {
  const key = parked[0]?.key ?? "";
  // What a build holds was returned by this very `evolve`.
  let row = (await projections.load(build, [key])).get(key) as Row | undefined;
  const taken: ParkedRow[] = [];
  for (const one of parked) {
    const event = await eventAt(store, projection, one.position);
    try {
      const known = structuredClone(row ?? projection.initial);
      if (event !== undefined) row = projection.evolve(known, event, key);
      taken.push(one);
    } catch {
      break;
    }
  }
  return { row, taken };
}

async function eventAt(
  store: Pick<EventStore, "read">,
  { query }: Pick<Projection<never>, "query">,
  position: Position,
): Promise<SequencedEvent | undefined> {
  for await (const [event] of store.read(query, { after: position - 1, limit: 1 }))
    return event?.position === position ? event : undefined;
  return undefined;
}
