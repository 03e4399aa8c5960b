import { z } from "zod";
import { giveUpPlaces, move } from "../activity/facts.ts";
import { referralFact } from "../fact.ts";
import type { ReferralRecord } from "../referral/record.ts";
import { ActivityId, Code } from "../vocabulary/identifiers.ts";
import { CalendarDate, type Instant, latest } from "../vocabulary/times.ts";

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
      if (data.went === "yes" || data.went === "sometimes") participation.noShows = 0;
      participation.lastCheckInAt = latest(occurredAt, participation.lastCheckInAt);
    },
  ),

  AttendanceRecorded: referralFact(
    1,
    { activity: ActivityId, on: CalendarDate, present: z.boolean() },
    (record, { data, occurredAt }) => {
      if (data.present) record.participation.noShows = 0;
      else staysAway(record.participation, occurredAt);
    },
  ),

  ParticipationPaused: referralFact(
    1,
    { reason: Code, until: CalendarDate.optional() },
    (record, { data, occurredAt }) => {
      record.participation.pausedSince = occurredAt;
      record.participation.pausedUntil = data.until;
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
    record.participation.goalsReviewedAt = occurredAt;
  }),

  ParticipationCompleted: referralFact(1, { outcome: Code }, (record, { occurredAt }) => {
    record.endedAt = occurredAt;
    giveUpPlaces(record, occurredAt);
    record.feedback.owedFor.push({ moment: "end", since: occurredAt });
  }),
};

function staysAway(participation: ReferralRecord["participation"], at: Instant): void {
  participation.noShows += 1;
  participation.lastNoShowAt = latest(at, participation.lastNoShowAt);
}
