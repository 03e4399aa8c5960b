import {
  type CoachId,
  type CoachState,
  deadlines,
  isClosed,
  isOnTheWay,
  type ReferralId,
  type ReferralState,
  type Variant,
} from "@wor/lifecycle";

/** What the promises are checked on. */
export interface Town {
  readonly states: Iterable<ReferralState>;
  readonly coaches: ReadonlyMap<CoachId, CoachState>;
  readonly variantOf: (state: ReferralState) => Variant | undefined;
}

/** A promise that does not hold, in a sentence, and for which referral. */
export interface BrokenPromise {
  readonly sentence: string;
  readonly referral: ReferralId;
}

/**
 * The promises that hold at every moment of every care path, checked from the outside: never open twice by
 * accident; never forgotten; never left with a coach who is gone; always heard back. Answers those that are broken.
 */
export function brokenPromises({ states, coaches, variantOf }: Town): BrokenPromise[] {
  const broken: BrokenPromise[] = [];
  const open = new Map<string, ReferralId>();
  for (const state of states) {
    const { id, resident, pathway } = state.record;
    const note = (sentence: string) => broken.push({ sentence, referral: id });
    if (isOnTheWay(state.place) && state.record.secondBecause === undefined) {
      const before = open.get(`${pathway}|${resident}`);
      if (before !== undefined) note(`${resident} is open twice by accident, as ${before} and as ${id}`);
      open.set(`${pathway}|${resident}`, id);
    }
    if (isClosed(state.place)) {
      if (!wasHeard(state))
        note(`${resident}'s referral is closed and the referrer has not heard, nor why not`);
      continue;
    }
    const variant = variantOf(state);
    if (variant === undefined) note(`${resident}'s referral follows rules that are not loaded`);
    else if (!deadlines(state, variant).some(hasOwner))
      note(`${resident} is forgotten: there is no next step with an owner and a due date`);
    const coach = state.record.coach.id;
    if (coach !== undefined && !worksHere(coaches.get(coach)))
      note(`${resident} is left with ${coach}, who is gone`);
    const standIn = state.record.coach.standIn;
    if (standIn !== undefined && !worksHere(coaches.get(standIn)))
      note(`${resident} is left with the stand-in ${standIn}, who is gone`);
  }
  return broken;
}

const hasOwner = ({ owner, dueAt }: ReturnType<typeof deadlines>[number]): boolean =>
  owner.role !== undefined && dueAt !== undefined;

const worksHere = (coach: CoachState | undefined): boolean => coach?.known === true && !coach.departed;

const wasHeard = ({ place }: ReferralState): boolean =>
  place.feedback === "given" || place.feedback === "notPossible";
