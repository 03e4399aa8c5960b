import type { CommandType } from "../command-types.ts";
import type { StepKind } from "./step-kinds.ts";

/** With which commands each step is taken: what its owner must be able to do, and what a screen can offer. */
export const stepCommands: { readonly [Kind in StepKind]: readonly CommandType[] } = {
  judgeSuitability: ["AcceptReferral"],
  takeUpAgain: ["TakeUpReferralAgain"],
  assignCoach: ["AssignCoach"],
  makeFirstContact: ["HoldConversation", "RecordContactAttempt"],
  tryContactAgain: ["HoldConversation", "RecordContactAttempt"],
  talkOrMatch: ["HoldConversation", "MatchActivity", "JoinWaitingList"],
  takeUpIntakeAgain: ["ResumeIntake"],
  reviewWaiting: ["HoldConversation", "OfferPlace", "MatchActivity", "ReturnToMatching"],
  answerOffer: ["MatchActivity", "ReturnToMatching"],
  startParticipation: ["StartParticipation", "StartTrial"],
  evaluateTrial: ["StartParticipation", "ReturnToMatching"],
  checkIn: ["CheckIn"],
  askAfterAbsence: ["CheckIn"],
  talkOfCompleting: ["CompleteParticipation", "ReviewGoals"],
  reviewGoals: ["ReviewGoals"],
  reviewPause: ["ResumeParticipation", "CompleteParticipation"],
  giveFeedback: ["GiveFeedback", "MarkFeedbackImpossible"],
  measure: ["TakeMeasurement"],
};
