import {
  type EventStore,
  everyMunicipality,
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
  const [build] = await rebuildProjections(store, projections, [projection], options);
  if (build === undefined) throw new Error(`"${projection.name}" was not built.`);
  return build;
}

/**
 * Rebuilds several projections while reading the log once: reading is what takes longest. Answers with their builds,
 * in the same order. @throws {DOMException} when `signal` aborts; what was built is kept for the next time.
 */
export async function rebuildProjections(
  store: EventStore,
  projections: ProjectionStore,
  all: readonly Projection<unknown>[],
  options: RebuildOptions = {},
): Promise<readonly ProjectionBuild[]> {
  const { signal = new AbortController().signal, time = realTime } = options;
  const goals = await Promise.all(
    all.map(async (projection): Promise<Goal> => {
      return { projection, served: await servingBuild(projections, projection), done: undefined };
    }),
  );
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      await buildAndServe(store, projections, goals, { ...options, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProjectionMoved)) throw error;
      // Another process builds the same. When it has finished, so have we; until then it may take the lead.
      for (const goal of goals) goal.done ??= await builtByAnother(projections, goal);
    }
    const done = goals.flatMap((goal) => goal.done ?? []);
    if (done.length === goals.length) return done;
    await time.sleep(Math.min(25 * 2 ** conflicts, 1_000), signal);
  }
}

/** A projection to be built anew, and the build that came of it. */
interface Goal {
  readonly projection: Projection<unknown>;
  /** What readers had when it began. */
  readonly served: ProjectionBuild | undefined;
  done: ProjectionBuild | undefined;
}

async function builtByAnother(
  projections: ProjectionStore,
  { projection, served }: Goal,
): Promise<ProjectionBuild | undefined> {
  const now = await servingBuild(projections, projection);
  return now !== undefined && now.id !== served?.id ? now : undefined;
}

/** How many rows of a build are kept in memory between two commits: a row that changes often is written less often. */
const rowsPerCommit = 10_000;

/** Builds what is not done yet, until all of it is. */
async function buildAndServe(
  store: EventStore,
  projections: ProjectionStore,
  goals: readonly Goal[],
  options: RebuildOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const { onProgress, signal, batchSize = 1_000 } = options;
  const workers: { readonly goal: Goal; readonly writer: BuildWriter<unknown> }[] = [];
  for (const goal of goals) {
    if (goal.done !== undefined) continue;
    const { name, version } = goal.projection;
    const build = await projections.begin(name, version, goal.served);
    workers.push({ goal, writer: new BuildWriter(build, buildingOf(projections, goal.projection, options)) });
  }
  const busy = () => workers.filter(({ goal }) => goal.done === undefined);
  const query = together(workers.map(({ goal }) => goal.projection.query));
  let last = await lastOf(store, query);

  /** Whether all there is has been taken in and shown to readers. */
  async function isServed(): Promise<boolean> {
    if (busy().some(({ writer }) => writer.position < last)) return false;
    last = await lastOf(store, query);
    if (busy().some(({ writer }) => writer.position < last)) return false;
    for (const { goal, writer } of busy()) {
      await writer.commit();
      if (await projections.serve(writer.build)) goal.done = { ...writer.build, serving: true };
    }
    return busy().length === 0;
  }

  /** Answers false when the events have to be read once more from the last commit. */
  async function takeAll(): Promise<boolean> {
    const after = Math.min(...busy().map(({ writer }) => writer.position));
    // By subscription: a plain read might miss an event whose transaction commits after that of a later one.
    for await (const batch of store.subscribe(query, { after, signal, batchSize })) {
      try {
        for (const { writer } of busy()) await writer.take(batch);
      } catch (error) {
        if (error instanceof ReadAgain) return false;
        throw error;
      }
      for (const { writer } of busy()) if (writer.changes >= rowsPerCommit) await writer.commit();
      onProgress?.({ position: batch.at(-1)?.position ?? after, head: last });
      if (signal.aborted) for (const { writer } of busy()) await writer.commit();
      signal.throwIfAborted();
      if (await isServed()) return true;
    }
    signal.throwIfAborted();
    throw new Error("The log was closed while a projection was being built.");
  }

  if (!(await isServed())) while (!(await takeAll()));
}

/** What asks for everything that any of these asks for, and perhaps more. */
function together(queries: readonly Query[]): Query {
  const [first, ...others] = queries;
  if (first === undefined || others.some(({ municipality }) => municipality !== first.municipality))
    return { municipality: everyMunicipality };
  if (queries.some(({ items }) => !items?.length)) return { municipality: first.municipality };
  return { municipality: first.municipality, items: queries.flatMap(({ items }) => items ?? []) };
}

/** Where the last event lies that matches; 0 when none does. */
async function lastOf(store: EventStore, query: Query): Promise<Position> {
  for await (const [last] of store.read(query, { backwards: true, limit: 1 })) return last?.position ?? 0;
  return 0;
}
