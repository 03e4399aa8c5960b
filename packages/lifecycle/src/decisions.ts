import type { z } from "zod";
import {
  joinWaitingList,
  matchActivity,
  offerPlace,
  proposeActivity,
  returnToMatching,
  signalGap,
  startTrial,
} from "./activity/matching.ts";
import {
  changeActivity,
  offerActivity,
  resumeActivity,
  stopActivity,
  suspendActivity,
} from "./activity/offering.ts";
import { addActivity, endEnrolment } from "./activity/several.ts";
import { assignCoach, releaseCoach } from "./coach/assigning.ts";
import { bringCoachBack, letCoachDepart, sendCoachOnLeave } from "./coach/leaving.ts";
import { changeCoach, registerCoach } from "./coach/registering.ts";
import type { CommandType } from "./command-types.ts";
import { recordContactAttempt } from "./contact/attempting.ts";
import { holdConversation } from "./contact/conversing.ts";
import { makeSideReferral, putIntakeOnHold, resumeIntake } from "./contact/waiting-for-other-matters.ts";
import { markEnteredInError } from "./ending/correcting.ts";
import { dropReferral } from "./ending/dropping.ts";
import { reopenReferral } from "./ending/reopening.ts";
import { delegateFeedback, giveFeedback, markFeedbackImpossible } from "./feedback/giving.ts";
import { takeMeasurement } from "./measurement/measuring.ts";
import { completeParticipation } from "./participation/completing.ts";
import { becomeVolunteer, checkIn, recordAttendance, reviewGoals } from "./participation/following.ts";
import { pauseParticipation, resumeParticipation } from "./participation/pausing.ts";
import { startParticipation } from "./participation/starting.ts";
import { closeIntake, openIntake } from "./pathway-intake/opening.ts";
import { changePractice } from "./referral/changing-practice.ts";
import { changeConsent } from "./referral/consenting.ts";
import { dismissDuplicate } from "./referral/duplicates.ts";
import { registerReferral } from "./referral/registering.ts";
import { acceptReferral, postponeReferral, takeUpReferralAgain } from "./referral/triage.ts";
import { rescheduleStep } from "./steps/rescheduling.ts";
import { escalateStep, remindStep } from "./steps/rising.ts";
import { migrateVariant } from "./variant/migrating.ts";

/** The decision behind each command. */
export const decisions = {
  RegisterReferral: registerReferral,
  AcceptReferral: acceptReferral,
  PostponeReferral: postponeReferral,
  TakeUpReferralAgain: takeUpReferralAgain,
  ChangeConsent: changeConsent,
  ChangePractice: changePractice,
  DismissDuplicate: dismissDuplicate,
  MigrateVariant: migrateVariant,

  RecordContactAttempt: recordContactAttempt,
  HoldConversation: holdConversation,
  PutIntakeOnHold: putIntakeOnHold,
  ResumeIntake: resumeIntake,
  MakeSideReferral: makeSideReferral,
  TakeMeasurement: takeMeasurement,

  RegisterCoach: registerCoach,
  ChangeCoach: changeCoach,
  SendCoachOnLeave: sendCoachOnLeave,
  BringCoachBack: bringCoachBack,
  LetCoachDepart: letCoachDepart,
  AssignCoach: assignCoach,
  ReleaseCoach: releaseCoach,

  OfferActivity: offerActivity,
  ChangeActivity: changeActivity,
  SuspendActivity: suspendActivity,
  ResumeActivity: resumeActivity,
  StopActivity: stopActivity,
  ProposeActivity: proposeActivity,
  SignalGap: signalGap,
  MatchActivity: matchActivity,
  JoinWaitingList: joinWaitingList,
  OfferPlace: offerPlace,
  StartTrial: startTrial,
  ReturnToMatching: returnToMatching,
  AddActivity: addActivity,
  EndEnrolment: endEnrolment,

  StartParticipation: startParticipation,
  CheckIn: checkIn,
  RecordAttendance: recordAttendance,
  PauseParticipation: pauseParticipation,
  ResumeParticipation: resumeParticipation,
  BecomeVolunteer: becomeVolunteer,
  ReviewGoals: reviewGoals,
  CompleteParticipation: completeParticipation,

  GiveFeedback: giveFeedback,
  DelegateFeedback: delegateFeedback,
  MarkFeedbackImpossible: markFeedbackImpossible,

  DropReferral: dropReferral,
  MarkEnteredInError: markEnteredInError,
  ReopenReferral: reopenReferral,

  CloseIntake: closeIntake,
  OpenIntake: openIntake,
  RescheduleStep: rescheduleStep,
  RemindStep: remindStep,
  EscalateStep: escalateStep,
} as const satisfies { readonly [Type in CommandType]: { readonly type: Type } };

type Decisions = typeof decisions;

/** A command as somebody writes it: ids are plain strings, and what has a default may be left out. */
export type CommandInput = { [Type in CommandType]: z.input<Decisions[Type]["command"]> }[CommandType];

/** A command that has been checked, with its defaults filled in. */
export type Command = { [Type in CommandType]: z.output<Decisions[Type]["command"]> }[CommandType];
