export { defineProjection, foldInto, foldProjection, type Projection } from "./projection.ts";
export {
  loadListOf,
  type ProjectionStatus,
  projectionStatus,
  readList,
  readListOf,
  readProjection,
  readRow,
} from "./read-projection.ts";
export { type BuildProgress, type RebuildOptions, rebuildProjection, rebuildProjections } from "./rebuild.ts";
export { type Retried, retryParked } from "./retry-parked.ts";
export { type RunningProjection, type RunOptions, runProjection } from "./run-projection.ts";
