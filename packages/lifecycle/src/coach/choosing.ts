import type { ReferralRecord } from "../referral/record.ts";
import type { Variant } from "../variant/schema.ts";
import type { CoachId } from "../vocabulary/identifiers.ts";
import { capacityOf } from "./capacity.ts";
import type { CoachState } from "./coach.ts";

/**
 * The coaches who could take a referral on, best first: the same practice (Kampen couples coaches to practices,
 * Samen in beweging L2837-2848), then the same area (Nijmegen L20-22), then the least loaded for their room.
 * Fixed contacts are a success factor (L1449-1464), so a former coach of the resident comes first of all, but not one
 * who gave the resident back: that is for a person to decide.
 */
export function coachesToAsk(
  record: Pick<ReferralRecord, "referrer" | "area" | "coach">,
  coaches: ReadonlyMap<CoachId, CoachState>,
  variant: Variant,
): CoachId[] {
  return [...availableCoaches(coaches, variant)]
    .filter(([id]) => !record.coach.gaveBack?.includes(id))
    .map(([id, coach]) => ({
      id,
      rank: rank(id, coach, record),
      load: coach.caseload.length / capacityOf(coach, variant),
    }))
    .sort((a, b) => a.rank - b.rank || a.load - b.load || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/**
 * Those of `coaches` who could take anybody on now. That is the same for every referral under a variant: while there
 * is nobody, whoever waits for a coach goes on waiting, and need not be looked at.
 */
export function availableCoaches(
  coaches: ReadonlyMap<CoachId, CoachState>,
  variant: Variant,
): Map<CoachId, CoachState> {
  return new Map([...coaches].filter(([, coach]) => isAvailable(coach, variant)));
}

/** Whether a coach could take anybody on: works here, is there, is trained where that is asked, and has room. */
export function isAvailable(coach: CoachState, variant: Variant): boolean {
  return (
    coach.known &&
    !coach.departed &&
    coach.leave === undefined &&
    (coach.trained || !variant.coach.trainingRequired) &&
    coach.caseload.length < capacityOf(coach, variant)
  );
}

function rank(
  id: CoachId,
  coach: CoachState,
  { referrer, area, coach: own }: Pick<ReferralRecord, "referrer" | "area" | "coach">,
): number {
  if (own.former.includes(id)) return 0;
  if (referrer.organisation !== undefined && coach.practices.includes(referrer.organisation)) return 1;
  if (area !== undefined && coach.areas.includes(area)) return 2;
  return 3;
}
