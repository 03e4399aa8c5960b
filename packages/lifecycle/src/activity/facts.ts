import { z } from "zod";
import { fact, referralFact } from "../fact.ts";
import type { Enrolment, ReferralRecord } from "../referral/record.ts";
import { ActivityId, Code, OrganisationId } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";

/** What the sociale kaart tells of an activity. */
export const activityProfile = {
  kind: Code,
  provider: OrganisationId.optional(),
  area: Code.optional(),
  /** How many can take part; without it, there is always room. */
  capacity: z.int().min(0).max(10_000).optional(),
  /** For what begins on set dates: a course, a group. */
  startsOn: CalendarDate.optional(),
};

/** Facts about activities, which exist beside the referrals. */
export const activityFacts = {
  ActivityOffered: fact(1, { activity: ActivityId, ...activityProfile }),
  ActivityChanged: fact(1, { activity: ActivityId, ...activityProfile }),
  ActivitySuspended: fact(1, { activity: ActivityId, reason: Code }),
  ActivityResumed: fact(1, { activity: ActivityId }),
  ActivityStopped: fact(1, { activity: ActivityId, reason: Code }),
};

/** Facts about the search of one referral for something that fits. */
export const matchingFacts = {
  ActivityProposed: referralFact(1, { activity: ActivityId, kind: Code }, () => {}),

  /** No fitting offer: a gap that can be counted (Samen in beweging L4700-4712; Nijmegen L74 "signalling"). */
  GapSignalled: referralFact(1, { wanted: Code, because: Code.optional() }, (record) => {
    record.matching.gaps += 1;
  }),

  ActivityMatched: referralFact(
    1,
    {
      activity: ActivityId,
      kind: Code,
      startsOn: CalendarDate.optional(),
      accompanied: z.boolean().default(false),
      /** Why before others who waited longer. */
      beforeOthersBecause: Code.optional(),
    },
    (record, { data, occurredAt }) => {
      record.matching.matches += 1;
      record.matching.waitingFor = undefined;
      record.matching.expectedOn = undefined;
      record.matching.offeredAt = undefined;
      enrol(record, {
        activity: data.activity,
        kind: data.kind,
        status: "agreed",
        since: occurredAt,
        startsOn: data.startsOn,
      });
    },
  ),

  WaitingListJoined: referralFact(
    1,
    { activity: ActivityId, kind: Code, expectedOn: CalendarDate.optional() },
    (record, { data }) => {
      record.matching.waitingFor = data.activity;
      record.matching.expectedOn = data.expectedOn;
      record.matching.offeredAt = undefined;
    },
  ),

  /** A place came free and this resident is next (Samen in beweging L4096-4100). */
  PlaceOffered: referralFact(1, { activity: ActivityId }, (record, { occurredAt }) => {
    record.matching.offers += 1;
    record.matching.offeredAt = occurredAt;
  }),

  TrialStarted: referralFact(
    1,
    { activity: ActivityId, accompanied: z.boolean().default(false) },
    (record, { data, occurredAt }) => {
      move(record, data.activity, "trying", occurredAt);
    },
  ),

  /** A further activity beside the first. */
  ActivityAdded: referralFact(1, { activity: ActivityId, kind: Code }, (record, { data, occurredAt }) => {
    enrol(record, { activity: data.activity, kind: data.kind, status: "active", since: occurredAt });
  }),

  EnrolmentEnded: referralFact(1, { activity: ActivityId, reason: Code }, (record, { data, occurredAt }) => {
    move(record, data.activity, "ended", occurredAt);
  }),

  /** Back to looking for something that fits, without a drop (peers.md). */
  MatchingReopened: referralFact(1, { reason: Code }, (record, { occurredAt }) => {
    record.matching.rematches += 1;
    record.matching.since = occurredAt;
    record.participation.noShows = 0;
    giveUpPlaces(record, occurredAt);
  }),
};

/** The resident has no place any more, and waits for none. */
export function giveUpPlaces(record: ReferralRecord, at: Enrolment["since"]): void {
  record.matching.waitingFor = undefined;
  record.matching.expectedOn = undefined;
  record.matching.offeredAt = undefined;
  for (const enrolment of record.enrolments) {
    if (enrolment.status === "ended") continue;
    enrolment.status = "ended";
    enrolment.since = at;
  }
}

/** Marks the enrolment in `activity`, if there is one that has not ended. */
export function move(
  record: ReferralRecord,
  activity: ActivityId,
  status: Enrolment["status"],
  at: Enrolment["since"],
): void {
  const enrolment = record.enrolments.findLast((one) => one.activity === activity && one.status !== "ended");
  if (enrolment === undefined) return;
  enrolment.status = status;
  enrolment.since = at;
}

function enrol(record: ReferralRecord, enrolment: Enrolment): void {
  record.enrolments.push(enrolment);
}
