import {
  type FactOf,
  type LifeFactType,
  nameOfDestination,
  nameOfOutcome,
  professionWords,
  stepWords,
  type Variant,
} from "@wor/lifecycle";
import { same, type Text } from "./table.ts";
import {
  dayText,
  destinationText,
  endReasonWords,
  feedbackMomentWords,
  initiatorWords,
  inSentence,
  reasonText,
  roleText,
} from "./words.ts";

/** What happened, and why where a reason was given. */
export interface Sentence {
  readonly what: Text;
  readonly why?: Text | undefined;
}

/** What each fact reads like. Free text stays sealed: a sentence is made of codes and keys only. */
export const sentences: {
  readonly [Type in LifeFactType]: (data: FactOf<Type>["data"], variant: Variant | undefined) => Sentence;
} = {
  ReferralRegistered: (data, variant) => {
    const by = professionWords[data.referrer.profession];
    const from = data.referrer.organisation === undefined ? "" : ` (${data.referrer.organisation})`;
    const self = data.referrer.profession === "self";
    return {
      what: self
        ? says("meldt zichzelf aan", "refers themselves")
        : says(`verwezen door ${by.nl}${from}`, `referred by ${by.en}${from}`),
      why: reasonText(data.mainReason, variant === undefined ? [] : [variant]),
    };
  },
  ReferralAccepted: () => ({ what: says("aangenomen: dit past", "accepted: this suits") }),
  ReferralPostponed: ({ until, reason }) => ({
    what: on("uitgesteld tot", "postponed until", until),
    why: same(reason),
  }),
  ReferralTakenUpAgain: () => ({ what: says("weer opgepakt", "taken up again") }),
  ConsentChanged: ({ consent }) => {
    const given = Object.entries(consent).flatMap(([what, yes]) =>
      yes ? [consentWords[what] ?? same(what)] : [],
    );
    const [nl, en] = [given.map((one) => one.nl).join(", "), given.map((one) => one.en).join(", ")];
    return { what: says(`toestemming is nu: ${nl || "geen"}`, `consent is now: ${en || "none"}`) };
  },
  PracticeChanged: ({ practice, because }) => ({
    what: says(`verwijzende praktijk is nu ${practice}`, `referring practice is ${practice} now`),
    why: practiceWords[because],
  }),
  DuplicateDismissed: ({ other, reason }) => ({
    what: says(`is iemand anders dan verwijzing ${other}`, `is somebody else than referral ${other}`),
    why: same(reason),
  }),
  VariantMigrated: ({ from, to }) => ({
    what: says(
      `regels van ${from.id}@${from.version} naar ${to.id}@${to.version}`,
      `rules from ${from.id}@${from.version} to ${to.id}@${to.version}`,
    ),
  }),
  StepReminded: ({ step, dueAt, to }, variant) => {
    const role = roleText(to, variant);
    return {
      what: says(
        `herinnering aan ${role.nl}: ${stepOf(step).nl} vóór ${dayText(dueAt, "nl")}`,
        `reminder to ${role.en}: ${stepOf(step).en} before ${dayText(dueAt, "en")}`,
      ),
    };
  },
  StepRescheduled: ({ step, to }) => ({
    what: says(
      `andere dag afgesproken, ${dayText(to, "nl")}: ${stepOf(step).nl}`,
      `another day agreed, ${dayText(to, "en")}: ${stepOf(step).en}`,
    ),
  }),
  StepEscalated: ({ step, dueAt, to }, variant) => {
    const role = roleText(to, variant);
    return {
      what: says(
        `niet op tijd, nu bij ${role.nl}: ${stepOf(step).nl}`,
        `not in time, now with the ${role.en}: ${stepOf(step).en}`,
      ),
      why: on("moest op", "was due on", dueAt),
    };
  },

  ContactAttempted: ({ channel, outcome }) => ({
    what: {
      nl: `${channelWords[channel].nl}: ${outcomeWords[outcome].nl}`,
      en: `${channelWords[channel].en}: ${outcomeWords[outcome].en}`,
    },
  }),
  IntakeStarted: () => ({ what: says("intake begonnen", "intake started") }),
  ConversationHeld: ({ mode }) => ({
    what: { nl: `gesprek, ${modeWords[mode].nl}`, en: `conversation, ${modeWords[mode].en}` },
  }),
  IntakePutOnHold: ({ until, reason }) => ({
    what: on("pas op de plaats tot", "on hold until", until),
    why: same(reason),
  }),
  IntakeResumed: () => ({ what: says("gesprekken hervat", "conversations resumed") }),
  SideReferralMade: ({ to, organisation }, variant) => {
    const other = nameOfDestination(to, variant ?? {});
    return {
      what: says(
        `daarnaast verwezen naar ${organisation ?? other.nl}`,
        `referred to ${organisation ?? other.en} alongside`,
      ),
      ...(organisation !== undefined && { why: other }),
    };
  },

  CoachAssigned: ({ coach, how, because }, variant) => {
    const role = roleText("coach", variant);
    const rule = how === "byRule" ? says(" (volgens de regel)", " (by rule)") : same("");
    return {
      what: says(`${role.nl} is ${coach}${rule.nl}`, `${role.en} is ${coach}${rule.en}`),
      ...(because !== undefined && { why: same(because) }),
    };
  },
  CoachReleased: ({ coach, reason }) => ({
    what: says(`${coach} begeleidt niet verder; nog geen andere coach`, `${coach} stops; without a coach`),
    why: releaseWords[reason] ?? same(reason),
  }),
  StandInArranged: ({ coach, standIn }) => ({
    what: says(`${standIn} neemt waar voor ${coach}`, `${standIn} stands in for ${coach}`),
  }),
  StandInEnded: ({ coach, standIn }) => ({
    what: says(
      `${standIn} neemt niet meer waar voor ${coach}`,
      `${standIn} no longer stands in for ${coach}`,
    ),
  }),

  MeasurementTaken: ({ instrument, moment }) => ({
    what: {
      nl: `vragenlijst ${instrument}, ${measurementWords[moment].nl}`,
      en: `questionnaire ${instrument}, ${measurementWords[moment].en}`,
    },
  }),

  ActivityProposed: ({ activity }) => ({ what: says(`${activity} voorgesteld`, `${activity} proposed`) }),
  GapSignalled: ({ wanted, because }) => ({
    what: says(`geen aanbod voor ${wanted}`, `nothing on offer for ${wanted}`),
    ...(because !== undefined && { why: same(because) }),
  }),
  ActivityMatched: ({ activity, startsOn, accompanied }) => {
    const start = startsOn === undefined ? same("") : on(", begint", ", starts", startsOn);
    const together = accompanied ? says(", coach gaat mee", ", coach comes along") : same("");
    return {
      what: says(
        `match met ${activity}${start.nl}${together.nl}`,
        `match with ${activity}${start.en}${together.en}`,
      ),
    };
  },
  WaitingListJoined: ({ activity, expectedOn }) => {
    const expected = expectedOn === undefined ? same("") : on(", verwacht", ", expected", expectedOn);
    return {
      what: says(
        `op de wachtlijst van ${activity}${expected.nl}`,
        `on the waiting list of ${activity}${expected.en}`,
      ),
    };
  },
  PlaceOffered: ({ activity }) => ({
    what: says(`er is plaats vrij bij ${activity}`, `a place is free in ${activity}`),
  }),
  TrialStarted: ({ activity, accompanied }) => {
    const together = accompanied ? says(", samen met de coach", ", together with the coach") : same("");
    return { what: says(`probeert ${activity}${together.nl}`, `tries ${activity}${together.en}`) };
  },
  ActivityAdded: ({ activity }) => ({
    what: says(`doet ook mee aan ${activity}`, `also takes part in ${activity}`),
  }),
  EnrolmentEnded: ({ activity, reason }) => ({
    what: says(`stopt met ${activity}`, `stops with ${activity}`),
    why: same(reason),
  }),
  MatchingReopened: ({ reason }) => ({
    what: says("zoekt verder naar iets dat past", "looks on for something that fits"),
    why: reason === "activityStopped" ? says("activiteit gestopt", "activity stopped") : same(reason),
  }),

  ParticipationStarted: ({ activity }) => ({
    what: says(`doet mee aan ${activity}`, `takes part in ${activity}`),
  }),
  CheckedIn: ({ went }) => ({
    what: { nl: `ben je er geweest? ${wentWords[went].nl}`, en: `did you go? ${wentWords[went].en}` },
  }),
  AttendanceRecorded: ({ activity, on: date, present }) => ({
    what: says(
      `${present ? "aanwezig" : "afwezig"} bij ${activity} op ${dayText(date, "nl")}`,
      `${present ? "present" : "absent"} at ${activity} on ${dayText(date, "en")}`,
    ),
  }),
  ParticipationPaused: ({ reason, until }) => ({
    what: until === undefined ? says("pauzeert", "pauses") : on("pauzeert tot", "pauses until", until),
    why: same(reason),
  }),
  ParticipationResumed: () => ({ what: says("doet weer mee", "takes part again") }),
  BecameVolunteer: ({ activity }) => {
    const where = activity === undefined ? same("") : says(` bij ${activity}`, ` at ${activity}`);
    return { what: says(`is nu zelf vrijwilliger${where.nl}`, `is a volunteer now${where.en}`) };
  },
  GoalsReviewed: ({ outcome }, variant) => {
    const { nl, en } = nameOfOutcome(outcome, variant ?? {});
    return { what: says(`doelen besproken: ${nl}`, `goals reviewed: ${en}`) };
  },
  ParticipationCompleted: ({ outcome }, variant) => {
    const { nl, en } = nameOfOutcome(outcome, variant ?? {});
    return { what: says(`afgerond: ${nl}`, `completed: ${en}`) };
  },

  FeedbackBecameDue: ({ moment }) => ({
    what: {
      nl: `terugkoppeling nodig ${feedbackMomentWords[moment].nl}`,
      en: `feedback owed ${feedbackMomentWords[moment].en}`,
    },
  }),
  FeedbackDelegated: ({ to }) => ({
    what: {
      nl: `terugkoppeling gaat voortaan naar ${professionWords[to].nl}`,
      en: `feedback goes to the ${professionWords[to].en} from now on`,
    },
  }),
  FeedbackGiven: ({ message, to, via }) => ({
    what: {
      nl: `terugkoppeling aan ${professionWords[to].nl} (${viaWords[via].nl}): ${messageWords[message].nl}`,
      en: `feedback to the ${professionWords[to].en} (${viaWords[via].en}): ${messageWords[message].en}`,
    },
  }),
  FeedbackStillOwed: ({ moments }) => ({
    what: {
      nl: `nog terug te koppelen: ${moments.map(({ moment }) => feedbackMomentWords[moment].nl).join(", ")}`,
      en: `feedback still owed: ${moments.map(({ moment }) => feedbackMomentWords[moment].en).join(", ")}`,
    },
  }),
  FeedbackImpossible: ({ reason }) => ({
    what: says("terugkoppeling niet mogelijk", "feedback not possible"),
    why: nobodyWords[reason] ?? same(reason),
  }),

  ReferralDropped: ({ reason, initiator, onwardTo, mergedInto }, variant) => {
    const to = onwardTo && destinationText(onwardTo, variant === undefined ? [] : [variant]);
    const onward = to ? says(`; verder naar ${to.nl}`, `; onward to ${to.en}`) : same("");
    return {
      what: mergedInto
        ? says(`samengevoegd met verwijzing ${mergedInto}`, `merged into referral ${mergedInto}`)
        : says(`gestopt${onward.nl}`, `dropped${onward.en}`),
      why: {
        nl: `${endReasonWords[reason].nl} (door ${initiatorWords[initiator].nl})`,
        en: `${endReasonWords[reason].en} (by ${initiatorWords[initiator].en})`,
      },
    };
  },
  ReferralEnteredInError: ({ reason }) => ({
    what: says("was een vergissing; telt niet mee", "was a mistake; does not count"),
    why: same(reason),
  }),
  ReferralClosed: () => ({ what: says("gesloten", "closed") }),
  ReferralReopened: ({ reason }) => ({ what: says("heropend", "reopened"), why: same(reason) }),
};

