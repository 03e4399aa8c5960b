import { type CommandType, commandTypes } from "./command-types.ts";
import { decisionOf, isPossible, mayDo } from "./decide.ts";
import type { ReferralState } from "./evolve.ts";
import { isLifeFactType } from "./facts.ts";
import type { Rejection } from "./rejections.ts";
import type { Variant } from "./variant/schema.ts";
import type { Actor } from "./vocabulary/roles.ts";

/** Whether an actor can give a command for a referral now, and if not, why not. */
export type Allowed =
  | { readonly command: CommandType; readonly allowed: true }
  | { readonly command: CommandType; readonly allowed: false; readonly because: Rejection };

/**
 * What an actor can do for a referral now, command by command, and for what not, why: by the permission table and
 * by where the referral stands. Rules about a command's own contents (a full coach, a date) are told when it is given.
 */
export function allowed(referral: ReferralState, actor: Actor, variant: Variant): Allowed[] {
  return commandTypes.filter(isForWhoIsReferred).map((command) => {
    const because = mayDo(command, { actor, variant, referral }) ?? isPossible(command, referral);
    return because === undefined ? { command, allowed: true } : { command, allowed: false, because };
  });
}

const isForWhoIsReferred = (command: CommandType): boolean =>
  decisionOf(command).leadsTo.some((type) => isLifeFactType(type) && type !== "ReferralRegistered");
