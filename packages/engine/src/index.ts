export type { Access } from "./access.ts";
export type { Answer, Given } from "./asked.ts";
export { type Ran, systemActor } from "./by-itself.ts";
export * from "./engine.ts";
export type { Executed } from "./execute.ts";
export { MunicipalityOverview } from "./municipality-overview.ts";
export * from "./outbox/index.ts";
export * from "./projections/index.ts";
export { type Around, reactionRules } from "./reactions.ts";
export type { Moment, Reader } from "./reading.ts";
export { toFact, toLifeFact, UnknownFactVersion } from "./recorded-facts.ts";
export * from "./refusals/index.ts";
export {
  observeOutbox,
  observeProjections,
  type TelemetryOptions,
  withOutboxTelemetry,
  withTelemetry,
} from "./telemetry/telemetry.ts";
export { VariantConflict } from "./variant-shelf.ts";
