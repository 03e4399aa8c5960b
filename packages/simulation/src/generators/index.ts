export * from "./interleaving.ts";
export { endAll, Life, type LivesOptions, liveOn, lives, type Move } from "./lives.ts";
export * from "./registrations.ts";
export * from "./surroundings.ts";
export * from "./variants.ts";
