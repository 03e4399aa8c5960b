import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import type { OrganisationId } from "../vocabulary/identifiers.ts";
import { takesPart } from "./eligibility.ts";
import { referralFacts } from "./facts.ts";
import { fromOwnPractice } from "./own-practice.ts";

type Changing = ReferralSituation<{ practice: OrganisationId }>;

const hasAPractice: Rule<Changing> = ({ referral }) =>
  referral.record.referrer.profession === "self" ? reject("nobody-to-tell") : undefined;

const isAnother: Rule<Changing> = ({ command: { practice }, referral }) =>
  referral.record.referrer.organisation === practice ? reject("same-practice", { practice }) : undefined;

const practiceTakesPart: Rule<Changing> = ({ command: { practice }, variant }) =>
  takesPart(practice, variant);

const { practice, because } = referralFacts.PracticeChanged.data.shape;

/** The practice that referred is gone, the resident moved to another, or it was entered wrongly: from now on another hears back. */
export const changePractice = referralDecision(
  "ChangePractice",
  { practice, because },
  {
    leadsTo: ["PracticeChanged"],
    rules: [hasAPractice, fromOwnPractice, isAnother, practiceTakesPart],
    facts: ({ command: { referral, practice, because } }) => [
      { type: "PracticeChanged", data: { referral, practice, because } },
    ],
  },
);
