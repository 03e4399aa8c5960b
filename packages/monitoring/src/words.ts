import type {
  EndReason,
  FeedbackMoment,
  Initiator,
  LifecyclePlace,
  Profession,
  Role,
  Stage,
  StepKind,
  Variant,
} from "@wor/lifecycle";
import type { Locale, Text } from "./table.ts";

const text = (nl: string, en: string): Text => ({ nl, en });

export const stageWords: { readonly [stage in Stage]: Text } = {
  referred: text("verwezen", "referred"),
  intake: text("intake", "intake"),
  matched: text("gematcht", "matched"),
  participating: text("neemt deel", "participating"),
  feedback: text("afgerond", "completed"),
  dropped: text("gestopt", "dropped"),
};

export const placeWords: { readonly [place in LifecyclePlace]: Text } = {
  "referred.unregistered": text("nog niet aangemeld", "not registered yet"),
  "referred.triage": text("wordt beoordeeld", "being judged"),
  "referred.contacting": text("wordt benaderd", "being contacted"),
  "referred.postponed": text("uitgesteld", "postponed"),
  "intake.conversing": text("in gesprek", "in conversation"),
  "intake.onHold": text("pas op de plaats", "on hold"),
  "matched.waiting": text("op de wachtlijst", "on the waiting list"),
  "matched.agreed": text("gaat beginnen", "about to start"),
  "matched.trying": text("probeert", "trying"),
  "participating.active": text("neemt deel", "participating"),
  "participating.paused": text("pauzeert", "pausing"),
  "feedback.reporting": text("afgerond, nog terug te koppelen", "completed, feedback to give"),
  "feedback.closed": text("afgerond", "completed"),
  "dropped.reporting": text("gestopt, nog terug te koppelen", "dropped, feedback to give"),
  "dropped.closed": text("gestopt", "dropped"),
};

export const roleWords: { readonly [role in Role]: Text } = {
  referrer: text("verwijzer", "referrer"),
  practiceNurse: text("praktijkondersteuner", "practice nurse"),
  coach: text("welzijnscoach", "coach"),
  coordinator: text("coördinator", "coordinator"),
  activityProvider: text("aanbieder", "activity provider"),
  volunteer: text("vrijwilliger", "volunteer"),
  municipality: text("gemeente", "municipality"),
  resident: text("inwoner", "resident"),
  system: text("systeem", "system"),
};

export const professionWords: { readonly [profession in Profession]: Text } = {
  gp: text("huisarts", "GP"),
  practiceNurse: text("praktijkondersteuner", "practice nurse"),
  pohMentalHealth: text("POH GGZ", "mental health practice nurse"),
  pohSomatic: text("POH somatiek", "somatic practice nurse"),
  districtNurse: text("wijkverpleegkundige", "district nurse"),
  physiotherapist: text("fysiotherapeut", "physiotherapist"),
  neighbourhoodTeam: text("sociaal wijkteam", "neighbourhood team"),
  elderlyAdviser: text("ouderenadviseur", "adviser for the elderly"),
  wmoConsultant: text("Wmo-consulent", "Wmo consultant"),
  neighbourhoodSportsCoach: text("buurtsportcoach", "neighbourhood sports coach"),
  socialWork: text("maatschappelijk werk", "social work"),
  homeCare: text("thuiszorg", "home care"),
  informationPoint: text("informatiepunt", "information point"),
  broker: text("makelaar", "broker"),
  other: text("anders", "other"),
  self: text("eigen initiatief", "own initiative"),
};

type CoreReason = Variant["referring"]["reasons"][number]["core"];

export const coreReasonWords: { readonly [reason in CoreReason]: Text } = {
  loneliness: text("eenzaamheid", "loneliness"),
  psychologicalComplaints: text("psychische klachten", "psychological complaints"),
  stuckInLife: text("vastlopen in het leven", "stuck in life"),
  chronicPsychiatricCondition: text("chronische psychische aandoening", "chronic psychiatric condition"),
  chronicIllness: text("chronische ziekte", "chronic illness"),
  unhealthyLifestyle: text("ongezonde leefstijl", "unhealthy lifestyle"),
  loss: text("verlies", "loss"),
  meaning: text("zingeving", "meaning"),
  noDailyActivity: text("geen dagbesteding", "no daily activity"),
  other: text("anders", "other"),
};

