import { z } from "zod";
import { fact, referralFact } from "../fact.ts";
import { CoachId, Code, OrganisationId, ResidentId } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";

/** What a coach is registered with. Hours and caseload: hours a week differ per place (Samen in beweging §2). */
export const coachProfile = {
  practices: z.array(OrganisationId).max(100).default([]),
  areas: z.array(Code).max(100).default([]),
  /** Residents at the same time; without it, the variant's. */
  maxCaseload: z.int().min(0).max(1000).optional(),
  hoursPerWeek: z.number().min(0).max(60).optional(),
  /** Trained in Welzijn op Recept (RIVM/TNO L304-311, L973-974). */
  trained: z.boolean().default(true),
  /** A coach may be community builder in the same area (Nijmegen L20-22). */
  alsoWorksAs: Code.optional(),
};

/** Facts about coaches, who exist beside the referrals. */
export const coachFacts = {
  CoachRegistered: fact(1, { coach: CoachId, ...coachProfile }),
  CoachChanged: fact(1, { coach: CoachId, ...coachProfile }),
  CoachWentOnLeave: fact(1, { coach: CoachId, until: CalendarDate.optional(), standIn: CoachId.optional() }),
  CoachReturned: fact(1, { coach: CoachId }),
  CoachDeparted: fact(1, { coach: CoachId, reason: Code }),
};

/** Facts about the coach of one referral. */
export const assignmentFacts = {
  CoachAssigned: referralFact(
    1,
    { coach: CoachId, resident: ResidentId, how: z.enum(["byHand", "byRule"]), because: Code.optional() },
    (record, { data, occurredAt }) => {
      record.coach.id = data.coach;
      record.coach.since = occurredAt;
      record.coach.missingSince = undefined;
      record.coach.gaveBack = record.coach.gaveBack?.filter((one) => one !== data.coach);
    },
  ),

  CoachReleased: referralFact(1, { coach: CoachId, reason: Code }, (record, { data, occurredAt }) => {
    record.coach.former.push(data.coach);
    if (!outOfNeed.has(data.reason)) record.coach.gaveBack = [...(record.coach.gaveBack ?? []), data.coach];
    record.coach.id = undefined;
    record.coach.since = undefined;
    record.coach.standIn = undefined;
    record.coach.missingSince = occurredAt;
  }),

  StandInArranged: referralFact(1, { coach: CoachId, standIn: CoachId }, (record, { data }) => {
    record.coach.standIn = data.standIn;
  }),

  StandInEnded: referralFact(1, { coach: CoachId, standIn: CoachId }, (record) => {
    record.coach.standIn = undefined;
  }),
};

/** Why a coach is released who may well be asked again: nobody chose to part. */
const outOfNeed: ReadonlySet<string> = new Set(["onLeave", "departed", "standInLeft", "handover"]);
