import { z } from "zod";
import { decision, type Rule, type Situation } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { closedNow } from "../pathway-intake/intake.ts";
import { reject } from "../rejections.ts";
import { pinOf } from "../variant/hash.ts";
import { variantKey } from "../variant/schema.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { openTwice, previousReferral } from "./double-registration.ts";
import { type EligibilityQuestion, eligibilityRules } from "./eligibility.ts";
import { alsoKnownAs, Pathway, registration } from "./facts.ts";
import type { Pathway as PathwayKind } from "./record.ts";
import { Answers, treeSaysYes } from "./suitability.ts";

type Registering = Situation<EligibilityQuestion & { answers: Answers; secondBecause?: Code | undefined }>;

/** While no coach can be found, a municipality may close the intake (Samen in beweging L5020-5025). */
const intakeIsOpen: Rule<Registering> = ({ known, now, variant }) => {
  const { opened } = known.pathway;
  const closed = closedNow(known.pathway, now);
  if (variant.referring.opens === "byDecision" && !opened) {
    return reject("intake-closed", { reason: "notOpenedYet" });
  }
  return (
    closed && reject("intake-closed", { reason: closed.reason, ...(closed.until && { until: closed.until }) })
  );
};

/** The referrer judges by referring, and then answers the tree; others answer it when they judge. */
const referrerFollowsTheTree: Rule<Registering> = (situation) =>
  judgedByReferrer(situation) ? treeSaysYes(situation) : undefined;

const judgedByReferrer = ({ command, variant }: Pick<Registering, "command" | "variant">): boolean =>
  variant.triage.by === "referrer" && command.referrer.profession !== "self";

const isThePathwayOfTheVariant: Rule<Situation<{ pathway: PathwayKind }>> = ({ command, variant }) =>
  command.pathway === variant.pathway
    ? undefined
    : reject("another-pathway", { variant: variantKey(variant), pathway: variant.pathway });

const isTheVariantAskedFor: Rule<Situation<{ variant?: string | undefined }>> = ({ command, variant }) =>
  command.variant === undefined || command.variant === variant.id
    ? undefined
    : reject("unknown-variant", { variant: command.variant, available: [variantKey(variant)] });

const notOpenTwice: Rule<Registering> = (situation) => openTwice(situation, situation.command.secondBecause);

/** Somebody refers a resident, or a resident comes on their own initiative. */
export const registerReferral = decision(
  "RegisterReferral",
  {
    ...registration,
    pathway: Pathway.default("individual"),
    /** Which of the municipality's variants it follows, by key: for where it has several of this pathway. */
    variant: z.string().optional(),
    secondBecause: Code.optional(),
    alsoKnownAs,
    /** What the referrer answered to the decision tree, where the referrer judges. */
    answers: Answers.default({}),
  },
  {
    leadsTo: ["ReferralRegistered"],
    subjects: ({ resident, formerResident, alsoKnownAs, pathway }) => ({
      resident,
      formerResident,
      pathway,
      ...(alsoKnownAs && { alsoKnownAs }),
    }),
    rules: [
      isTheVariantAskedFor,
      isThePathwayOfTheVariant,
      ...eligibilityRules,
      referrerFollowsTheTree,
      intakeIsOpen,
      notOpenTwice,
    ],
    facts: ({ command, known, variant, municipality, newReferral }) => {
      const { type: _, occurredAt: __, answers: ___, alsoKnownAs: ____, variant: _____, ...told } = command;
      const referral = newReferral();
      const previous = previousReferral(known, variant.pathway);
      const registered: AnyFact = {
        type: "ReferralRegistered",
        data: {
          ...told,
          referral,
          municipality,
          variant: pinOf(variant),
          ...(previous && { previous }),
        },
      };
      return judgedByReferrer({ command, variant })
        ? [registered, { type: "ReferralAccepted", data: { referral, by: "referrer" } }]
        : [registered];
    },
  },
);
