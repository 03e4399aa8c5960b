import { type Rejection, reject } from "../rejections.ts";
import type { Variant } from "../variant/schema.ts";
import type { CoachId } from "../vocabulary/identifiers.ts";
import type { CoachState } from "./coach.ts";

/** How many residents a coach can guide at a time: the coach's own number, or what the hours allow, or else the variant's. */
export function capacityOf(coach: CoachState, { coach: policy }: Pick<Variant, "coach">): number {
  if (coach.maxCaseload !== undefined) return coach.maxCaseload;
  return policy.residentsPerHour === undefined || coach.hoursPerWeek === undefined
    ? policy.maxCaseload
    : Math.floor(coach.hoursPerWeek * policy.residentsPerHour);
}

/**
 * Whether the coach has room. Full is no end: the referral waits in sight for a coach (Samen in beweging
 * L5362-5367, L4627-4640; RIVM/TNO L1326-1330).
 */
export function coachHasRoom(coach: CoachId, state: CoachState, variant: Variant): Rejection | undefined {
  const capacity = capacityOf(state, variant);
  return state.caseload.length >= capacity
    ? reject("coach-full", { coach, caseload: state.caseload.length, capacity })
    : undefined;
}
