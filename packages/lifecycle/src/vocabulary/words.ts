import type { CommandType } from "../command-types.ts";
import type { LifecyclePlace, Stage } from "../machine/place.ts";
import type { StepKind } from "../steps/step-kinds.ts";
import type { Profession, Role } from "./roles.ts";

/** Words in the two languages that people here read. */
export interface Words {
  readonly nl: string;
  readonly en: string;
}

/** The languages of {@link Words}. */
export type Locale = keyof Words;

/** What is done, as people say it of somebody: "de coach … ". */
export const commandWords: { readonly [Command in CommandType]: Words } = {
  RegisterReferral: { nl: "verwijzen", en: "refer" },
  AcceptReferral: { nl: "verwijzing aannemen", en: "accept the referral" },
  PostponeReferral: { nl: "uitstellen", en: "postpone" },
  TakeUpReferralAgain: { nl: "weer oppakken", en: "take up again" },
  ChangeConsent: { nl: "toestemming wijzigen", en: "change consent" },
  ChangePractice: { nl: "de verwijzende praktijk wijzigen", en: "change the referring practice" },
  DismissDuplicate: { nl: "vastleggen dat het geen dubbele is", en: "dismiss a duplicate" },
  MigrateVariant: { nl: "naar nieuwe afspraken overzetten", en: "move to new rules" },

  RecordContactAttempt: { nl: "contact zoeken", en: "try to make contact" },
  HoldConversation: { nl: "in gesprek gaan", en: "hold a conversation" },
  PutIntakeOnHold: { nl: "pas op de plaats maken", en: "put on hold" },
  ResumeIntake: { nl: "gesprekken hervatten", en: "go on" },
  MakeSideReferral: { nl: "daarnaast doorverwijzen", en: "refer for another matter" },
  TakeMeasurement: { nl: "vragenlijst afnemen", en: "take a questionnaire" },

  RegisterCoach: { nl: "coach aanmelden", en: "register a coach" },
  ChangeCoach: { nl: "gegevens van een coach wijzigen", en: "change a coach's details" },
  SendCoachOnLeave: { nl: "coach afwezig melden", en: "send a coach on leave" },
  BringCoachBack: { nl: "coach weer aanwezig melden", en: "bring a coach back" },
  LetCoachDepart: { nl: "vertrek van een coach melden", en: "let a coach depart" },
  AssignCoach: { nl: "coach toewijzen", en: "assign a coach" },
  ReleaseCoach: { nl: "begeleiding teruggeven", en: "give a resident back" },

  OfferActivity: { nl: "activiteit aanbieden", en: "offer an activity" },
  ChangeActivity: { nl: "activiteit wijzigen", en: "change an activity" },
  SuspendActivity: { nl: "activiteit stilleggen", en: "suspend an activity" },
  ResumeActivity: { nl: "activiteit hervatten", en: "resume an activity" },
  StopActivity: { nl: "activiteit stoppen", en: "stop an activity" },
  ProposeActivity: { nl: "activiteit voorstellen", en: "propose an activity" },
  SignalGap: { nl: "ontbrekend aanbod melden", en: "signal a gap" },
  MatchActivity: { nl: "match maken", en: "make a match" },
  JoinWaitingList: { nl: "op de wachtlijst zetten", en: "join the waiting list" },
  OfferPlace: { nl: "vrije plaats aanbieden", en: "offer a free place" },
  StartTrial: { nl: "een keer laten proberen", en: "start a trial" },
  ReturnToMatching: { nl: "opnieuw zoeken", en: "search again" },
  AddActivity: { nl: "activiteit toevoegen", en: "add an activity" },
  EndEnrolment: { nl: "één activiteit beëindigen", en: "end one activity" },

  StartParticipation: { nl: "deelname starten", en: "start taking part" },
  CheckIn: { nl: "navragen", en: "check in" },
  RecordAttendance: { nl: "aanwezigheid noteren", en: "record attendance" },
  PauseParticipation: { nl: "pauzeren", en: "pause" },
  ResumeParticipation: { nl: "hervatten", en: "resume" },
  BecomeVolunteer: { nl: "vrijwilliger worden", en: "become a volunteer" },
  ReviewGoals: { nl: "doelen bekijken", en: "review goals" },
  CompleteParticipation: { nl: "afronden", en: "complete" },

  GiveFeedback: { nl: "terugkoppelen", en: "give feedback" },
  DelegateFeedback: { nl: "terugkoppeling overdragen", en: "hand over the feedback" },
  MarkFeedbackImpossible: { nl: "vastleggen dat terugkoppelen niet kan", en: "mark feedback as impossible" },

  DropReferral: { nl: "beëindigen", en: "end early" },
  MarkEnteredInError: { nl: "als vergissing aanmerken", en: "mark as a mistake" },
  ReopenReferral: { nl: "heropenen", en: "reopen" },

  CloseIntake: { nl: "aanmelding sluiten", en: "close the intake" },
  OpenIntake: { nl: "aanmelding openen", en: "open the intake" },
  RescheduleStep: { nl: "andere dag afspreken", en: "agree on another day" },
  RemindStep: { nl: "herinneren", en: "remind" },
  EscalateStep: { nl: "opschalen", en: "escalate" },
};

/** The six stages. */
export const stageWords: { readonly [S in Stage]: Words } = {
  referred: { nl: "Verwezen", en: "Referred" },
  intake: { nl: "Intake", en: "Intake" },
  matched: { nl: "Match", en: "Matched" },
  participating: { nl: "Meedoen", en: "Taking part" },
  feedback: { nl: "Terugkoppeling", en: "Feedback" },
  dropped: { nl: "Eerder geëindigd", en: "Ended early" },
};