function says(nl: string, en: string): Text {
  return { nl, en };
}

function on(nl: string, en: string, date: string): Text {
  return { nl: `${nl} ${dayText(date, "nl")}`, en: `${en} ${dayText(date, "en")}` };
}

function stepOf(step: string): Text {
  const words = (stepWords as { readonly [step: string]: Text })[step];
  return words === undefined ? same(step) : inSentence(words);
}

type Words<Code extends string> = { readonly [code in Code]: Text };

const channelWords: Words<FactOf<"ContactAttempted">["data"]["channel"]> = {
  phone: says("gebeld", "phoned"),
  message: says("bericht gestuurd", "sent a message"),
  letter: says("brief gestuurd", "sent a letter"),
  visit: says("langsgegaan", "went by"),
  viaOther: says("via een ander", "through somebody else"),
};
const outcomeWords: Words<FactOf<"ContactAttempted">["data"]["outcome"]> = {
  reached: says("bereikt", "reached"),
  noAnswer: says("geen gehoor", "no answer"),
  messageLeft: says("bericht achtergelaten", "left a message"),
  wrongDetails: says("gegevens kloppen niet", "wrong details"),
  didNotAppear: says("niet verschenen", "did not appear"),
};
const modeWords: Words<FactOf<"ConversationHeld">["data"]["mode"]> = {
  homeVisit: says("op huisbezoek", "at home"),
  phone: says("per telefoon", "by phone"),
  practice: says("in de praktijk", "at the practice"),
  walking: says("tijdens een wandeling", "on a walk"),
  screen: says("met beeldbellen", "by screen"),
  elsewhere: says("elders", "elsewhere"),
  notRecorded: says("hoe is niet genoteerd", "how was not recorded"),
};
const measurementWords: Words<FactOf<"MeasurementTaken">["data"]["moment"]> = {
  start: says("bij de start", "at the start"),
  after3Months: says("na 3 maanden", "after 3 months"),
  after6Months: says("na 6 maanden", "after 6 months"),
};
const wentWords: Words<FactOf<"CheckedIn">["data"]["went"]> = {
  yes: says("ja", "yes"),
  no: says("nee", "no"),
  sometimes: says("soms", "sometimes"),
  notReached: says("niet bereikt", "not reached"),
};
const practiceWords: Words<FactOf<"PracticeChanged">["data"]["because"]> = {
  enteredWrongly: says("verkeerd ingevoerd", "entered wrongly"),
  practiceClosed: says("praktijk gesloten", "practice closed"),
  residentMoved: says("inwoner ging naar een andere praktijk", "resident went to another practice"),
};