export const endReasonWords: { readonly [reason in EndReason]: Text } = {
  unreachable: text("niet te bereiken", "unreachable"),
  neverArrived: text("nooit aangekomen", "never arrived"),
  wantsNoHelp: text("wil geen (verdere) hulp", "wants no (further) help"),
  wrongMoment: text("niet het goede moment", "not the right moment"),
  notSuitable: text("past niet", "not suitable"),
  otherApproach: text("andere aanpak", "another approach"),
  otherHelp: text("andere hulp", "other help"),
  formalIndication: text("indicatie gesteld", "formal indication"),
  conditionWorsened: text("toestand verslechterd", "condition got worse"),
  noFittingActivity: text("geen passende activiteit", "no fitting activity"),
  noSupport: text("te weinig steun", "too little support"),
  noTransport: text("geen vervoer", "no transport"),
  noMoney: text("geen geld", "no money"),
  ownNetwork: text("eigen netwerk", "own network"),
  consentWithdrawn: text("toestemming ingetrokken", "consent withdrawn"),
  safety: text("veiligheid of crisis", "safety or crisis"),
  moved: text("verhuisd", "moved away"),
  deceased: text("overleden", "deceased"),
  withdrawnByReferrer: text("ingetrokken door verwijzer", "withdrawn by referrer"),
  intakeClosed: text("aanmelding gesloten", "intake closed"),
  duplicate: text("dubbele aanmelding", "double registration"),
};

export const initiatorWords: { readonly [initiator in Initiator]: Text } = {
  resident: text("inwoner", "resident"),
  referrer: text("verwijzer", "referrer"),
  service: text("welzijn", "service"),
  circumstance: text("omstandigheden", "circumstance"),
};

export const stepWords: { readonly [kind in StepKind]: Text } = {
  judgeSuitability: text("beoordelen of het past", "judge whether it suits"),
  takeUpAgain: text("weer oppakken", "take up again"),
  assignCoach: text("coach toewijzen", "assign a coach"),
  makeFirstContact: text("eerste contact", "first contact"),
  tryContactAgain: text("opnieuw proberen te bereiken", "try to reach again"),
  talkOrMatch: text("volgend gesprek of match", "next conversation or match"),
  takeUpIntakeAgain: text("gesprekken hervatten", "resume conversations"),
  reviewWaiting: text("wachtlijst bekijken", "look at the waiting list"),
  answerOffer: text("vrije plaats bespreken", "talk the free place over"),
  startParticipation: text("laten beginnen", "get started"),
  evaluateTrial: text("proefkeer nabespreken", "talk about the trial"),
  askAfterAbsence: text("navragen na wegblijven", "ask after an absence"),
  checkIn: text("navragen: ben je er geweest?", "ask: did you go?"),
  talkOfCompleting: text("afronden bespreken", "talk of completing"),
  reviewPause: text("pauze bekijken", "look at the pause"),
  giveFeedback: text("terugkoppelen aan de verwijzer", "give feedback to the referrer"),
  reviewGoals: text("doelen bespreken", "review the goals"),
  measure: text("vragenlijst afnemen", "take a questionnaire"),
};

export const feedbackMomentWords: { readonly [moment in FeedbackMoment]: Text } = {
  intake: text("na de intake", "after the intake"),
  match: text("na de match", "after the match"),
  end: text("na afronding", "after completion"),
  drop: text("na uitval", "after a drop-out"),
};

export const sexWords = {
  female: text("vrouw", "female"),
  male: text("man", "male"),
  other: text("anders", "other"),
  unknown: text("onbekend", "unknown"),
} as const;

/** What the municipality calls a reason for referral; the code itself when its variant does not list it. */
export function reasonText(code: string, variants: readonly Variant[]): Text {
  for (const { referring } of variants) {
    const known = referring.reasons.find((one) => one.code === code);
    if (known !== undefined) return known.label;
  }
  return { nl: code, en: code };
}

/** The core reason a municipality's own reason counts as. */
export function coreReasonOf(code: string, variant: Variant | undefined): CoreReason {
  return variant?.referring.reasons.find((one) => one.code === code)?.core ?? "other";
}

/** What a role is called here: a municipality may have its own word for it. */
export function roleText(role: Role, variant: Variant | undefined): Text {
  return variant?.terms[role] ?? roleWords[role];
}

const dayFormats: { readonly [locale in Locale]: Intl.DateTimeFormat } = {
  nl: new Intl.DateTimeFormat("nl-NL", { dateStyle: "medium", timeZone: "Europe/Amsterdam" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "Europe/Amsterdam" }),
};

/** A moment as the day people call it: `3 mei 2022`. A day as such (`2022-05-03`) is taken as it is. */
export function dayText(moment: string, locale: Locale): string {
  return dayFormats[locale].format(new Date(moment.length === 10 ? `${moment}T12:00:00Z` : moment));
}
