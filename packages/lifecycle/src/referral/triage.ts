import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { notTooFarOff } from "../steps/putting-off.ts";
import { fromTomorrow } from "../vocabulary/days-ahead.ts";
import { Code, OrganisationId } from "../vocabulary/identifiers.ts";
import type { Role } from "../vocabulary/roles.ts";
import { CalendarDate } from "../vocabulary/times.ts";
import { fromOwnPractice } from "./own-practice.ts";
import { Answers, treeSaysYes } from "./suitability.ts";

/** Who may judge where the variant names a judge; a coordinator may always do a coach's work. */
const judges: { readonly [Judge in "referrer" | "coach" | "coordinator"]: readonly Role[] } = {
  referrer: ["referrer", "practiceNurse", "coach", "coordinator"],
  coach: ["coach", "coordinator"],
  coordinator: ["coordinator"],
};

const isJudge: Rule<ReferralSituation<unknown>> = ({ variant, actor }) =>
  judges[variant.triage.by].includes(actor.role)
    ? undefined
    : reject("not-your-judgement", { judge: variant.triage.by, role: actor.role });

/** Somebody judged that this is the right help (who: undecided in the sources, Samen in beweging L5045-5048). */
export const acceptReferral = referralDecision(
  "AcceptReferral",
  { answers: Answers.default({}), screenedBy: OrganisationId.optional() },
  {
    leadsTo: ["ReferralAccepted"],
    rules: [isJudge, fromOwnPractice, treeSaysYes],
    facts: ({ command: { referral, screenedBy }, variant }) => [
      {
        type: "ReferralAccepted",
        data: { referral, by: variant.triage.by, ...(screenedBy && { screenedBy }) },
      },
    ],
  },
);

/** Who postpones what nobody has judged yet, judges, also by the tree: it goes on to contact afterwards. */
const judgesWhatIsNotJudged: Rule<ReferralSituation<{ answers: Answers }>> = (situation) =>
  situation.referral.record.triage.acceptedAt === undefined
    ? (isJudge(situation) ?? treeSaysYes(situation))
    : undefined;

const notTooOften: Rule<ReferralSituation<unknown>> = ({ referral, variant }) => {
  const times = referral.record.triage.postponements;
  return times >= variant.triage.postponeAtMost ? reject("postponed-too-often", { times }) : undefined;
};

/** Not now, come back on a day: the wrong moment is no refusal (RIVM/TNO L1298-1302). */
export const postponeReferral = referralDecision(
  "PostponeReferral",
  {
    until: CalendarDate,
    reason: Code,
    /** To the decision tree, where nobody has judged yet. */
    answers: Answers.default({}),
  },
  {
    leadsTo: ["ReferralPostponed"],
    rules: [
      judgesWhatIsNotJudged,
      notTooOften,
      ({ command, now }) => fromTomorrow(command.until, now),
      (situation) => notTooFarOff(situation.command.until, situation),
    ],
    facts: ({ command }) => [
      {
        type: "ReferralPostponed",
        data: { referral: command.referral, until: command.until, reason: command.reason },
      },
    ],
  },
);

/** The day has come, or sooner. */
export const takeUpReferralAgain = referralDecision(
  "TakeUpReferralAgain",
  {},
  {
    leadsTo: ["ReferralTakenUpAgain"],
    facts: ({ command }) => [{ type: "ReferralTakenUpAgain", data: { referral: command.referral } }],
  },
);
