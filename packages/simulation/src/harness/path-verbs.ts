import type { CommandType, Profession } from "@wor/lifecycle";
import { fittingMessage, suitableAnswers } from "./fitting.ts";
import {
  type InputOf,
  type Key,
  keyOf,
  type Optional,
  type PathAsKnown,
  type Speaker,
  type Told,
} from "./told.ts";

/** What people do about one referral: the first thing they tell is which. */
export const pathVerbs = {
  /** Finds that this is the right help. */
  accepts: (_: Speaker, path: PathAsKnown, told: Optional<"AcceptReferral"> = {}) =>
    about(path, "AcceptReferral", { answers: suitableAnswers(path.variant), ...told }),
  /** Not now; come back on a day. */
  postpones: (
    _: Speaker,
    path: PathAsKnown,
    until: string,
    told: Optional<"PostponeReferral", "until"> = {},
  ) => about(path, "PostponeReferral", { until, reason: "wrongMoment", ...told }),
  /** Goes on sooner than the day agreed. */
  takesUpAgain: (_: Speaker, path: PathAsKnown, told: Optional<"TakeUpReferralAgain"> = {}) =>
    about(path, "TakeUpReferralAgain", told),
  /** Notes that the resident agrees to something else than before. */
  notesConsent: (
    _: Speaker,
    path: PathAsKnown,
    consent: Partial<InputOf<"ChangeConsent">["consent"]>,
    told: Optional<"ChangeConsent", "consent"> = {},
  ) => about(path, "ChangeConsent", { consent: { ...path.state.record.consent, ...consent }, ...told }),
  /** Finds that two referrals that look alike are of two people. */
  dismissesDuplicate: (
    _: Speaker,
    path: PathAsKnown,
    other: { readonly id: string },
    told: Optional<"DismissDuplicate", "other"> = {},
  ) => about(path, "DismissDuplicate", { other: other.id, reason: "twoPeople", ...told }),
  /** Moves a referral to another version of the rules. */
  migrates: (
    _: Speaker,
    path: PathAsKnown,
    to: { readonly id: string; readonly version: number },
    told: Optional<"MigrateVariant", "to"> = {},
  ) => about(path, "MigrateVariant", { to: { id: to.id, version: to.version }, ...told }),

  /** Tries to reach the resident; without more, nobody answers the phone. */
  triesToReach: (_: Speaker, path: PathAsKnown, told: Optional<"RecordContactAttempt"> = {}) =>
    about(path, "RecordContactAttempt", { channel: "phone", outcome: "noAnswer", ...told }),
  /** Talks with the resident; the first time is the intake. */
  holdsConversation: (_: Speaker, path: PathAsKnown, told: Optional<"HoldConversation"> = {}) =>
    about(path, "HoldConversation", { mode: path.variant.conversations.modes[0] ?? "homeVisit", ...told }),
  /** Other matters come first, until a day. */
  putsOnHold: (
    _: Speaker,
    path: PathAsKnown,
    until: string,
    told: Optional<"PutIntakeOnHold", "until"> = {},
  ) => about(path, "PutIntakeOnHold", { until, reason: "otherMattersFirst", ...told }),
  /** Goes on with the intake. */
  resumesIntake: (_: Speaker, path: PathAsKnown, told: Optional<"ResumeIntake"> = {}) =>
    about(path, "ResumeIntake", told),
  /** Brings in other help beside this path. */
  refersAside: (_: Speaker, path: PathAsKnown, to: string, told: Optional<"MakeSideReferral", "to"> = {}) =>
    about(path, "MakeSideReferral", { to, ...told }),
  /** Takes a questionnaire. */
  measures: (_: Speaker, path: PathAsKnown, told: Told<"TakeMeasurement">) =>
    about(path, "TakeMeasurement", told),

  /** Gives the resident a coach. */
  assigns: (_: Speaker, path: PathAsKnown, coach: Key, told: Optional<"AssignCoach", "coach"> = {}) =>
    about(path, "AssignCoach", { coach: keyOf(coach), ...told }),
  /** Gives the resident back, to wait for another coach. */
  releases: (_: Speaker, path: PathAsKnown, told: Optional<"ReleaseCoach"> = {}) =>
    about(path, "ReleaseCoach", { reason: "handover", ...told }),

  /** Puts an activity before the resident. */
  proposes: (
    _: Speaker,
    path: PathAsKnown,
    activity: string,
    told: Optional<"ProposeActivity", "activity"> = {},
  ) => about(path, "ProposeActivity", { activity, ...told }),
  /** Nothing on offer fits. */
  signalsGap: (_: Speaker, path: PathAsKnown, wanted: string, told: Optional<"SignalGap", "wanted"> = {}) =>
    about(path, "SignalGap", { wanted, ...told }),
  /** Finds with the resident what fits. */
  matches: (
    _: Speaker,
    path: PathAsKnown,
    activity: string,
    told: Optional<"MatchActivity", "activity"> = {},
  ) => about(path, "MatchActivity", { activity, ...told }),
  /** It fits but it is full. */
  putsOnWaitingList: (
    _: Speaker,
    path: PathAsKnown,
    activity: string,
    told: Optional<"JoinWaitingList", "activity"> = {},
  ) => about(path, "JoinWaitingList", { activity, ...told }),
  /** A place has come free for who waits; without more, in the activity waited for. */
  offersPlace: (_: Speaker, path: PathAsKnown, told: Optional<"OfferPlace"> = {}) =>
    about(path, "OfferPlace", { activity: path.state.record.matching.waitingFor ?? "none", ...told }),
  /** A first time, to see; without more, in the activity that was agreed. */
  startsTrial: (_: Speaker, path: PathAsKnown, told: Optional<"StartTrial"> = {}) =>
    about(path, "StartTrial", { activity: enrolledIn(path), ...told }),
  /** Looks on for something else, without a drop. */
  looksOn: (_: Speaker, path: PathAsKnown, told: Optional<"ReturnToMatching"> = {}) =>
    about(path, "ReturnToMatching", { reason: "doesNotFit", ...told }),
  /** Adds a second activity. */
  adds: (_: Speaker, path: PathAsKnown, activity: string, told: Optional<"AddActivity", "activity"> = {}) =>
    about(path, "AddActivity", { activity, ...told }),
  /** One of several activities ends. */
  endsEnrolment: (
    _: Speaker,
    path: PathAsKnown,
    activity: string,
    told: Optional<"EndEnrolment", "activity"> = {},
  ) => about(path, "EndEnrolment", { activity, reason: "enough", ...told }),

  /** The resident takes part; without more, in the activity that was agreed. */
  startsParticipation: (_: Speaker, path: PathAsKnown, told: Optional<"StartParticipation"> = {}) =>
    about(path, "StartParticipation", { activity: enrolledIn(path), ...told }),
  /** Asks: did you go? */
  checksIn: (
    _: Speaker,
    path: PathAsKnown,
    went: InputOf<"CheckIn">["went"] = "yes",
    told: Optional<"CheckIn", "went"> = {},
  ) => about(path, "CheckIn", { went, ...told }),
  /** Notes who was there. */
  notesAttendance: (
    _: Speaker,
    path: PathAsKnown,
    told: Optional<"RecordAttendance"> & Pick<InputOf<"RecordAttendance">, "on">,
  ) => about(path, "RecordAttendance", { activity: enrolledIn(path), present: true, ...told }),
  /** Illness, holiday, lockdown. */
  pauses: (_: Speaker, path: PathAsKnown, told: Optional<"PauseParticipation"> = {}) =>
    about(path, "PauseParticipation", { reason: "illness", ...told }),
  /** Goes on after a pause. */
  resumes: (_: Speaker, path: PathAsKnown, told: Optional<"ResumeParticipation"> = {}) =>
    about(path, "ResumeParticipation", { stillSuitable: true, ...told }),
  /** The participant helps others now. */
  notesVolunteering: (_: Speaker, path: PathAsKnown, told: Optional<"BecomeVolunteer"> = {}) =>
    about(path, "BecomeVolunteer", told),
  /** Looks at the goals together. */
  reviewsGoals: (_: Speaker, path: PathAsKnown, told: Optional<"ReviewGoals"> = {}) =>
    about(path, "ReviewGoals", { outcome: "onTheWay", ...told }),
  /** What was hoped for has been reached. */
  completes: (_: Speaker, path: PathAsKnown, told: Optional<"CompleteParticipation"> = {}) =>
    about(path, "CompleteParticipation", { outcome: "goesOnAlone", ...told }),

  /** Tells the referrer; without more, what fits where the referral stands. */
  givesFeedback: (_: Speaker, path: PathAsKnown, told: Optional<"GiveFeedback"> = {}) =>
    about(path, "GiveFeedback", { message: fittingMessage(path), via: "phone", ...told }),
  /** Somebody else receives the feedback for the referrer. */
  delegatesFeedback: (
    _: Speaker,
    path: PathAsKnown,
    to: Profession,
    told: Optional<"DelegateFeedback", "to"> = {},
  ) => about(path, "DelegateFeedback", { to, ...told }),
  /** Another practice hears back from now on. */
  changesPractice: (
    _: Speaker,
    path: PathAsKnown,
    practice: string,
    told: Optional<"ChangePractice", "practice"> = {},
  ) => about(path, "ChangePractice", { practice, because: "practiceClosed", ...told }),
  /** Nobody can be told. */
  cannotTell: (_: Speaker, path: PathAsKnown, told: Optional<"MarkFeedbackImpossible"> = {}) =>
    about(path, "MarkFeedbackImpossible", { reason: "practiceClosed", ...told }),

  /** It ends before it was completed; without more, at the wish of whoever says so. */
  drops: (who: Speaker, path: PathAsKnown, told: Optional<"DropReferral"> = {}) =>
    about(path, "DropReferral", { reason: "wantsNoHelp", initiator: initiatorOf(who), ...told }),
  /** Finds that two referrals are of one resident and one matter: this one ends, the other goes on. */
  merges: (
    who: Speaker,
    path: PathAsKnown,
    into: { readonly id: string },
    told: Optional<"DropReferral", "mergedInto" | "reason"> = {},
  ) =>
    about(path, "DropReferral", {
      reason: "duplicate",
      initiator: initiatorOf(who),
      mergedInto: into.id,
      ...told,
    }),
  /** This was never a referral. */
  marksInError: (_: Speaker, path: PathAsKnown, told: Optional<"MarkEnteredInError"> = {}) =>
    about(path, "MarkEnteredInError", { reason: "wrongPerson", ...told }),
  /** The resident comes back. */
  reopens: (_: Speaker, path: PathAsKnown, told: Optional<"ReopenReferral"> = {}) =>
    about(path, "ReopenReferral", { reason: "back", ...told }),

  /** Puts a step off to another day, or does it sooner. */
  reschedules: (_: Speaker, path: PathAsKnown, told: Told<"RescheduleStep">) =>
    about(path, "RescheduleStep", told),
  /** Reminds of a step that is due soon: what the engine does by itself. */
  reminds: (_: Speaker, path: PathAsKnown, told: Told<"RemindStep">) => about(path, "RemindStep", told),
  /** Lets a step rise that was not taken: what the engine does by itself. */
  escalates: (_: Speaker, path: PathAsKnown, told: Told<"EscalateStep">) => about(path, "EscalateStep", told),
} as const;

function about<Type extends CommandType>(
  path: PathAsKnown,
  type: Type,
  told: Told<Type>,
): InputOf<Type> & { type: Type } {
  return { type, referral: path.id, ...told } as unknown as InputOf<Type> & { type: Type };
}

/** The activity the resident has a place in; a key nobody knows when there is none, so that the rules can say so. */
const enrolledIn = ({ state }: PathAsKnown): string =>
  state.record.enrolments.findLast((one) => one.status !== "ended")?.activity ?? "none";

function initiatorOf({ actor: { role } }: Speaker): InputOf<"DropReferral">["initiator"] {
  if (role === "resident") return "resident";
  return role === "referrer" || role === "practiceNurse" ? "referrer" : "service";
}
