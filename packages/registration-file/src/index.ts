export {
  type Field as RegistrationField,
  fields as registrationFields,
  type OwnHeadings,
} from "./columns.ts";
export { largestFile } from "./decode.ts";
export type { Problem, ProblemCode } from "./problems.ts";
export { type ReadOptions, type RegistrationFile, readRegistrations } from "./read-registrations.ts";
export type { RegistrationRow } from "./row.ts";
export type { FeedbackMessage, OwnWords, ReferrerType } from "./words.ts";
