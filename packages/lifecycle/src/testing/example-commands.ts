import type { CommandType } from "../command-types.ts";
import type { CommandInput } from "../decisions.ts";

type Contents<Type extends CommandType> = Omit<Extract<CommandInput, { type: Type }>, "type">;

/** What a command of each type looks like when a specification does not say otherwise. */
export const exampleCommands: { readonly [Type in CommandType]: Contents<Type> } = {
  RegisterReferral: {
    resident: "resident-1",
    referrer: { profession: "gp", organisation: "practice-1" },
    channel: "zorgdomein",
    mainReason: "lonely",
    residentInformed: true,
    consent: { referral: true, contact: true, feedback: true },
    area: "north",
    age: 71,
  },
  AcceptReferral: { referral: "referral-1" },
  PostponeReferral: { referral: "referral-1", until: "2024-04-08", reason: "holiday" },
  TakeUpReferralAgain: { referral: "referral-1" },
  ChangeConsent: {
    referral: "referral-1",
    consent: { referral: true, contact: true, feedback: false },
  },
  ChangePractice: { referral: "referral-1", practice: "practice-2", because: "practiceClosed" },
  DismissDuplicate: { referral: "referral-1", other: "referral-2", reason: "other-person" },
  MigrateVariant: { referral: "referral-1", to: { id: "example-town", version: 2 } },

  RecordContactAttempt: { referral: "referral-1", channel: "phone", outcome: "noAnswer" },
  HoldConversation: { referral: "referral-1", mode: "homeVisit" },
  PutIntakeOnHold: { referral: "referral-1", until: "2024-04-08", reason: "debts" },
  ResumeIntake: { referral: "referral-1" },
  MakeSideReferral: { referral: "referral-1", to: "debt-help" },
  TakeMeasurement: {
    referral: "referral-1",
    instrument: "loneliness6",
    moment: "start",
    answers: { emptiness: "yes" },
  },

  RegisterCoach: { coach: "coach-1", practices: ["practice-1"], areas: ["north"] },
  ChangeCoach: { coach: "coach-1", maxCaseload: 10 },
  SendCoachOnLeave: { coach: "coach-1" },
  BringCoachBack: { coach: "coach-1" },
  LetCoachDepart: { coach: "coach-1", reason: "other-work" },
  AssignCoach: { referral: "referral-1", coach: "coach-1" },
  ReleaseCoach: { referral: "referral-1", reason: "no-click" },

  OfferActivity: { activity: "walking", kind: "walkingGroup" },
  ChangeActivity: { activity: "walking", kind: "walkingGroup", capacity: 12 },
  SuspendActivity: { activity: "walking", reason: "lockdown" },
  ResumeActivity: { activity: "walking" },
  StopActivity: { activity: "walking", reason: "no-leader" },
  ProposeActivity: { referral: "referral-1", activity: "walking" },
  SignalGap: { referral: "referral-1", wanted: "eveningGroup" },
  MatchActivity: { referral: "referral-1", activity: "walking" },
  JoinWaitingList: { referral: "referral-1", activity: "walking" },
  OfferPlace: { referral: "referral-1", activity: "walking" },
  StartTrial: { referral: "referral-1", activity: "walking" },
  ReturnToMatching: { referral: "referral-1", reason: "no-click" },
  AddActivity: { referral: "referral-1", activity: "painting" },
  EndEnrolment: { referral: "referral-1", activity: "walking", reason: "prefers-other" },

  StartParticipation: { referral: "referral-1", activity: "walking" },
  CheckIn: { referral: "referral-1", went: "yes" },
  RecordAttendance: { referral: "referral-1", activity: "walking", on: "2024-03-05", present: true },
  PauseParticipation: { referral: "referral-1", reason: "illness" },
  ResumeParticipation: { referral: "referral-1", stillSuitable: true },
  BecomeVolunteer: { referral: "referral-1", activity: "walking" },
  ReviewGoals: { referral: "referral-1", outcome: "on-course" },
  CompleteParticipation: { referral: "referral-1", outcome: "goesOnAlone" },

  GiveFeedback: { referral: "referral-1", message: "takesPart", via: "phone" },
  DelegateFeedback: { referral: "referral-1", to: "practiceNurse" },
  MarkFeedbackImpossible: { referral: "referral-1", reason: "practiceClosed" },

  DropReferral: { referral: "referral-1", reason: "wantsNoHelp", initiator: "resident" },
  MarkEnteredInError: { referral: "referral-1", reason: "wrong-person" },
  ReopenReferral: { referral: "referral-1", reason: "came-back" },

  CloseIntake: { reason: "no-coach" },
  OpenIntake: {},
  RescheduleStep: {
    referral: "referral-1",
    step: "makeFirstContact",
    dueAt: "2024-03-18T09:00:00.000Z",
    to: "2024-03-25",
    reason: "on-holiday",
  },
  RemindStep: {
    referral: "referral-1",
    step: "makeFirstContact",
    dueAt: "2024-03-18T09:00:00.000Z",
    to: "coach",
  },
  EscalateStep: {
    referral: "referral-1",
    step: "makeFirstContact",
    dueAt: "2024-03-18T09:00:00.000Z",
    level: 1,
  },
};
