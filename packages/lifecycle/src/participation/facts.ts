import { z } from "zod";
import { giveUpPlaces, move } from "../activity/facts.ts";
import { referralFact } from "../fact.ts";
import type { ReferralRecord } from "../referral/record.ts";
import { ActivityId, Code } from "../vocabulary/identifiers.ts";
import { CalendarDate, dateOf, type Instant, latest, startOfDay } from "../vocabulary/times.ts";

export const participationFacts = {
  ParticipationStarted: referralFact(
    1,
    { activity: ActivityId, accompanied: z.boolean().default(false) },
    (record, { data, occurredAt }) => {
      record.participation.startedAt ??= occurredAt;
      record.participation.lastCheckInAt = latest(occurredAt, record.participation.lastCheckInAt);
      move(record, data.activity, "active", occurredAt);
    },
  ),

  /** "Ben je er geweest?" (ten practices L361-362). */
  CheckedIn: referralFact(
    1,
    { went: z.enum(["yes", "no", "sometimes", "notReached"]), activity: ActivityId.optional() },
    (record, { data, occurredAt }) => {
      const participation = record.participation;
      if (data.went === "no") staysAway(participation, occurredAt);
      if (data.went === "yes" || data.went === "sometimes") comes(participation, occurredAt);
      participation.lastCheckInAt = latest(occurredAt, participation.lastCheckInAt);
    },
  ),

  AttendanceRecorded: referralFact(
    1,
    { activity: ActivityId, on: CalendarDate, present: z.boolean() },
    (record, { data, occurredAt }) => {
      // A list is often handed in later: what counts is the day it is about.
      const at = data.on < dateOf(occurredAt) ? startOfDay(data.on) : occurredAt;
      if (data.present) comes(record.participation, at);
      else staysAway(record.participation, occurredAt, at);
    },
  ),

  ParticipationPaused: referralFact(
    1,
    { reason: Code, until: CalendarDate.optional() },
    (record, { data, occurredAt }) => {
      record.participation.pausedSince = occurredAt;
      record.participation.pausedUntil = data.until;
      record.rescheduled.reviewPause = undefined;
    },
  ),

  /** Suitability is looked at again on the way back: some got worse while all lay still (Samen in beweging L4979-4984). */
  ParticipationResumed: referralFact(1, { stillSuitable: z.literal(true) }, (record, { occurredAt }) => {
    record.participation.pausedUntil = undefined;
    record.participation.lastCheckInAt = occurredAt;
  }),

  /** Ten participants became volunteers (Samen in beweging L5579-5591). */
  BecameVolunteer: referralFact(
    1,
    { activity: ActivityId.optional(), kind: Code.optional() },
    (record, { occurredAt }) => {
      record.participation.volunteerSince ??= occurredAt;
    },
  ),

  GoalsReviewed: referralFact(1, { outcome: Code }, (record, { occurredAt }) => {
    record.participation.goalsReviewedAt = latest(occurredAt, record.participation.goalsReviewedAt);
  }),

  ParticipationCompleted: referralFact(1, { outcome: Code }, (record, { occurredAt }) => {
    record.endedAt = occurredAt;
    giveUpPlaces(record, occurredAt);
    record.feedback.owedFor.push({ moment: "end", since: occurredAt });
  }),
};

/** Who came before the last absence may still be missed since. */
function comes(participation: ReferralRecord["participation"], at: Instant): void {
  const { absentAt } = participation;
  if (absentAt === undefined || at >= absentAt) participation.noShows = 0;
}

function staysAway(
  participation: ReferralRecord["participation"],
  noted: Instant,
  at: Instant = noted,
): void {
  participation.noShows += 1;
  participation.lastNoShowAt = latest(noted, participation.lastNoShowAt);
  participation.absentAt = latest(at, participation.absentAt);
}
