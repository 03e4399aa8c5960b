import { z } from "zod";
import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { reject } from "../rejections.ts";
import { fromTomorrow } from "../vocabulary/days-ahead.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { after, CalendarDate, dateOf } from "../vocabulary/times.ts";

const notTooLong: Rule<ReferralSituation<{ until?: CalendarDate | undefined }>> = ({
  command,
  now,
  variant,
}) => {
  const latest = dateOf(after(now, variant.participation.pauseAtMost, variant.calendar));
  return command.until !== undefined && command.until > latest
    ? reject("pause-too-long", { latest })
    : undefined;
};

/** Illness, holiday, lockdown: taking part lies still and goes on later (Samen in beweging L4979-4982). */
export const pauseParticipation = referralDecision(
  "PauseParticipation",
  { reason: Code, until: CalendarDate.optional() },
  {
    leadsTo: ["ParticipationPaused"],
    rules: [({ command, now }) => fromTomorrow(command.until, now), notTooLong],
    facts: ({ command: { referral, reason, until } }) => [
      { type: "ParticipationPaused", data: { referral, reason, ...(until && { until }) } },
    ],
  },
);

/** Taking part goes on, once somebody has looked whether it still suits: some got worse meanwhile (L4982-4984). */
export const resumeParticipation = referralDecision(
  "ResumeParticipation",
  { stillSuitable: z.boolean() },
  {
    leadsTo: ["ParticipationResumed"],
    rules: [({ command }) => (command.stillSuitable ? undefined : reject("no-longer-suitable"))],
    facts: ({ command }) => [
      { type: "ParticipationResumed", data: { referral: command.referral, stillSuitable: true } },
    ],
  },
);
