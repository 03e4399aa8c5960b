import { z } from "zod";
import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { reject } from "../rejections.ts";
import { CoachId, Code } from "../vocabulary/identifiers.ts";
import { coachHasRoom } from "./capacity.ts";
import { coachWorksHere } from "./registering.ts";

type Assigning = ReferralSituation<{ coach: CoachId }>;

const coachIsThere: Rule<Assigning> = ({ command: { coach }, known }) =>
  known.coach.leave === undefined ? undefined : reject("coach-on-leave", { coach });

/** New coaches need training first (RIVM/TNO L973-974). */
const coachIsTrained: Rule<Assigning> = ({ command: { coach }, known, variant }) =>
  variant.coach.trainingRequired && !known.coach.trained ? reject("coach-not-trained", { coach }) : undefined;

const notTheSameCoach: Rule<Assigning> = ({ command: { coach }, referral }) =>
  referral.record.coach.id === coach ? reject("coach-already-assigned", { coach }) : undefined;

const hasRoom: Rule<Assigning> = ({ command, known, variant }) =>
  coachHasRoom(command.coach, known.coach, variant);

/** A coach takes a resident on, by hand or by rule; from another coach, that one is released. */
export const assignCoach = referralDecision(
  "AssignCoach",
  { coach: CoachId, how: z.enum(["byHand", "byRule"]).default("byHand"), because: Code.optional() },
  {
    leadsTo: ["CoachAssigned", "CoachReleased"],
    subjects: ({ coach }) => ({ coach }),
    rules: [coachWorksHere, coachIsThere, coachIsTrained, notTheSameCoach, hasRoom],
    facts: ({ command, referral: { record } }) => {
      const { referral, coach, how, because } = command;
      const former = record.coach.id;
      const released: AnyFact[] =
        former === undefined
          ? []
          : [{ type: "CoachReleased", data: { referral, coach: former, reason: because ?? "handover" } }];
      return [
        ...released,
        {
          type: "CoachAssigned",
          data: { referral, coach, how, resident: record.resident, ...(because && { because }) },
        },
      ];
    },
  },
);

/** A coach gives a resident back; the referral waits in sight for another. */
export const releaseCoach = referralDecision(
  "ReleaseCoach",
  { reason: Code },
  {
    leadsTo: ["CoachReleased"],
    facts: ({ command, referral: { record } }) =>
      record.coach.id === undefined
        ? []
        : [
            {
              type: "CoachReleased",
              data: { referral: record.id, coach: record.coach.id, reason: command.reason },
            },
          ],
  },
);
