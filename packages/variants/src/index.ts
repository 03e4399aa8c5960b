export { drawMermaid } from "./drawing/draw-mermaid.ts";
export { drawSvg } from "./drawing/draw-svg.ts";
export { type LifecycleGraph, lifecycleGraph } from "./drawing/lifecycle-graph.ts";
export { explainVariant } from "./explaining/explain-variant.ts";
export * from "./places.ts";
export { effectiveVariant } from "./reading/effective.ts";
export type { Origin } from "./reading/origins.ts";
export * from "./reading/problems.ts";
export { type ReadOptions, type ReadVariant, readVariant } from "./reading/read-variant.ts";
