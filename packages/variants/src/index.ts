export * from "./places.ts";
export type { Origin } from "./reading/origins.ts";
export * from "./reading/problems.ts";
export { type ReadOptions, type ReadVariant, readVariant } from "./reading/read-variant.ts";
