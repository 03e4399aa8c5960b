import {
  type Actor,
  type CommandInput,
  type CommandType,
  isClosed,
  type Profession,
  type ReferralId,
  type ReferralState,
  type StepKind,
  type Variant,
} from "@wor/lifecycle";
import { fittingAge, suitableAnswers } from "./fitting.ts";

/** Who speaks, as far as a verb needs to know. */
export interface Speaker {
  readonly key: string;
  readonly actor: Actor;
  readonly profession: Profession;
  readonly variant: Variant;
}

/** A path as far as a verb needs to know it. */
export interface PathAsKnown {
  readonly id: ReferralId;
  readonly state: ReferralState;
  readonly variant: Variant;
}

/** Somebody or something by key, or as the harness knows them. */
export type Key = string | { readonly key: string };

type InputOf<Type extends CommandType> = Extract<CommandInput, { type: Type }>;

/** What can be told beside what a verb already says; `occurredAt` may be a day, for what is written down late. */
export type Told<Type extends CommandType, Said extends string = never> = Omit<
  InputOf<Type>,
  "type" | "referral" | Said
>;

type Optional<Type extends CommandType, Said extends string = never> = Partial<Told<Type, Said>>;

/**
 * What people do, in the words of the story. Each is one command to the engine; whether somebody may do it is for
 * the rules to say. What a story does not tell gets a plain value that fits the variant.
 */
export const verbs = {
  /** Refers a resident. `reason` is the main reason; without it, the first of the variant. */
  refers: (who: Speaker, resident: Key, told: Optional<"RegisterReferral"> & { reason?: string } = {}) => {
    const { reason, ...rest } = told;
    const { referring, pathway, triage } = who.variant;
    const { profession, actor } = who;
    const { code: channel = profession === "self" ? "ownInitiative" : "phone" } = referring.channels[0] ?? {};
    return {
      type: "RegisterReferral",
      resident: keyOf(resident),
      pathway,
      referrer: { profession, ...(actor.organisation && { organisation: actor.organisation }) },
      channel,
      mainReason: reason ?? referring.reasons[0]?.code ?? "other",
      residentInformed: true,
      consent: { referral: true, contact: true, feedback: true },
      ...(fittingAge(referring) !== undefined && { age: fittingAge(referring) }),
      ...(referring.handovers.includes("none") ? {} : { handover: referring.handovers[0] }),
      ...(triage.by === "referrer" && profession !== "self" && { answers: suitableAnswers(who.variant) }),
      ...rest,
    } satisfies InputOf<"RegisterReferral">;
  },
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

  /** Puts an activity on the sociale kaart. */
  offers: (_: Speaker, activity: string, told: Optional<"OfferActivity", "activity"> = {}) =>
    ({ type: "OfferActivity", activity, kind: "walking", ...told }) satisfies InputOf<"OfferActivity">,
  /** Changes what an activity is, whole. */
  changesActivity: (_: Speaker, activity: string, told: Optional<"ChangeActivity", "activity"> = {}) =>
    ({ type: "ChangeActivity", activity, kind: "walking", ...told }) satisfies InputOf<"ChangeActivity">,
  /** Lets an activity lie still for a while. */
  suspendsActivity: (_: Speaker, activity: string, told: Optional<"SuspendActivity", "activity"> = {}) =>
    ({ type: "SuspendActivity", activity, reason: "lockdown", ...told }) satisfies InputOf<"SuspendActivity">,
  /** Lets an activity begin again. */
  resumesActivity: (_: Speaker, activity: string, told: Optional<"ResumeActivity", "activity"> = {}) =>
    ({ type: "ResumeActivity", activity, ...told }) satisfies InputOf<"ResumeActivity">,
  /** Ends an activity for good. */
  stopsActivity: (_: Speaker, activity: string, told: Optional<"StopActivity", "activity"> = {}) =>
    ({ type: "StopActivity", activity, reason: "noLeader", ...told }) satisfies InputOf<"StopActivity">,

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
  drops: (_: Speaker, path: PathAsKnown, told: Optional<"DropReferral"> = {}) =>
    about(path, "DropReferral", { reason: "wantsNoHelp", initiator: initiatorOf(_.actor.role), ...told }),
  /** Finds that two referrals are of one resident and one matter: this one ends, the other goes on. */
  merges: (
    _: Speaker,
    path: PathAsKnown,
    into: { readonly id: string },
    told: Optional<"DropReferral", "mergedInto" | "reason"> = {},
  ) =>
    about(path, "DropReferral", {
      reason: "duplicate",
      initiator: initiatorOf(_.actor.role),
      mergedInto: into.id,
      ...told,
    }),
  /** This was never a referral. */
  marksInError: (_: Speaker, path: PathAsKnown, told: Optional<"MarkEnteredInError"> = {}) =>
    about(path, "MarkEnteredInError", { reason: "wrongPerson", ...told }),
  /** The resident comes back. */
  reopens: (_: Speaker, path: PathAsKnown, told: Optional<"ReopenReferral"> = {}) =>
    about(path, "ReopenReferral", { reason: "back", ...told }),

  /** No new referrals for now. */
  closesIntake: (who: Speaker, told: Optional<"CloseIntake"> = {}) =>
    ({
      type: "CloseIntake",
      pathway: who.variant.pathway,
      reason: "noCoach",
      ...told,
    }) satisfies InputOf<"CloseIntake">,
  /** New referrals are welcome again. */
  opensIntake: (who: Speaker, told: Optional<"OpenIntake"> = {}) =>
    ({ type: "OpenIntake", pathway: who.variant.pathway, ...told }) satisfies InputOf<"OpenIntake">,

  /** Begins to work here as a coach; also after having left. */
  startsWork: (who: Speaker, told: Optional<"RegisterCoach", "coach"> = {}) =>
    ({ type: "RegisterCoach", coach: who.key, ...told }) satisfies InputOf<"RegisterCoach">,
  /** Other practices, areas, hours or a smaller caseload; whole. */
  changesWork: (who: Speaker, told: Optional<"ChangeCoach", "coach"> = {}) =>
    ({ type: "ChangeCoach", coach: who.key, ...told }) satisfies InputOf<"ChangeCoach">,
  /** Is away for a while, with or without somebody who stands in. */
  goesOnLeave: (
    who: Speaker,
    told: Omit<Optional<"SendCoachOnLeave", "coach">, "standIn"> & { standIn?: Key } = {},
  ) => {
    const { standIn, ...rest } = told;
    return {
      type: "SendCoachOnLeave",
      coach: who.key,
      ...rest,
      ...(standIn !== undefined && { standIn: keyOf(standIn) }),
    } satisfies InputOf<"SendCoachOnLeave">;
  },
  /** Is back from leave. */
  comesBack: (who: Speaker, told: Optional<"BringCoachBack", "coach"> = {}) =>
    ({ type: "BringCoachBack", coach: who.key, ...told }) satisfies InputOf<"BringCoachBack">,
  /** Leaves for good. */
  leaves: (who: Speaker, told: Optional<"LetCoachDepart", "coach"> = {}) =>
    ({
      type: "LetCoachDepart",
      coach: who.key,
      reason: "otherWork",
      ...told,
    }) satisfies InputOf<"LetCoachDepart">,
  /** Puts a step off to another day, or does it sooner. */
  reschedules: (_: Speaker, path: PathAsKnown, told: Told<"RescheduleStep">) =>
    about(path, "RescheduleStep", told),
  /** Reminds of a step that is due soon: what the engine does by itself. */
  reminds: (_: Speaker, path: PathAsKnown, told: Told<"RemindStep">) => about(path, "RemindStep", told),
  /** Lets a step rise that was not taken: what the engine does by itself. */
  escalates: (_: Speaker, path: PathAsKnown, told: Told<"EscalateStep">) => about(path, "EscalateStep", told),
} as const;

