import { z } from "zod";
import { isEnrolled } from "../activity/capacity.ts";
import { mayAccompany } from "../activity/matching.ts";
import { referralDecision } from "../decision.ts";
import { ActivityId } from "../vocabulary/identifiers.ts";

/** The resident takes part. */
export const startParticipation = referralDecision(
  "StartParticipation",
  { activity: ActivityId, accompanied: z.boolean().default(false) },
  {
    leadsTo: ["ParticipationStarted"],
    rules: [isEnrolled, mayAccompany],
    facts: ({ command: { referral, activity, accompanied } }) => [
      { type: "ParticipationStarted", data: { referral, activity, accompanied } },
    ],
  },
);
