import type { z } from "zod";
import type { FactType, factDefinitions } from "../facts.ts";
import { Variant, type VariantInput } from "../variant/schema.ts";
import type { Actor, Role } from "../vocabulary/roles.ts";
import type { Instant } from "../vocabulary/times.ts";

/** The municipality of the specifications: it uses every step there is, so that every rule can be met. */
const town = {
  id: "example-town",
  version: 1,
  municipality: "example-town",
  name: { nl: "Voorbeeldstad", en: "Example town" },
  areas: ["north", "south"],
  referring: {
    professions: ["gp", "practiceNurse", "neighbourhoodTeam", "self"],
    selfReferral: true,
    reasons: [
      { code: "lonely", core: "loneliness", label: { nl: "Eenzaam", en: "Lonely" } },
      { code: "stuck", core: "stuckInLife", label: { nl: "Vastgelopen", en: "Stuck" } },
    ],
    exclusions: [
      {
        code: "psychosis",
        label: { nl: "Psychose", en: "Psychosis" },
        redirectTo: "mental-health-care",
      },
    ],
  },
  measurements: [
    { instrument: "loneliness6", moments: ["start", "after3Months"] },
    { instrument: "own-list", moments: ["start"] },
  ],
  ending: {
    reasons: [{ code: "no-bus", core: "noTransport", label: { nl: "Geen bus", en: "No bus" } }],
  },
} as const satisfies VariantInput;

type Sections = { [Section in keyof VariantInput]?: Partial<VariantInput[Section]> | VariantInput[Section] };

/** The example town with some of its rules changed; a section keeps what is not named. */
export function exampleVariant(changes: Sections = {}): Variant {
  const base: { readonly [section: string]: unknown } = town;
  const merged = Object.entries(changes).map(([section, change]) => [
    section,
    isSection(base[section]) && isSection(change) ? { ...base[section], ...change } : change,
  ]);
  return Variant.parse({ ...base, ...Object.fromEntries(merged) });
}

const isSection = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Somebody in a role; who refers belongs to the example's practice, and the resident is the one of the examples. */
export const somebody = (role: Role): Actor =>
  ({
    id: role === "system" ? "engine" : role === "resident" ? "resident-1" : `some-${role}`,
    role,
    ...(role === "referrer" && { organisation: "practice-1" }),
  }) as Actor;

/** A Monday morning on which the example's facts happen, and the Monday after, on which something is decided. */
export const monday = "2024-03-04T09:00:00.000Z" as Instant;
/** A week after the examples begin. */
export const nextMonday = "2024-03-11T09:00:00.000Z" as Instant;

