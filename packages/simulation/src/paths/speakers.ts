import {
  type CommandType,
  type Profession,
  type ReferralState,
  type Role,
  rolesPermitted,
  type Variant,
} from "@wor/lifecycle";
import type { Sentence, Who } from "../harness/sentence.ts";
import type { Verb } from "../harness/verbs.ts";

/** Somebody who may give a command under a variant: the coach or coordinator where they may. */
export function by(
  variant: Variant,
  type: CommandType,
  preferred: Role = "coach",
  referral?: ReferralState,
): Who {
  const roles = rolesPermitted(variant, type);
  const order: readonly Role[] = [preferred, "coach", "coordinator", "municipality", "activityProvider"];
  const role = order.find((one) => roles.includes(one)) ?? roles[0] ?? preferred;
  return whose(role, referral);
}

/** Of everybody in a role, the one whose referral it is: who may only act for their own may for this one. */
function whose(role: Role, referral: ReferralState | undefined): Who {
  const { coach, resident, referrer: from } = referral?.record ?? {};
  switch (role) {
    case "coach":
      return coachNamed(coach?.standIn ?? coach?.id ?? "coach-1");
    case "resident":
      return { role, key: resident ?? "resident-1" };
    case "referrer":
    case "practiceNurse":
      return { role, key: role, ...(from?.organisation && { organisation: from.organisation }) };
    default:
      return { role, key: role };
  }
}

/** Somebody who refers, by profession. */
export function referrer(
  variant: Variant,
  profession: Profession,
  organisation = practicesOf(variant)[0] ?? "practice-a",
): Who {
  if (profession === "self") return { role: "resident", key: "resident-1", profession };
  const role: Role = profession === "practiceNurse" ? "practiceNurse" : "referrer";
  return { role, key: `${profession}.${organisation}`, profession, organisation };
}

/** A coach, whether they work here or not. */
export const coachNamed = (key: string): Who => ({ role: "coach", key });

/** Who refers where more than one may: a professional, if there is one. */
export function usualReferrer(variant: Variant): Who {
  const { professions: all } = variant.referring;
  return referrer(variant, all.find((one) => one !== "self") ?? all[0] ?? "gp");
}

/** Whoever refers first, as a registration names them. */
function firstReferrer(variant: Variant): object {
  const { profession, organisation } = usualReferrer(variant);
  return { profession, ...(organisation !== undefined && { organisation }) };
}

const practicesOf = ({ referring: { organisations } }: Variant): readonly string[] =>
  organisations === "all" ? [] : organisations;

/** A sentence. */
export const says = (who: Who, verb: Verb, ...args: readonly unknown[]): Sentence => ({ who, verb, args });

/** Another referral of the same resident, on purpose. */
export const secondReferral = (variant: Variant): Sentence =>
  says({ role: "coordinator", key: "coordinator" }, "refers", "resident-1", {
    secondBecause: "deliberate",
    referrer: firstReferrer(variant),
  });
