import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { openTwice } from "../referral/double-registration.ts";
import { reject } from "../rejections.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { after, dateOf } from "../vocabulary/times.ts";

type Reopening = ReferralSituation<unknown>;

const notForGood: Rule<Reopening> = ({ referral: { record } }) => {
  if (record.ending === undefined) return reject("ended-for-good", { reason: "enteredInError" });
  return record.ending.reason === "deceased"
    ? reject("ended-for-good", { reason: record.ending.reason })
    : undefined;
};

const withinTheWindow: Rule<Reopening> = ({ referral: { record }, variant, now }) => {
  if (record.endedAt === undefined) return undefined;
  const until = after(record.endedAt, variant.duplicates.reopenWithin, variant.calendar);
  return now > until ? reject("too-late-to-reopen", { until: dateOf(until) }) : undefined;
};

const notOpenElsewhere: Rule<Reopening> = (situation) =>
  openTwice(situation, undefined, situation.referral.record.id);

/** The resident comes back soon after a drop: the same referral goes on. Later, a new one is linked to it (peers.md, P13). */
export const reopenReferral = referralDecision(
  "ReopenReferral",
  { reason: Code },
  {
    leadsTo: ["ReferralReopened"],
    subjects: (_, referral) => (referral === undefined ? {} : { resident: referral.record.resident }),
    rules: [notForGood, withinTheWindow, notOpenElsewhere],
    facts: ({ command, referral: { record } }) => [
      {
        type: "ReferralReopened",
        data: {
          referral: record.id,
          reason: command.reason,
          ...(record.coach.id && { coach: record.coach.id }),
        },
      },
    ],
  },
);
