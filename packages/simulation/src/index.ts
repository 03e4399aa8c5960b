export { CarePathFailure, StepRefused, StoryDiffers } from "./harness/failure.ts";
export type { PathMoment } from "./harness/log-view.ts";
export type { Message } from "./harness/messages.ts";
export { type Municipality, type MunicipalityOptions, municipality } from "./harness/municipality.ts";
export type { Path } from "./harness/path.ts";
export type { PathExpectations } from "./harness/path-expectations.ts";
export type { Coach, CoachExpectations, Person } from "./harness/people.ts";
export { type BrokenPromise, brokenPromises, type Town } from "./harness/promises.ts";
export type { Sentence, Who } from "./harness/sentence.ts";
export type { Time } from "./harness/time.ts";
export { timeline } from "./harness/timeline.ts";
export type { Reading, TownExpectations } from "./harness/town-expectations.ts";
export type { Verb } from "./harness/verbs.ts";
export { type CoverBounds, coverPaths, type Explored, type Scenario } from "./paths/cover.ts";
export { Coverage, type CoverageKind, type Covered, coverageKinds, type Reached } from "./paths/coverage.ts";
export { type Bounds, type MachinePath, shortestPaths, simplePaths } from "./paths/machine-paths.ts";
export {
  type ActivityBehaviour,
  type Behaviour,
  type CoachBehaviour,
  firstDay,
  type Handover,
  never,
  type Stopping,
  valuesOf,
} from "./population/behaviour.ts";
export { behaviourFor } from "./population/behaviours/behaviour-for.ts";
export { behaviourIn } from "./population/behaviours/behaviour-in.ts";
export { nijmegenYear } from "./population/behaviours/nijmegen.ts";
export { fittedBehaviours } from "./population/behaviours/places.ts";
export {
  gripAndGlans,
  samenInBewegingProject,
  zwartewaterlandWithoutCoach,
} from "./population/behaviours/samen-in-beweging.ts";
export type { Days, Weights } from "./population/chance.ts";
export { InvalidBehaviour } from "./population/check-behaviour.ts";
export type { Durations } from "./population/durations.ts";
export {
  type PopulationOptions,
  type Progress,
  type Simulated,
  simulatePopulation,
} from "./population/simulate.ts";
export type { Month, Summary } from "./population/summary.ts";
export {
  type Change,
  feedbackWithin,
  oneCoachFewer,
  onlyReferring,
  type WhatIf,
  type World,
  whatIf,
} from "./population/what-if.ts";