const viaWords: Words<FactOf<"FeedbackGiven">["data"]["via"]> = {
  phone: says("telefoon", "phone"),
  meeting: says("overleg", "meeting"),
  visit: says("bezoek", "visit"),
  system: says("systeem", "system"),
  secureMail: says("beveiligde mail", "secure mail"),
  letter: says("brief", "letter"),
  notRecorded: says("hoe is niet genoteerd", "how was not recorded"),
};
const messageWords: Words<FactOf<"FeedbackGiven">["data"]["message"]> = {
  takesPart: says("neemt deel", "takes part"),
  notSuitable: says("past niet", "not suitable"),
  exploring: says("nog aan het zoeken", "still exploring"),
  completed: says("afgerond", "completed"),
  stopped: says("gestopt", "stopped"),
  unreachable: says("niet te bereiken", "unreachable"),
};
const releaseWords: { readonly [reason: string]: Text | undefined } = {
  departed: says("coach vertrokken", "coach departed"),
  onLeave: says("coach met verlof", "coach on leave"),
  standInLeft: says("waarnemer vertrokken", "stand-in left"),
  handover: says("overdracht", "handover"),
};
const consentWords: { readonly [what: string]: Text | undefined } = {
  referral: says("verwijzing", "referral"),
  contact: says("contact", "contact"),
  feedback: says("terugkoppeling", "feedback"),
};
const nobodyWords: { readonly [reason: string]: Text | undefined } = {
  nobodyToTell: says("eigen initiatief", "own initiative"),
  noConsent: says("geen toestemming", "no consent"),
};
