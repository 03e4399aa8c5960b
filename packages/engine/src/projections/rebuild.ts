import {
  type EventStore,
  type Position,
  type ProjectionBuild,
  ProjectionMoved,
  type ProjectionStore,
  realTime,
} from "@wor/event-store";
import { BuildWriter } from "./build-writer.ts";
import { hasReached, servingBuild } from "./builds.ts";
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
  /** Where the log ended when it was last looked at. */
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

async function buildAndServe<Row>(
  store: EventStore,
  build: ProjectionBuild,
  projections: ProjectionStore,
  projection: Projection<Row>,
  options: RebuildOptions & { readonly signal: AbortSignal },
): Promise<ProjectionBuild> {
  const { onProgress, signal, batchSize = 500 } = options;
  const writer = new BuildWriter(build, buildingOf(projections, projection, options));
  const isThere = async () =>
    (await hasReached(store, projection, writer.build, await store.head())) &&
    (await projections.serve(writer.build));
  if (await isThere()) return { ...writer.build, serving: true };
  // By subscription: a plain read might miss an event whose transaction commits after that of a later one.
  for await (const batch of store.subscribe(projection.query, { after: build.position, signal, batchSize })) {
    await writer.take(batch);
    onProgress?.({ position: writer.build.position, head: await store.head() });
    signal.throwIfAborted();
    if (await isThere()) return { ...writer.build, serving: true };
  }
  signal.throwIfAborted();
  throw new Error("The log was closed while a projection was being built.");
}
