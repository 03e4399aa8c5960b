import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { nothingMoreToTell } from "../feedback/recipient.ts";
import { openTwice } from "../referral/double-registration.ts";
import { alsoKnownAs, Consent } from "../referral/facts.ts";
import type { Consent as Agreed } from "../referral/record.ts";
import { reject } from "../rejections.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { after, dateOf, type Instant } from "../vocabulary/times.ts";

type Reopening = ReferralSituation<unknown>;

const notForGood: Rule<Reopening> = ({ referral: { record } }) => {
  if (record.inError) return reject("ended-for-good", { reason: "enteredInError" });
  return record.ending?.reason === "deceased"
    ? reject("ended-for-good", { reason: record.ending.reason })
    : undefined;
};

const withinTheWindow: Rule<Reopening> = ({ referral: { record }, variant, now }) => {
  if (record.endedAt === undefined) return undefined;
  const until = after(record.endedAt, variant.duplicates.reopenWithin, variant.calendar);
  return now > until ? reject("too-late-to-reopen", { until: dateOf(until) }) : undefined;
};

const afterTheEnding: Rule<ReferralSituation<{ occurredAt?: Instant | undefined }>> = ({
  command: { occurredAt },
  referral: { record },
}) => {
  const { endedAt } = record;
  return occurredAt !== undefined && endedAt !== undefined && occurredAt < endedAt
    ? reject("before-the-ending", { occurredAt, endedAt })
    : undefined;
};

/** Who withdrew consent and comes back agrees anew. */
const residentAgrees: Rule<ReferralSituation<{ consent?: Agreed | undefined }>> = ({ command, referral }) =>
  (command.consent ?? referral.record.consent).referral
    ? undefined
    : reject("consent-missing", { consent: "referral" });

const notOpenElsewhere: Rule<Reopening> = (situation) =>
  openTwice(situation, undefined, situation.referral.record.id);

/** The resident comes back soon after a drop: the same referral goes on. Later, a new one is linked to it (peers.md, P13). */
export const reopenReferral = referralDecision(
  "ReopenReferral",
  { reason: Code, consent: Consent.optional(), alsoKnownAs },
  {
    leadsTo: ["ReferralReopened"],
    subjects: ({ alsoKnownAs }, referral) =>
      referral === undefined
        ? {}
        : {
            resident: referral.record.resident,
            formerResident: referral.record.formerResident,
            alsoKnownAs,
          },
    rules: [notForGood, afterTheEnding, withinTheWindow, residentAgrees, notOpenElsewhere],
    facts: ({ command, referral: { record } }) => [
      {
        type: "ReferralReopened",
        data: {
          referral: record.id,
          reason: command.reason,
          ...(record.coach.id && { coach: record.coach.id }),
        },
      },
      ...(command.consent === undefined
        ? []
        : [{ type: "ConsentChanged" as const, data: { referral: record.id, consent: command.consent } }]),
      // What is owed stays owed, unless the resident comes back on the condition that nothing is told.
      ...(command.consent === undefined
        ? []
        : nothingMoreToTell({ ...record, consent: command.consent }, record.feedback.owedFor)),
    ],
  },
);
