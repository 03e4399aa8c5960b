export * from "./activity/activity.ts";
export * from "./allowed.ts";
export * from "./coach/capacity.ts";
export * from "./coach/choosing.ts";
export * from "./coach/coach.ts";
export * from "./command-types.ts";
export * from "./decide.ts";
export type * from "./decision.ts";
export * from "./decisions.ts";
export * from "./ending/reasons.ts";
export * from "./evolve.ts";
export type * from "./fact.ts";
export * from "./facts.ts";
export * from "./feedback/moments.ts";
export { recipientOf } from "./feedback/recipient.ts";
export { type CompiledMachine, compiled, type PlaceNode, placeKey } from "./machine/compiled.ts";
export * from "./machine/place.ts";
export * from "./measurement/instruments.ts";
export * from "./pathway-intake/intake.ts";
export * from "./permission/permissions.ts";
export * from "./referral/record.ts";
export * from "./referral/resident.ts";
export * from "./referral/suitability.ts";
export * from "./rejections.ts";
export * from "./retention.ts";
export * from "./steps/deadlines.ts";
export * from "./steps/due-commands.ts";
export { type StepKind, stepKinds } from "./steps/step-kinds.ts";
export * from "./steps/taking.ts";
export * from "./subjects.ts";
export type { View } from "./surroundings/view.ts";
export * from "./tags.ts";
export { type CheckOptions, checkVariant } from "./variant/checking/check-variant.ts";
export type { RouteStep } from "./variant/checking/explore.ts";
export {
  type VariantProblem,
  type VariantProblemCode,
  variantProblems,
} from "./variant/checking/problems.ts";
export { said } from "./variant/described.ts";
export { DecisionTree } from "./variant/referring-policy.ts";
export * from "./variant/schema.ts";
export * from "./vocabulary/identifiers.ts";
export * from "./vocabulary/roles.ts";
export * from "./vocabulary/times.ts";
export * from "./vocabulary/words.ts";
