import type { ReferralRecord } from "../referral/record.ts";
import type { Variant } from "../variant/schema.ts";
import type { CoachId } from "../vocabulary/identifiers.ts";
import type { Actor, Role } from "../vocabulary/roles.ts";
import type { Words } from "../vocabulary/words.ts";

/** What decides whose a referral is. */
export interface Owned extends Pick<ReferralRecord, "resident" | "formerResident" | "referrer"> {
  readonly coach?: { readonly id?: CoachId | undefined; readonly standIn?: CoachId | undefined } | undefined;
}

interface Ownership {
  readonly isOwn: (actor: Actor, referral: Owned) => boolean;
  /** Which referrals that are. */
  readonly words: Words;
}

const ofTheirPractice: Ownership = {
  isOwn: ({ organisation }, { referrer }) =>
    organisation !== undefined && referrer.organisation === organisation,
  words: {
    nl: "die van de eigen praktijk of organisatie",
    en: "those of one's own practice or organisation",
  },
};

/**
 * Which referrals are somebody's own, by role: what a referral itself tells of whose it is. A coordinator or a
 * municipality sees to all of them; of who offers an activity or visits as a volunteer, a referral tells nothing.
 *
 * A referral without a coach is every coach's, so that nobody waits for whoever is gone.
 */
const ownerships = {
  resident: {
    isOwn: ({ id }, { resident, formerResident }) => id === resident || id === formerResident,
    words: { nl: "die van de inwoner zelf", en: "those of the resident" },
  },
  referrer: ofTheirPractice,
  practiceNurse: ofTheirPractice,
  coach: {
    isOwn: ({ id }, { coach }) => coach?.id === undefined || coach.id === id || coach.standIn === id,
    words: {
      nl: "wie deze coach begeleidt of waarneemt, en wie nog geen coach heeft",
      en: "whom this coach guides or stands in for, and whoever has no coach yet",
    },
  },
} as const satisfies { readonly [R in Role]?: Ownership };

/** A role that can have referrals of its own. */
export type OwningRole = keyof typeof ownerships;
/** The roles that can have referrals of their own. */
export const owningRoles = ["resident", "referrer", "practiceNurse", "coach"] as const satisfies OwningRole[];

/** Which referrals are the own ones of somebody in a role, in words. */
export const ownWords = Object.fromEntries(owningRoles.map((role) => [role, ownerships[role].words])) as {
  readonly [R in OwningRole]: Words;
};

/**
 * Whether a role may act on nothing but referrals of its own. A resident never may on anybody else's: that is our
 * default, and no variant takes it away, since the AVG asks that nobody gets at more than they need.
 */
export const onlyOwn = (
  role: Role,
  { ownReferralsOnly = [] }: Pick<Variant, "ownReferralsOnly">,
): role is OwningRole => role === "resident" || ownReferralsOnly.some((one) => one === role);

/** Whether a referral is the actor's own. A role that cannot have any of its own has none. */
export const isOwn = (actor: Actor, referral: Owned): boolean =>
  isOwning(actor.role) && ownerships[actor.role].isOwn(actor, referral);

/** Whether a referral is another's to somebody who is kept to their own. */
export const isKeptFrom = (
  actor: Actor,
  referral: Owned,
  variant: Pick<Variant, "ownReferralsOnly">,
): boolean => onlyOwn(actor.role, variant) && !isOwn(actor, referral);

const isOwning = (role: Role): role is OwningRole => Object.hasOwn(ownerships, role);