/** Where within a stage. */
export const placeWords: { readonly [P in LifecyclePlace]: Words } = {
  "referred.unregistered": { nl: "Nog niet verwezen", en: "Not referred yet" },
  "referred.triage": { nl: "Past dit?", en: "Does this fit?" },
  "referred.contacting": { nl: "Contact leggen", en: "Making contact" },
  "referred.postponed": { nl: "Uitgesteld", en: "Postponed" },
  "intake.conversing": { nl: "In gesprek", en: "In conversation" },
  "intake.onHold": { nl: "Pas op de plaats", en: "On hold" },
  "matched.waiting": { nl: "Op de wachtlijst", en: "On the waiting list" },
  "matched.agreed": { nl: "Afgesproken", en: "Agreed" },
  "matched.trying": { nl: "Een keer proberen", en: "Trying once" },
  "participating.active": { nl: "Doet mee", en: "Taking part" },
  "participating.paused": { nl: "Pauze", en: "Paused" },
  "feedback.reporting": { nl: "Verwijzer inlichten", en: "Telling the referrer" },
  "feedback.closed": { nl: "Afgerond", en: "Completed" },
  "dropped.reporting": { nl: "Verwijzer inlichten", en: "Telling the referrer" },
  "dropped.closed": { nl: "Gesloten", en: "Closed" },
};

/** What a municipality can do without. */
export const optionalStepWords = {
  trying: { nl: "eerst een keer proberen", en: "trying once first" },
  accompanying: { nl: "samen gaan", en: "going along" },
  waitingList: { nl: "wachtlijst", en: "waiting list" },
} as const satisfies { readonly [step: string]: Words };

/** Whom the engine can meet. */
export const roleWords: { readonly [R in Role]: Words } = {
  referrer: { nl: "verwijzer", en: "referrer" },
  practiceNurse: { nl: "praktijkondersteuner", en: "practice nurse" },
  coach: { nl: "welzijnscoach", en: "wellbeing coach" },
  coordinator: { nl: "coördinator", en: "coordinator" },
  activityProvider: { nl: "aanbieder", en: "activity provider" },
  volunteer: { nl: "vrijwilliger", en: "volunteer" },
  municipality: { nl: "gemeente", en: "municipality" },
  resident: { nl: "inwoner", en: "resident" },
  system: { nl: "systeem", en: "system" },
};

/** What somebody who refers does for a living. */
export const professionWords: { readonly [P in Profession]: Words } = {
  gp: { nl: "huisarts", en: "GP" },
  practiceNurse: { nl: "praktijkondersteuner", en: "practice nurse" },
  pohMentalHealth: { nl: "POH-GGZ", en: "practice nurse for mental health" },
  pohSomatic: { nl: "POH-somatiek", en: "practice nurse for somatic care" },
  districtNurse: { nl: "wijkverpleegkundige", en: "district nurse" },
  physiotherapist: { nl: "fysiotherapeut", en: "physiotherapist" },
  neighbourhoodTeam: { nl: "sociaal wijkteam", en: "neighbourhood team" },
  elderlyAdviser: { nl: "ouderenadviseur", en: "elderly adviser" },
  wmoConsultant: { nl: "Wmo-consulent", en: "Wmo consultant" },
  neighbourhoodSportsCoach: { nl: "buurtsportcoach", en: "neighbourhood sports coach" },
  socialWork: { nl: "maatschappelijk werk", en: "social work" },
  homeCare: { nl: "thuiszorg", en: "home care" },
  informationPoint: { nl: "informatiepunt", en: "information point" },
  broker: { nl: "makelaar", en: "broker" },
  other: { nl: "anderen", en: "others" },
  self: { nl: "de inwoner zelf", en: "the resident" },
};

/** Something that is to be done next. */
export const stepWords: { readonly [S in StepKind]: Words } = {
  judgeSuitability: { nl: "Beoordelen of het past", en: "Judge whether it fits" },
  takeUpAgain: { nl: "Weer oppakken", en: "Take up again" },
  assignCoach: { nl: "Coach toewijzen", en: "Assign a coach" },
  makeFirstContact: { nl: "Eerste contact", en: "First contact" },
  tryContactAgain: { nl: "Opnieuw contact zoeken", en: "Try contact again" },
  talkOrMatch: { nl: "Volgend gesprek of match", en: "Next conversation or match" },
  takeUpIntakeAgain: { nl: "Gesprekken hervatten", en: "Go on" },
  reviewWaiting: { nl: "Wachtlijst bekijken", en: "Review the waiting list" },
  answerOffer: { nl: "Vrije plaats bespreken", en: "Talk the free place over" },
  startParticipation: { nl: "Starten met de activiteit", en: "Start at the activity" },
  evaluateTrial: { nl: "Proberen nabespreken", en: "Talk the trial over" },
  checkIn: { nl: "Ben je er geweest?", en: "Did you go?" },
  askAfterAbsence: { nl: "Navragen na wegblijven", en: "Ask after an absence" },
  talkOfCompleting: { nl: "Afronden bespreken", en: "Talk of completing" },
  reviewGoals: { nl: "Doelen bekijken", en: "Review goals" },
  reviewPause: { nl: "Pauze bekijken", en: "Review the pause" },
  giveFeedback: { nl: "Terugkoppelen", en: "Give feedback" },
  measure: { nl: "Vragenlijst", en: "Questionnaire" },
};
