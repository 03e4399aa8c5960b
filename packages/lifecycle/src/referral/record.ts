import type { EndReason, Initiator } from "../ending/reasons.ts";
import type { FeedbackMoment } from "../feedback/moments.ts";
import type {
  ActivityId,
  CoachId,
  Code,
  OrganisationId,
  ReferralId,
  ResidentId,
} from "../vocabulary/identifiers.ts";
import type { Profession, Role } from "../vocabulary/roles.ts";
import type { CalendarDate, Instant } from "../vocabulary/times.ts";

/**
 * What is known of one referral beside its place in the machine: what decisions and deadlines need to look
 * at. Everything else stays in the log, where projections find it.
 */
export interface ReferralRecord {
  id: ReferralId;
  municipality: string;
  /** What the referral follows; `hash` is the content it had then, where that was written down. */
  variant: { id: string; version: number; hash?: string | undefined };
  pathway: Pathway;
  resident: ResidentId;
  formerResident?: ResidentId | undefined;
  referrer: Referrer;
  channel: Code;
  mainReason: Code;
  furtherReasons: readonly Code[];
  area?: Code | undefined;
  consent: Consent;
  registeredAt: Instant;
  /** A deliberate second referral beside one that is open, and why. */
  secondBecause?: Code | undefined;
  /** The earlier episode of the same resident. */
  previous?: ReferralId | undefined;
  /** Referrals that were looked at and found to be of somebody else. */
  notDuplicates: ReferralId[];
  appointmentAt?: Instant | undefined;
  triage: { acceptedAt?: Instant; postponedUntil?: CalendarDate; postponements: number };
  /** `through`: the organisation by which alone the resident can be reached. */
  contact: {
    through?: OrganisationId | undefined;
    attempts: number;
    lastAttemptAt?: Instant;
    reachedAt?: Instant;
  };
  coach: CoachRecord;
  conversations: { count: number; firstAt?: Instant; lastAt?: Instant; holdUntil?: CalendarDate };
  measurements: { instrument: Code; moment: MeasurementMoment; at: Instant }[];
  sideReferrals: { to: Code; at: Instant }[];
  matching: {
    since?: Instant;
    matches: number;
    rematches: number;
    gaps: number;
    /** How often a place that came free was offered. */
    offers: number;
    waitingFor?: ActivityId | undefined;
    /** When a place is expected. */
    expectedOn?: CalendarDate | undefined;
    /** When a place came free. */
    offeredAt?: Instant | undefined;
  };
  enrolments: Enrolment[];
  participation: {
    startedAt?: Instant | undefined;
    lastCheckInAt?: Instant;
    goalsReviewedAt?: Instant;
    noShows: number;
    /** When somebody noted that the resident stayed away, and when that was. */
    lastNoShowAt?: Instant;
    absentAt?: Instant;
    pausedSince?: Instant;
    pausedUntil?: CalendarDate | undefined;
    volunteerSince?: Instant;
  };
  feedback: {
    /** Moments that are waiting to be reported in one message, oldest first. */
    owedFor: { moment: FeedbackMoment; since: Instant }[];
    given: { moments: readonly FeedbackMoment[]; at: Instant }[];
    /** Whom to tell when the referrer handed it over. */
    delegatedTo?: Profession | undefined;
    notPossibleBecause?: Code | undefined;
  };
  /** How far each step that was not taken in time has risen, by kind of step. */
  escalations: { [step: string]: { dueAt: Instant; to: Role; at: Instant; level: number } };
  reminders: { [step: string]: Instant };
  /**
   * Which steps were agreed for another moment than the rules say, by kind of step. A day that is put in a fact of its
   * own later (put off, on hold, paused) is the newer agreement.
   */
  rescheduled: { [step: string]: { from: Instant; to: Instant } | undefined };
  /** When the place in the machine last changed. */
  placeSince: Instant;
  ending?: { reason: EndReason; initiator: Initiator; at: Instant; onwardTo?: Code | undefined } | undefined;
  endedAt?: Instant | undefined;
  closedAt?: Instant | undefined;
  /** Never was a referral; no table counts it. */
  inError?: true | undefined;
  reopened: number;
}

/** The shapes a care path can have. */
export type Pathway = "individual" | "cohort" | "visit";

/** Who referred. A practice's role is addressed, so that feedback arrives when a person has left. */
export interface Referrer {
  readonly profession: Profession;
  readonly organisation?: OrganisationId | undefined;
}

/** What the resident agreed to. */
export interface Consent {
  readonly referral: boolean;
  readonly contact: boolean;
  readonly feedback: boolean;
}

/** The coach of this referral, the stand-in while the coach is away, and those who came before. */
export interface CoachRecord {
  id?: CoachId | undefined;
  since?: Instant | undefined;
  missingSince?: Instant | undefined;
  standIn?: CoachId | undefined;
  former: CoachId[];
  /** Who gave the resident back: not to be asked again by rule. */
  gaveBack?: CoachId[] | undefined;
}

/** Taking part in one activity; a resident may have several side by side. */
export interface Enrolment {
  readonly activity: ActivityId;
  readonly kind: Code;
  status: "agreed" | "trying" | "active" | "ended";
  since: Instant;
  startsOn?: CalendarDate | undefined;
}

/** When something is measured: at the start and at the follow-ups (Samen in beweging L2173-2182). */
export type MeasurementMoment = "start" | "after3Months" | "after6Months";