/** What people do in a story: the name of a step. */
/** What somebody can do in a story. */
export type Verb = keyof typeof verbs;

/** The kind of command behind each verb. */
export type CommandOf<V extends Verb> = ReturnType<(typeof verbs)[V]>["type"];

function about<Type extends CommandType>(
  path: PathAsKnown,
  type: Type,
  told: Told<Type>,
): InputOf<Type> & { type: Type } {
  return { type, referral: path.id, ...told } as unknown as InputOf<Type> & { type: Type };
}

export const keyOf = (key: Key): string => (typeof key === "string" ? key : key.key);

/** The activity the resident has a place in; a key nobody knows when there is none, so that the rules can say so. */
const enrolledIn = ({ state }: PathAsKnown): string =>
  state.record.enrolments.findLast((one) => one.status !== "ended")?.activity ?? "none";

function initiatorOf(role: Actor["role"]): InputOf<"DropReferral">["initiator"] {
  return role === "resident" || role === "referrer" ? role : "service";
}

function fittingMessage({ state, variant }: PathAsKnown): InputOf<"GiveFeedback">["message"] {
  const fits: readonly InputOf<"GiveFeedback">["message"][] =
    state.record.ending?.reason === "unreachable"
      ? ["unreachable", "stopped", "notSuitable"]
      : state.record.ending !== undefined
        ? ["stopped", "notSuitable"]
        : state.place.lifecycle.startsWith("feedback") || isClosed(state.place)
          ? ["completed", "takesPart"]
          : state.record.enrolments.length > 0
            ? ["takesPart", "exploring"]
            : ["exploring", "takesPart"];
  const { messages } = variant.feedback;
  return fits.find((one) => messages.includes(one)) ?? messages[0] ?? "takesPart";
}

/** Steps by their words in a failure. */
export const stepWords: { readonly [Kind in StepKind]: string } = {
  judgeSuitability: "judge whether it suits",
  takeUpAgain: "take up again",
  assignCoach: "find a coach",
  makeFirstContact: "make first contact",
  tryContactAgain: "try again to make contact",
  talkOrMatch: "talk again or find a match",
  takeUpIntakeAgain: "take up the intake again",
  reviewWaiting: "look at the waiting list",
  startParticipation: "start taking part",
  evaluateTrial: "look back at the first time",
  checkIn: "ask how it goes",
  askAfterAbsence: "ask after the absence",
  reviewGoals: "look at the goals",
  answerOffer: "answer the offer of a place",
  talkOfCompleting: "talk of completing",
  reviewPause: "look whether to go on after the pause",
  giveFeedback: "tell the referrer",
  measure: "take a questionnaire",
};
