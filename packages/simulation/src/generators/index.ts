export * from "./interleaving.ts";
export { endAll, Life, type LivesOptions, liveOn, lives } from "./lives.ts";
export type { Move } from "./moves.ts";
export * from "./registrations.ts";
export * from "./surroundings.ts";
export * from "./variants.ts";
