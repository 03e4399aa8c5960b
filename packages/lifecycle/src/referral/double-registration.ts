import type { Situation } from "../decision.ts";
import { type Rejection, reject } from "../rejections.ts";
import type { Known } from "../subjects.ts";
import type { Variant } from "../variant/schema.ts";
import type { Code, ReferralId } from "../vocabulary/identifiers.ts";
import { dateOf } from "../vocabulary/times.ts";
import type { Pathway } from "./record.ts";
import type { ResidentReferral } from "./resident.ts";

/**
 * The same resident is never open twice by accident: one open referral per resident and pathway, whatever the
 * route. A deliberate second one needs a reason and somebody who may decide so. The sources do not describe
 * double registration but print the conditions for it (cases E1, S7); blocking with an audited override is what
 * peers do (peers.md, P1).
 */
export function openTwice(
  { known, variant, variantOf, actor }: Pick<Situation<unknown>, "known" | "variant" | "variantOf" | "actor">,
  second: Code | undefined,
  itself?: ReferralId,
): Rejection | undefined {
  const open = openReferral(known, variant, variantOf, itself);
  const override = variant.duplicates.overrideBy;
  if (open === undefined) return second === undefined ? undefined : reject("second-without-first");
  if (second === undefined) {
    return reject("referral-already-open", { referral: open.referral, since: dateOf(open.since), override });
  }
  return override.includes(actor.role)
    ? undefined
    : reject("second-not-permitted", { role: actor.role, override });
}

type Open = Pick<ResidentReferral, "referral" | "since">;

/**
 * The referral that is open for the resident, other than `itself`: of this pathway, or of any where the rules of
 * either of the two want just one per resident.
 */
function openReferral(
  known: ResidentKnown,
  { duplicates, pathway }: Pick<Variant, "duplicates" | "pathway">,
  variantOf: Situation<unknown>["variantOf"],
  itself?: ReferralId,
): Open | undefined {
  // Rules that are not loaded here may want it: then it is for a person to say.
  const wantsOne = ({ variant: { id, version } }: ResidentReferral) =>
    duplicates.within === "resident" || variantOf(id, version)?.duplicates.within !== "pathway";
  return referralsOf(known).find(
    (one) => one.open && one.referral !== itself && (one.pathway === pathway || wantsOne(one)),
  );
}

/** The latest earlier episode of this pathway, to link a new one to. */
export function previousReferral(known: ResidentKnown, pathway: Pathway): ReferralId | undefined {
  return referralsOf(known)
    .filter((one) => !one.open && !one.inError && one.pathway === pathway)
    .reduce<ResidentReferral | undefined>(
      (last, one) => (last === undefined || one.since >= last.since ? one : last),
      undefined,
    )?.referral;
}

type ResidentKnown = Pick<Known, "resident" | "formerResident" | "alsoKnownAs">;

/** By any pseudonym; what was registered while keys were being replaced is under two, a merged duplicate under another. */
const referralsOf = ({
  resident,
  formerResident,
  alsoKnownAs,
}: ResidentKnown): readonly ResidentReferral[] => [
  ...alsoKnownAs.flatMap(({ referrals }) => referrals),
  ...formerResident.referrals,
  ...resident.referrals,
];
