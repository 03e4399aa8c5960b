import { type Rejection, reject } from "../rejections.ts";
import type { Variant } from "../variant/schema.ts";
import type { Actor } from "../vocabulary/roles.ts";
import { isKeptFrom, type Owned } from "./own.ts";

/**
 * Whether an actor may look at a referral: whoever may act on nothing but their own sees nothing but their own, too.
 * Everybody else in a municipality may look; that they did is for the access log.
 */
export function mayLook(
  referral: Owned,
  actor: Actor,
  variant: Pick<Variant, "ownReferralsOnly">,
): Rejection | undefined {
  const { role } = actor;
  return isKeptFrom(actor, referral, variant) ? reject("not-yours-to-see", { role, own: role }) : undefined;
}
