import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { closingWithoutFeedback } from "../feedback/recipient.ts";
import { isOnTheWay, stageOf } from "../machine/place.ts";
import { fromOwnPractice } from "../referral/own-practice.ts";
import { reject } from "../rejections.ts";
import { Code, ReferralId } from "../vocabulary/identifiers.ts";
import { EndReason, Initiator } from "./reasons.ts";

type Dropping = ReferralSituation<{
  reason: EndReason;
  initiator: Initiator;
  localReason?: Code | undefined;
}>;

const localReasonFits: Rule<Dropping> = ({ command: { reason, localReason }, variant }) => {
  if (localReason === undefined) return undefined;
  const own = variant.ending.reasons.find((one) => one.code === localReason);
  if (own?.core === reason) return undefined;
  const reasons = variant.ending.reasons.filter((one) => one.core === reason).map((one) => one.code);
  return reject("reason-does-not-fit", { localReason, reason, reasons });
};

/** Double registrations of one resident become one, in sight of both referrers (peers.md, P1). */
const mergesDuplicates: Rule<ReferralSituation<Merging>> = ({ command }) => {
  const { referral, reason, mergedInto } = command;
  if (mergedInto === referral) return reject("not-a-duplicate-of-itself");
  return (reason === "duplicate") === (mergedInto !== undefined) ? undefined : reject("merge-is-a-duplicate");
};

/** What remains goes on: nobody gets lost between two referrals that were each merged into the other. */
const theOtherGoesOn: Rule<ReferralSituation<Merging>> = ({
  command: { mergedInto },
  known: { other },
  municipality,
}) => {
  if (mergedInto === undefined) return undefined;
  if (other?.record.municipality !== municipality)
    return reject("unknown-referral", { referral: mergedInto });
  return isOnTheWay(other.place) ? undefined : reject("merge-into-ended", { referral: mergedInto });
};

type Merging = { referral: ReferralId; reason: EndReason; mergedInto?: ReferralId | undefined };

/** Whoever is not of the service can only withdraw on their own behalf. */
const speaksForThemselves: Rule<Dropping> = ({ command, actor }) => {
  const own = actor.role === "referrer" || actor.role === "resident" ? actor.role : undefined;
  return own === undefined || command.initiator === own
    ? undefined
    : reject("not-your-ending", { role: actor.role, initiator: own });
};

/** Unreachable is a finding after enough attempts, not a way out (peers.md, P3). */
const triedOftenEnough: Rule<Dropping> = ({ command, referral, variant }) => {
  const { attempts } = referral.record.contact;
  const maximum = variant.contact.maxAttempts;
  return command.reason === "unreachable" && attempts < maximum
    ? reject("not-unreachable-yet", { attempts, maximum })
    : undefined;
};

/** A referral ends before it was completed, at any stage, with a reason and whose choice it was. The referrer is still to be told. */
export const dropReferral = referralDecision(
  "DropReferral",
  {
    reason: EndReason,
    initiator: Initiator,
    localReason: Code.optional(),
    onwardTo: Code.optional(),
    mergedInto: ReferralId.optional(),
  },
  {
    leadsTo: ["ReferralDropped"],
    subjects: ({ mergedInto }) => ({ other: mergedInto }),
    rules: [
      localReasonFits,
      mergesDuplicates,
      theOtherGoesOn,
      speaksForThemselves,
      fromOwnPractice,
      triedOftenEnough,
    ],
    facts: ({ command: { type: _, occurredAt: __, ...told }, referral }) => {
      const phase = stageOf(referral.place);
      if (phase === "feedback" || phase === "dropped") return [];
      return [
        { type: "ReferralDropped", data: { ...told, phase } },
        ...closingWithoutFeedback(referral.record, "drop"),
      ];
    },
  },
);
