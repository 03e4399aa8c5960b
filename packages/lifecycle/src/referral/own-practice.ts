import type { ReferralSituation, Rule, Situation } from "../decision.ts";
import { type Rejection, reject } from "../rejections.ts";
import type { OrganisationId } from "../vocabulary/identifiers.ts";
import type { Role } from "../vocabulary/roles.ts";

/** Who refers or receives feedback does so for a practice. */
const ofAPractice: ReadonlySet<Role> = new Set(["referrer", "practiceNurse"]);

/** Nobody acts for another practice, as far as it is known which both are. */
export const fromOwnPractice: Rule<ReferralSituation<unknown>> = ({ actor, referral }) =>
  actsForOwn(actor, referral.record.referrer.organisation);

/** The same, where the practice is told instead of known. */
export function actsForOwn(
  { role, organisation: own }: Situation<unknown>["actor"],
  organisation: OrganisationId | undefined,
): Rejection | undefined {
  if (!ofAPractice.has(role) || own === undefined || organisation === undefined || own === organisation)
    return undefined;
  return reject("another-organisation", { organisation, own });
}
