import { privateCopy } from "../private-copy.ts";
import type { ReferralRecord } from "./record.ts";

/**
 * What a record holds before the first fact has filled it in. It names every field, also those that may stay empty:
 * objects that come to have the same fields in the same order are copied and read many times as fast as those that
 * grow field by field (a copy of the record: 1 µs against 5 to 10).
 */
export function emptyRecord(): ReferralRecord {
  const unknown = undefined as never;
  return {
    id: unknown,
    municipality: unknown,
    variant: unknown,
    pathway: unknown,
    resident: unknown,
    formerResident: unknown,
    referrer: unknown,
    channel: unknown,
    mainReason: unknown,
    furtherReasons: [],
    area: unknown,
    consent: { referral: false, contact: false, feedback: false },
    registeredAt: unknown,
    secondBecause: unknown,
    previous: unknown,
    notDuplicates: [],
    appointmentAt: unknown,
    triage: { postponements: 0 },
    contact: { attempts: 0 },
    coach: { former: [] },
    conversations: { count: 0 },
    measurements: [],
    sideReferrals: [],
    matching: { matches: 0, rematches: 0, gaps: 0, offers: 0 },
    enrolments: [],
    participation: { noShows: 0 },
    feedback: { owedFor: [], given: [] },
    escalations: {},
    reminders: {},
    rescheduled: {},
    placeSince: unknown,
    ending: unknown,
    endedAt: unknown,
    closedAt: unknown,
    inError: unknown,
    reopened: 0,
  } satisfies Required<ReferralRecord>;
}

/** The same record for the caller alone: no part of it is shared, so that any of it may be changed. */
export const ownRecord = (record: Readonly<ReferralRecord>): ReferralRecord => ({
  ...record,
  variant: { ...record.variant },
  referrer: { ...record.referrer },
  furtherReasons: [...record.furtherReasons],
  consent: { ...record.consent },
  notDuplicates: [...record.notDuplicates],
  triage: { ...record.triage },
  contact: { ...record.contact },
  coach: privateCopy(record.coach),
  conversations: { ...record.conversations },
  measurements: privateCopy(record.measurements),
  sideReferrals: privateCopy(record.sideReferrals),
  matching: { ...record.matching },
  enrolments: privateCopy(record.enrolments),
  participation: { ...record.participation },
  feedback: privateCopy(record.feedback),
  escalations: privateCopy(record.escalations),
  reminders: { ...record.reminders },
  rescheduled: privateCopy(record.rescheduled),
  ending: record.ending && { ...record.ending },
});
