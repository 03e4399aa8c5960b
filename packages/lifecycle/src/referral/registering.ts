import { decision, type Rule, type Situation } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { reject } from "../rejections.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { openTwice, previousReferral } from "./double-registration.ts";
import { type EligibilityQuestion, eligibilityRules } from "./eligibility.ts";
import { Pathway, registration } from "./facts.ts";

type Registering = Situation<EligibilityQuestion & { secondBecause?: Code | undefined }>;

/** While no coach can be found, a municipality may close the intake (Samen in beweging L5020-5025). */
const intakeIsOpen: Rule<Registering> = ({ known }) => {
  const { closed } = known.pathway;
  return (
    closed && reject("intake-closed", { reason: closed.reason, ...(closed.until && { until: closed.until }) })
  );
};

const notOpenTwice: Rule<Registering> = (situation) => openTwice(situation, situation.command.secondBecause);

/** Somebody refers a resident, or a resident comes on their own initiative. */
export const registerReferral = decision(
  "RegisterReferral",
  { ...registration, pathway: Pathway.default("individual"), secondBecause: Code.optional() },
  {
    subjects: ({ resident, pathway }) => ({ resident, pathway }),
    rules: [...eligibilityRules, intakeIsOpen, notOpenTwice],
    facts: ({ command, known, variant, municipality, newReferral }) => {
      const { type: _, occurredAt: __, ...told } = command;
      const referral = newReferral();
      const previous = previousReferral(known.resident, variant.pathway);
      const registered: AnyFact = {
        type: "ReferralRegistered",
        data: {
          ...told,
          referral,
          municipality,
          variant: { id: variant.id, version: variant.version },
          ...(previous && { previous }),
        },
      };
      const judgedByReferrer = variant.triage.by === "referrer" && command.referrer.profession !== "self";
      return judgedByReferrer
        ? [registered, { type: "ReferralAccepted", data: { referral, by: "referrer" } }]
        : [registered];
    },
  },
);
