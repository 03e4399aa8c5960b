import type {
  ActivityId,
  CalendarDate,
  CoachId,
  Code,
  EndReason,
  FactOf,
  FeedbackMoment,
  Initiator,
  Instant,
  OrganisationId,
  Pathway,
  Place,
  Profession,
  ReferralId,
  ResidentId,
} from "@wor/lifecycle";

/**
 * One referral as the tables need it: what was written down when it came in, when it reached which step, and how it
 * ended. One row per referral, plain JSON, folded from the facts; every count in every table is made of these.
 */
export interface Trajectory {
  readonly referral: ReferralId;
  readonly resident: ResidentId;
  readonly municipality: string;
  readonly pathway: Pathway;
  variant: { readonly id: string; readonly version: number };

  readonly profession: Profession;
  /** The organisation that referred: another is told where that changed since, and none of the counts moves with it. */
  practice?: OrganisationId | undefined;
  readonly channel: Code;
  readonly mainReason: Code;
  readonly furtherReasons: readonly Code[];
  readonly area?: Code | undefined;
  readonly age?: number | undefined;
  readonly sex: FactOf<"ReferralRegistered">["data"]["sex"];
  readonly hindered?: boolean | undefined;
  /** Why a second referral was opened beside one that was open. */
  readonly secondBecause?: Code | undefined;
  readonly previous?: ReferralId | undefined;
  readonly registeredAt: Instant;

  place: Place;
  /** A mistake: left out of every count. */
  inError: boolean;

  coach?: CoachId | undefined;
  standIn?: CoachId | undefined;
  coachSince?: Instant | undefined;
  /** Since when there is nobody, while there is nobody. */
  coachMissingSince?: Instant | undefined;
  /** Everyone who ever guided this resident. */
  coaches: CoachId[];

  acceptedAt?: Instant | undefined;
  attempts: number;
  firstAttemptAt?: Instant | undefined;
  /**
   * The first time that coach and resident had contact, or that the resident came along without: this is where a
   * referral has *arrived*.
   */
  arrivedAt?: Instant | undefined;
  /** The first conversation. */
  intakeAt?: Instant | undefined;
  conversations: Instant[];
  firstMatchedAt?: Instant | undefined;
  rematches: number;
  waiting?: { activity: ActivityId; since: Instant; expectedOn?: CalendarDate | undefined } | undefined;
  activities: { activity: ActivityId; kind: Code; since: Instant; endedAt?: Instant | undefined }[];
  gaps: { wanted: Code; at: Instant }[];
  /** The stretches in which the resident took part, pauses included. */
  participating: { from: Instant; to?: Instant | undefined }[];
  volunteerSince?: Instant | undefined;

  completedAt?: Instant | undefined;
  dropped?: Dropped | undefined;
  closedAt?: Instant | undefined;
  reopened: number;

  feedback: FeedbackOwed[];
  measurements: { instrument: Code; moment: MeasurementMoment; at: Instant; scores: Scores }[];
  escalations: { step: string; level: number; at: Instant }[];
  /** Referrals it resembled and was found not to be the same as. */
  notDuplicates: number;
}

/** How and when a referral stopped before it was completed. */
export interface Dropped {
  readonly at: Instant;
  readonly reason: EndReason;
  readonly initiator: Initiator;
  readonly phase: FactOf<"ReferralDropped">["data"]["phase"];
  readonly onwardTo?: Code | undefined;
  readonly mergedInto?: ReferralId | undefined;
}

/** One moment at which the referrer was to hear something, and what came of it. */
export interface FeedbackOwed {
  readonly moment: FeedbackMoment;
  readonly since: Instant;
  givenAt?: Instant | undefined;
  /** Why nobody could be told: a self-referral, no consent. */
  notPossible?: Code | undefined;
}

type MeasurementMoment = FactOf<"MeasurementTaken">["data"]["moment"];
type Scores = Readonly<Record<string, number | null>>;
