import {
  type EventStore,
  type Position,
  type ProjectionBuild,
  ProjectionMoved,
  type ProjectionStore,
  type Query,
  realTime,
} from "@wor/event-store";
import { BuildWriter, ReadAgain } from "./build-writer.ts";
import { servingBuild } from "./builds.ts";
import { type BuildOptions, buildingOf } from "./options.ts";
import type { Projection } from "./projection.ts";

/** How to rebuild. */
export interface RebuildOptions extends BuildOptions {
  /** Is told how far the build is, after every batch. */
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far a build is. */
export interface BuildProgress {
  readonly position: Position;
  /** Where the last event lies that has to be taken in, as far as is known. */
  readonly head: Position;
}

/**
 * Folds a projection from the beginning beside the one that serves, and swaps them at one moment, when the new one
 * has come as far. Readers are never without. A rebuild that was broken off goes on where it was; changed code needs
 * a new version, which is a build of its own.
 *
 * @throws {DOMException} when `signal` aborts; what was built is kept for the next time.
 */
export async function rebuildProjection<Row>(
  store: EventStore,
  projections: ProjectionStore,
  projection: Projection<Row>,
  options: RebuildOptions = {},
): Promise<ProjectionBuild> {
  const { signal = new AbortController().signal, time = realTime } = options;
  const served = await servingBuild(projections, projection);
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      const build = await projections.begin(projection.name, projection.version, served);
      return await buildAndServe(store, build, projections, projection, { ...options, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProjectionMoved)) throw error;
      // Another process builds the same. When it has finished, so have we; until then it may take the lead.
      const now = await servingBuild(projections, projection);
      if (now !== undefined && now.id !== served?.id) return now;
      await time.sleep(Math.min(25 * 2 ** conflicts, 1_000), signal);
    }
  }
}

/** How many changed rows are kept in memory between two commits: a row that changes often is written less often. */
const rowsPerCommit = 5_000;

async function buildAndServe<Row>(
  store: EventStore,
  build: ProjectionBuild,
  projections: ProjectionStore,
  projection: Projection<Row>,
  options: RebuildOptions & { readonly signal: AbortSignal },
): Promise<ProjectionBuild> {
  const { onProgress, signal, batchSize = 1_000 } = options;
  const writer = new BuildWriter(build, buildingOf(projections, projection, options));

  let goal = await lastOf(store, projection.query);

  /** Whether all there is has been taken in and shown to readers. */
  async function isServed(): Promise<boolean> {
    if (writer.position < goal) return false;
    goal = await lastOf(store, projection.query);
    if (writer.position < goal) return false;
    await writer.commit();
    return await projections.serve(writer.build);
  }

  /** Answers false when the events have to be read once more from the last commit. */
  async function takeAll(): Promise<boolean> {
    // By subscription: a plain read might miss an event whose transaction commits after that of a later one.
    const from = { after: writer.build.position, signal, batchSize };
    for await (const batch of store.subscribe(projection.query, from)) {
      try {
        await writer.take(batch);
      } catch (error) {
        if (error instanceof ReadAgain) return false;
        throw error;
      }
      if (writer.changes >= rowsPerCommit) await writer.commit();
      onProgress?.({ position: writer.position, head: goal });
      if (signal.aborted) await writer.commit();
      signal.throwIfAborted();
      if (await isServed()) return true;
    }
    signal.throwIfAborted();
    throw new Error("The log was closed while a projection was being built.");
  }

  if (!(await isServed())) while (!(await takeAll()));
  return { ...writer.build, serving: true };
}

/** Where the last event lies that matches; 0 when none does. */
async function lastOf(store: EventStore, query: Query): Promise<Position> {
  for await (const [last] of store.read(query, { backwards: true, limit: 1 })) return last?.position ?? 0;
  return 0;
}
