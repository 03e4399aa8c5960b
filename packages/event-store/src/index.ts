export {
  checkAppend,
  checkFollows,
  checkRestore,
  newEventSchema,
  ownCondition,
  sequenced,
  sequencedEventSchema,
} from "./check.ts";
export * from "./checkpoints.ts";
export * from "./errors.ts";
export * from "./event-store.ts";
export { type InMemoryEventStore, inMemoryEventStore } from "./in-memory.ts";
export { inMemoryProjections } from "./in-memory-projections.ts";
export { matches, matchesItem } from "./matches.ts";
export { exportLog, ImportFailed, importLog } from "./move.ts";
export * from "./projection-store.ts";
export { runSubscription, type Subscription, type SubscriptionOptions } from "./subscription.ts";
export { termOf } from "./term.ts";
export { realTime, type Timekeeping } from "./timekeeping.ts";
export {
  BrokenChain,
  type UpcastEvent,
  type Upcaster,
  UpcastFailed,
  upcaster,
  upcastWith,
  withUpcasters,
} from "./upcasters.ts";
export { type Finding, type VerifyOptions, verifyLog } from "./verify.ts";
export { type WakeUp, wakeUp } from "./wake-up.ts";
