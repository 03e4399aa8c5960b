import { z } from "zod";
import { leavesTheRecordAsItIs, referralFact } from "../fact.ts";
import { Code, OrganisationId, ReferralId, ResidentId, SealedText } from "../vocabulary/identifiers.ts";
import { Profession, Role } from "../vocabulary/roles.ts";
import { CalendarDate, Instant } from "../vocabulary/times.ts";

export const Pathway = z.enum(["individual", "cohort", "visit"]);
export const Consent = z.strictObject({ referral: z.boolean(), contact: z.boolean(), feedback: z.boolean() });
export const Referrer = z.strictObject({ profession: Profession, organisation: OrganisationId.optional() });

/** What is written down when somebody refers, in the fewest fields the sources ask for (RIVM/TNO L1378-1383). */
export const registration = {
  resident: ResidentId,
  /** The same resident's pseudonym under the key before, while keys are being replaced: looked under as well. */
  formerResident: ResidentId.optional(),
  referrer: Referrer,
  /** By which way it came: `zorgdomein`, `viplive`, `phone`, `informationPoint`, … */
  channel: Code,
  mainReason: Code,
  /** Several problems come together while a form has one field for the main one (Samen in beweging L5532-5533). */
  furtherReasons: z.array(Code).max(10).default([]),
  helpQuestion: SealedText.optional(),
  /** Who held "het andere gesprek", so that it is not held twice (RIVM/TNO L1163-1170). */
  otherConversation: z.enum(["referrer", "coach", "both", "notHeld", "unknown"]).default("unknown"),
  /** Whether the resident knows what this is and why (RIVM/TNO L467-468, L1131-1133). */
  residentInformed: z.boolean(),
  consent: Consent,
  handover: z.enum(["none", "warm", "appointment"]).default("none"),
  appointmentAt: Instant.optional(),
  /** Some can only be reached by way of another organisation (Samen in beweging L4664-4667). */
  contactThrough: OrganisationId.optional(),
  area: Code.optional(),
  age: z.int().min(0).max(125).optional(),
  sex: z.enum(["female", "male", "other", "unknown"]).default("unknown"),
  /** Complaints that hinder taking part (Nijmegen L31: 45 of 89). */
  hindered: z.boolean().optional(),
  /** Circumstances the referrer ticked that the variant may exclude. */
  circumstances: z.array(Code).max(20).default([]),
};

/**
 * The resident's pseudonyms under keys older still, or under any other key: looked under, and not written down. For
 * who is referred anew or comes back after keys were replaced more than once.
 */
export const alsoKnownAs = z.array(ResidentId).max(10).optional();

/** A variant, its version and, as a hash, the content it had: so that a change under the same number is seen. */
const VariantPin = z.strictObject({
  id: z.string(),
  version: z.int(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const referralFacts = {
  ReferralRegistered: referralFact(
    1,
    {
      ...registration,
      pathway: Pathway,
      municipality: z.string(),
      variant: VariantPin,
      secondBecause: Code.optional(),
      previous: ReferralId.optional(),
    },
    (record, { data, occurredAt }) => {
      record.id = data.referral;
      record.municipality = data.municipality;
      record.variant = data.variant;
      record.pathway = data.pathway;
      record.resident = data.resident;
      record.formerResident = data.formerResident;
      record.referrer = data.referrer;
      record.channel = data.channel;
      record.mainReason = data.mainReason;
      record.furtherReasons = data.furtherReasons;
      record.area = data.area;
      record.consent = data.consent;
      record.secondBecause = data.secondBecause;
      record.previous = data.previous;
      record.appointmentAt = data.appointmentAt;
      record.contact.through = data.contactThrough;
      record.registeredAt = occurredAt;
      record.coach.missingSince = occurredAt;
    },
  ),

  ReferralAccepted: referralFact(
    1,
    {
      by: z.enum(["referrer", "coach", "coordinator"]),
      /** Another organisation looked first whether this suits: home visits (Samen in beweging L4109-4166). */
      screenedBy: OrganisationId.optional(),
    },
    (record, { occurredAt }) => {
      record.triage.acceptedAt = occurredAt;
    },
  ),

  ReferralPostponed: referralFact(1, { until: CalendarDate, reason: Code }, (record, { data }) => {
    record.triage.postponedUntil = data.until;
    record.triage.postponements += 1;
    record.appointmentAt = undefined;
    record.rescheduled.takeUpAgain = undefined;
  }),

  ReferralTakenUpAgain: referralFact(1, {}, leavesTheRecordAsItIs),

  ConsentChanged: referralFact(1, { consent: Consent }, (record, { data }) => {
    record.consent = data.consent;
  }),

  /** From now on another practice hears back; `enteredWrongly` when it should have been that one from the start. */
  PracticeChanged: referralFact(
    1,
    { practice: OrganisationId, because: z.enum(["enteredWrongly", "practiceClosed", "residentMoved"]) },
    (record, { data }) => {
      record.referrer = { ...record.referrer, organisation: data.practice };
      // Whom the former practice had named to receive it was of that practice.
      record.feedback.delegatedTo = undefined;
    },
  ),

  DuplicateDismissed: referralFact(1, { other: ReferralId, reason: Code }, (record, { data }) => {
    record.notDuplicates.push(data.other);
  }),

  VariantMigrated: referralFact(
    1,
    {
      from: VariantPin,
      to: VariantPin,
    },
    (record, { data }) => {
      record.variant = data.to;
    },
  ),

  StepReminded: referralFact(1, { step: z.string(), dueAt: Instant, to: Role }, (record, { data }) => {
    record.reminders[data.step] = data.dueAt;
  }),

  StepRescheduled: referralFact(
    1,
    { step: z.string(), dueAt: Instant, to: Instant, reason: Code },
    (record, { data: { step, dueAt, to } }) => {
      const before = record.rescheduled[step];
      record.rescheduled[step] = { from: before?.to === dueAt ? before.from : dueAt, to };
    },
  ),

  StepEscalated: referralFact(
    1,
    { step: z.string(), dueAt: Instant, from: Role, to: Role, level: z.int().min(1) },
    (record, { data, occurredAt }) => {
      record.escalations[data.step] = { dueAt: data.dueAt, to: data.to, at: occurredAt, level: data.level };
    },
  ),
};
