import type { Situation } from "../decision.ts";
import { type Rejection, reject } from "../rejections.ts";
import type { Variant } from "../variant/schema.ts";
import type { Code, ReferralId } from "../vocabulary/identifiers.ts";
import { dateOf } from "../vocabulary/times.ts";
import type { Pathway } from "./record.ts";
import type { ResidentReferral, ResidentState } from "./resident.ts";

/**
 * The same resident is never open twice by accident: one open referral per resident and pathway, whatever the
 * route. A deliberate second one needs a reason and somebody who may decide so. The sources do not describe
 * double registration but print the conditions for it (cases E1, S7); blocking with an audited override is what
 * peers do (peers.md, P1).
 */
export function openTwice(
  { known, variant, actor }: Pick<Situation<unknown>, "known" | "variant" | "actor">,
  second: Code | undefined,
  itself?: ReferralId,
): Rejection | undefined {
  const open = openReferral(known, variant, itself);
  const override = variant.duplicates.overrideBy;
  if (open === undefined) return second === undefined ? undefined : reject("second-without-first");
  if (second === undefined) {
    return reject("referral-already-open", { referral: open.referral, since: dateOf(open.since), override });
  }
  return override.includes(actor.role)
    ? undefined
    : reject("second-not-permitted", { role: actor.role, override });
}

/** The referral that is open for the resident, other than `itself`: of this pathway, or of any. */
export function openReferral(
  known: ResidentKnown,
  { duplicates, pathway }: Pick<Variant, "duplicates" | "pathway">,
  itself?: ReferralId,
): ResidentReferral | undefined {
  return referralsOf(known).find(
    (one) =>
      one.open && one.referral !== itself && (duplicates.within === "resident" || one.pathway === pathway),
  );
}

/** The latest earlier episode of this pathway, to link a new one to. */
export function previousReferral(known: ResidentKnown, pathway: Pathway): ReferralId | undefined {
  return referralsOf(known).findLast((one) => !one.open && !one.inError && one.pathway === pathway)?.referral;
}

type ResidentKnown = { readonly resident: ResidentState; readonly formerResident: ResidentState };

/** By either pseudonym; what was registered while keys were being replaced is under both. */
const referralsOf = ({ resident, formerResident }: ResidentKnown): readonly ResidentReferral[] => [
  ...formerResident.referrals,
  ...resident.referrals,
];