type Data<Type extends FactType> = z.input<(typeof factDefinitions)[Type]["data"]>;
/** What a fact of each type looks like when a specification does not say otherwise. */
export const exampleFacts: { readonly [Type in FactType]: Data<Type> } = {
  ReferralRegistered: {
    referral: "referral-1",
    resident: "resident-1",
    municipality: "example-town",
    variant: { id: "example-town", version: 1 },
    pathway: "individual",
    referrer: { profession: "gp", organisation: "practice-1" },
    channel: "zorgdomein",
    mainReason: "lonely",
    residentInformed: true,
    consent: { referral: true, contact: true, feedback: true },
    area: "north",
    age: 71,
  },
  ReferralAccepted: { referral: "referral-1", by: "referrer" },
  ReferralPostponed: { referral: "referral-1", until: "2024-04-08", reason: "holiday" },
  ReferralTakenUpAgain: { referral: "referral-1" },
  ConsentChanged: {
    referral: "referral-1",
    consent: { referral: true, contact: true, feedback: false },
  },
  PracticeChanged: { referral: "referral-1", practice: "practice-2", because: "practiceClosed" },
  DuplicateDismissed: { referral: "referral-1", other: "referral-2", reason: "other-person" },
  VariantMigrated: {
    referral: "referral-1",
    from: { id: "example-town", version: 1 },
    to: { id: "example-town", version: 2 },
  },
  StepRescheduled: {
    referral: "referral-1",
    step: "makeFirstContact",
    dueAt: "2024-03-18T09:00:00.000Z",
    to: "2024-03-24T23:00:00.000Z",
    reason: "on-holiday",
  },
  StepReminded: {
    referral: "referral-1",
    step: "makeFirstContact",
    dueAt: "2024-03-18T09:00:00.000Z",
    to: "coach",
  },
  StepEscalated: {
    referral: "referral-1",
    step: "makeFirstContact",
    dueAt: "2024-03-18T09:00:00.000Z",
    from: "coach",
    to: "coordinator",
    level: 1,
  },

  ContactAttempted: { referral: "referral-1", channel: "phone", outcome: "noAnswer" },
  IntakeStarted: { referral: "referral-1" },
  ConversationHeld: { referral: "referral-1", mode: "homeVisit" },
  IntakePutOnHold: { referral: "referral-1", until: "2024-04-08", reason: "debts" },
  IntakeResumed: { referral: "referral-1" },
  SideReferralMade: { referral: "referral-1", to: "debt-help" },

  CoachRegistered: { coach: "coach-1", practices: ["practice-1"], areas: ["north"] },
  CoachChanged: { coach: "coach-1", maxCaseload: 10 },
  CoachWentOnLeave: { coach: "coach-1" },
  CoachReturned: { coach: "coach-1" },
  CoachDeparted: { coach: "coach-1", reason: "other-work" },
  CoachAssigned: { referral: "referral-1", coach: "coach-1", resident: "resident-1", how: "byHand" },
  CoachReleased: { referral: "referral-1", coach: "coach-1", reason: "handover" },
  StandInArranged: { referral: "referral-1", coach: "coach-1", standIn: "coach-2" },
  StandInEnded: { referral: "referral-1", coach: "coach-1", standIn: "coach-2" },

  MeasurementTaken: {
    referral: "referral-1",
    instrument: "loneliness6",
    moment: "start",
    scores: { total: 4, emotional: 2, social: 2 },
  },

  ActivityOffered: { activity: "walking", kind: "walkingGroup" },
  ActivityChanged: { activity: "walking", kind: "walkingGroup", capacity: 12 },
  ActivitySuspended: { activity: "walking", reason: "lockdown" },
  ActivityResumed: { activity: "walking" },
  ActivityStopped: { activity: "walking", reason: "no-leader" },
  ActivityProposed: { referral: "referral-1", activity: "walking", kind: "walkingGroup" },
  GapSignalled: { referral: "referral-1", wanted: "eveningGroup" },
  ActivityMatched: { referral: "referral-1", activity: "walking", kind: "walkingGroup" },
  WaitingListJoined: { referral: "referral-1", activity: "walking", kind: "walkingGroup" },
  PlaceOffered: { referral: "referral-1", activity: "walking" },
  TrialStarted: { referral: "referral-1", activity: "walking" },
  ActivityAdded: { referral: "referral-1", activity: "painting", kind: "painting" },
  EnrolmentEnded: { referral: "referral-1", activity: "walking", reason: "prefers-other" },
  MatchingReopened: { referral: "referral-1", reason: "no-click" },

  ParticipationStarted: { referral: "referral-1", activity: "walking" },
  CheckedIn: { referral: "referral-1", went: "yes" },
  AttendanceRecorded: { referral: "referral-1", activity: "walking", on: "2024-03-05", present: true },
  ParticipationPaused: { referral: "referral-1", reason: "illness" },
  ParticipationResumed: { referral: "referral-1", stillSuitable: true },
  BecameVolunteer: { referral: "referral-1", activity: "walking" },
  GoalsReviewed: { referral: "referral-1", outcome: "on-course" },
  ParticipationCompleted: { referral: "referral-1", outcome: "goesOnAlone" },

  FeedbackBecameDue: { referral: "referral-1", moment: "match" },
  FeedbackDelegated: { referral: "referral-1", to: "practiceNurse" },
  FeedbackGiven: {
    referral: "referral-1",
    moments: ["match"],
    message: "takesPart",
    to: "gp",
    via: "phone",
  },
  FeedbackStillOwed: {
    referral: "referral-1",
    moments: [{ moment: "drop", since: "2024-03-04T09:00:00.000Z" }],
  },
  FeedbackImpossible: { referral: "referral-1", moments: ["drop"], reason: "practiceClosed" },

  ReferralDropped: {
    referral: "referral-1",
    reason: "wantsNoHelp",
    initiator: "resident",
    phase: "referred",
  },
  ReferralEnteredInError: { referral: "referral-1", reason: "wrong-person" },
  ReferralClosed: { referral: "referral-1", coach: "coach-1" },
  ReferralReopened: { referral: "referral-1", reason: "came-back" },

  IntakeClosed: { pathway: "individual", reason: "no-coach" },
  IntakeOpened: { pathway: "individual" },
};
