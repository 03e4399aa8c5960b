import { z } from "zod";
import { move } from "../activity/facts.ts";
import { referralFact } from "../fact.ts";
import { ActivityId, Code } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";

export const participationFacts = {
  ParticipationStarted: referralFact(
    1,
    { activity: ActivityId, accompanied: z.boolean().default(false) },
    (record, { data, occurredAt }) => {
      record.participation.startedAt ??= occurredAt;
      record.participation.lastCheckInAt = occurredAt;
      move(record, data.activity, "active", occurredAt);
    },
  ),

  /** "Ben je er geweest?" (ten practices L361-362). */
  CheckedIn: referralFact(
    1,
    { went: z.enum(["yes", "no", "sometimes", "notReached"]), activity: ActivityId.optional() },
    (record, { data, occurredAt }) => {
      if (data.went === "no") record.participation.noShows += 1;
      if (data.went === "yes") record.participation.noShows = 0;
      record.participation.lastCheckInAt = occurredAt;
    },
  ),

  AttendanceRecorded: referralFact(
    1,
    { activity: ActivityId, on: CalendarDate, present: z.boolean() },
    (record, { data }) => {
      record.participation.noShows = data.present ? 0 : record.participation.noShows + 1;
    },
  ),

  ParticipationPaused: referralFact(
    1,
    { reason: Code, until: CalendarDate.optional() },
    (record, { data }) => {
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
    record.feedback.owedFor.push({ moment: "end", since: occurredAt });
  }),
};
