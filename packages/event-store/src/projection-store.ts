import type { Position } from "./event-store.ts";

/**
 * Where projections keep what they folded from the log: rows by key, and the position up to which they were folded.
 * Both change in one transaction, so that after a crash an event is in the rows exactly when its position is.
 *
 * A projection may be there several times at once, as builds: one serves readers while another is being built beside
 * it. Adapters offer this as `store.projections`.
 */
export interface ProjectionStore {
  /** The builds of a projection, of whatever version, oldest first. */
  builds(name: string): Promise<readonly ProjectionBuild[]>;

  /**
   * Starts an empty build at position 0, beside the one that serves this version; or answers with the one that is
   * being built already, so that there are never two.
   *
   * @throws {ProjectionMoved} when another build than `beside` serves by now: what was to be built is there.
   */
  begin(name: string, version: number, beside: ProjectionBuild | undefined): Promise<ProjectionBuild>;

  /** The rows with these keys; a key without a row is not in the answer. The rows are the caller's own. */
  load(build: ProjectionBuild, keys: readonly string[]): Promise<Map<string, unknown>>;

  /**
   * Writes rows, parked events and the new position, all or none.
   *
   * @throws {ProjectionMoved} when the build is not at `batch.from` (another worker was first) or is gone, or when
   *   something to be unparked is not parked any more.
   */
  commit(build: ProjectionBuild, batch: ProjectionBatch): Promise<void>;

  /**
   * Lets readers see this build from now on, and removes the other builds of its name and version, at one moment.
   * Answers `false`, and does nothing, when the one that serves has come further: readers never go back in time.
   */
  serve(build: ProjectionBuild): Promise<boolean>;

  /** The rows of a build as they are at one moment, all or those whose key begins so; nothing when the build is gone. */
  read(
    build: ProjectionBuild,
    options?: { readonly prefix?: string | undefined },
  ): Promise<ProjectionRows | undefined>;

  /** The events that a build could not take in, in order of position. */
  parked(build: ProjectionBuild): Promise<readonly ParkedRow[]>;

  /** Takes a build away with all its rows: an older version that nobody reads any more. */
  remove(build: ProjectionBuild): Promise<void>;
}

/** One time that a projection was folded from the beginning. */
export interface ProjectionBuild {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  /** Everything up to and including this position is in the rows. */
  readonly position: Position;
  /** Whether readers see it, or it is still being built. */
  readonly serving: boolean;
}

/** What one batch of events does to a build. */
export interface ProjectionBatch {
  /** The position that the rows were read at. */
  readonly from: Position;
  readonly to: Position;
  /** Rows are JSON: what survives `JSON.parse(JSON.stringify(row))`. */
  readonly put: ReadonlyMap<string, unknown>;
  /** Never a key that is also put. */
  readonly remove: readonly string[];
  readonly park: readonly ParkedRow[];
  /** What was parked and has been taken in after all. */
  readonly unpark?: readonly Pick<ParkedRow, "position" | "key">[] | undefined;
}

/** Rows in order of key, and the position they were folded up to. */
export interface ProjectionRows {
  readonly position: Position;
  readonly rows: Iterable<readonly [key: string, row: unknown]>;
}

/** An event that a projection's code failed on, for one key. Later events of that key are parked behind it. */
export interface ParkedRow {
  readonly position: Position;
  readonly key: string;
  /** The error's name and message, without personal data. */
  readonly error: string;
  readonly parkedAt: string;
}

/** Another worker has taken events into this build since its rows were read, or it is gone. Read again. */
export class ProjectionMoved extends Error {
  override readonly name = "ProjectionMoved";

  constructor({ name, version }: Pick<ProjectionBuild, "name" | "version">) {
    super(`"${name}" version ${version} has been moved on or replaced by another worker.`);
  }
}
