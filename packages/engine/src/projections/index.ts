export { defineProjection, foldInto, foldProjection, type Projection } from "./projection.ts";
export { type ProjectionStatus, projectionStatus, readProjection, readRow } from "./read-projection.ts";
export { type BuildProgress, type RebuildOptions, rebuildProjection } from "./rebuild.ts";
export { type RunningProjection, type RunOptions, runProjection } from "./run-projection.ts";
