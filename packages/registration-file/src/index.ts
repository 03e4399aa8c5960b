export type { Field, OwnHeadings } from "./columns.ts";
export type { Problem, ProblemCode } from "./problems.ts";
export { type ReadOptions, type RegistrationFile, readRegistrations } from "./read-registrations.ts";
export type { RegistrationRow } from "./row.ts";
export type { FeedbackMessage, OwnWords, ReferrerType } from "./words.ts";
