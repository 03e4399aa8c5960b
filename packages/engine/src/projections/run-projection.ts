import {
  type EventStore,
  type Position,
  ProjectionMoved,
  type ProjectionStore,
  realTime,
  wakeUp,
} from "@wor/event-store";
import { BuildWriter, ReadAgain } from "./build-writer.ts";
import { hasReached, servingBuild } from "./builds.ts";
import { buildingOf } from "./options.ts";
import type { Projection } from "./projection.ts";
import { type RebuildOptions, rebuildProjection } from "./rebuild.ts";

/** How a projection is kept up. */
export interface RunOptions extends Omit<RebuildOptions, "signal"> {
  /** Hears of failures of the stores; the worker goes on trying. Default: nobody does. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
}

/** A worker that keeps a projection up with the log. */
export interface RunningProjection {
  /** Resolves when every event up to `position` is in what readers see: for reading one's own writes. */
  reached(position: Position, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Stops after the batch at hand. */
  stop(): Promise<void>;
}

/**
 * Keeps a projection up with the log until stopped. Any number of processes may run the same one: batches are
 * committed only on the position they were folded from, so the rows come out the same. A version that was never
 * built is built first; what readers have of an older version stays as it was until somebody removes it.
 */
export function runProjection<Row>(
  store: EventStore,
  projections: ProjectionStore,
  projection: Projection<Row>,
  options: RunOptions = {},
): RunningProjection {
  const { onTrouble, time = realTime, batchSize = 500 } = options;
  const stopping = new AbortController();
  const signal = stopping.signal;
  const progress = wakeUp();
  let failures = 0;

  async function follow(): Promise<void> {
    const build =
      (await servingBuild(projections, projection)) ??
      (await rebuildProjection(store, projections, projection, { ...options, signal }));
    progress.ring();
    const writer = new BuildWriter(build, buildingOf(projections, projection, options));
    while (!(await takeAll(writer)));
  }

  /** Answers false when the events have to be read once more from the last commit. */
  async function takeAll(writer: BuildWriter<Row>): Promise<boolean> {
    const from = { after: writer.build.position, signal, batchSize };
    for await (const batch of store.subscribe(projection.query, from)) {
      try {
        await writer.take(batch);
      } catch (error) {
        if (error instanceof ReadAgain) return false;
        throw error;
      }
      await writer.commit();
      failures = 0;
      progress.ring();
      if (signal.aborted) return true;
    }
    return true;
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await follow();
      } catch (error) {
        if (!signal.aborted && !(error instanceof ProjectionMoved)) onTrouble?.(error);
      }
      // Somebody else is at work, or a store is in trouble or closed: trying less often helps them all.
      await time.sleep(Math.min(25 * 2 ** failures, 5_000), signal);
      failures += 1;
    }
  }

  async function isReached(position: Position): Promise<boolean> {
    const serving = await servingBuild(projections, projection);
    return serving !== undefined && (await hasReached(store, projection, serving, position));
  }

  const finished = run();
  return {
    async reached(position, { signal: asked } = {}) {
      const either = asked === undefined ? signal : AbortSignal.any([asked, signal]);
      for (;;) {
        const waiting = new AbortController();
        const awake = AbortSignal.any([either, waiting.signal]);
        const news = progress.next(awake);
        try {
          if (await isReached(position)) return;
          either.throwIfAborted();
          // Another worker's progress cannot be heard, so it is looked up now and then.
          await Promise.race([news, time.sleep(100, awake)]);
        } finally {
          waiting.abort();
        }
      }
    },
    async stop() {
      stopping.abort();
      await finished;
    },
  };
}
