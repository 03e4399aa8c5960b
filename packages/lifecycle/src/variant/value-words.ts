import type { Words } from "../vocabulary/words.ts";

const says = (nl: string, en: string): Words => ({ nl, en });

/** What the codes mean that a field chooses from, where they are no roles, professions, stages or commands. */
export const valueWords = {
  pathway: {
    individual: says("één inwoner, één coach", "one resident, one coach"),
    cohort: says("cursusgroep", "course group"),
    visit: says("huisbezoek", "home visits"),
  },
  "referring.organisations": { all: says("alle praktijken", "all practices") },
  "referring.opens": {
    atOnce: says("meteen", "at once"),
    byDecision: says("pas als iemand haar opent", "only once somebody opens it"),
  },
  "referring.model": { targeted: says("gericht", "targeted"), broad: says("breed", "broad") },
  "referring.handovers": {
    none: says("alleen verwijzen", "just refer"),
    warm: says("warme overdracht", "warm handover"),
    appointment: says("meteen een afspraak", "an appointment at once"),
  },
  "referring.consent": {
    referral: says("voor de verwijzing", "to the referral"),
    contact: says("voor contact", "to contact"),
    feedback: says("voor terugkoppeling", "to feedback"),
  },
  "referring.reasons.core": {
    loneliness: says("eenzaamheid", "loneliness"),
    psychologicalComplaints: says("psychische klachten", "psychological complaints"),
    stuckInLife: says("vastlopen in het leven", "stuck in life"),
    chronicPsychiatricCondition: says("chronische psychische aandoening", "chronic psychiatric condition"),
    chronicIllness: says("chronische ziekte", "chronic illness"),
    unhealthyLifestyle: says("ongezonde leefstijl", "unhealthy lifestyle"),
    loss: says("verlies", "loss"),
    meaning: says("zingeving", "meaning"),
    noDailyActivity: says("geen dagbesteding", "no daily activity"),
    other: says("anders", "other"),
  },
  "duplicates.within": {
    pathway: says("per traject", "per pathway"),
    resident: says("per inwoner", "per resident"),
  },
  "coach.assign": { byHand: says("met de hand", "by hand"), byRule: says("volgens een regel", "by rule") },
  "coach.hours.per": {
    coach: says("per coach", "per coach"),
    practice: says("per praktijk", "per practice"),
    centre: says("per centrum", "per centre"),
    municipality: says("voor de hele gemeente", "for the whole municipality"),
  },
  "contact.initiative": {
    coach: says("de coach", "the coach"),
    resident: says("de inwoner", "the resident"),
  },
  "coach.standIn": { optional: says("mag", "may be"), required: says("moet", "must be") },
  "conversations.modes": {
    homeVisit: says("huisbezoek", "home visit"),
    phone: says("telefoon", "phone"),
    practice: says("in de praktijk", "at the practice"),
    walking: says("wandelend", "walking"),
    screen: says("beeldbellen", "video call"),
    elsewhere: says("elders", "elsewhere"),
    notRecorded: says("niet vastgelegd", "not recorded"),
  },
  "feedback.interim": {
    intake: says("bij de intake", "at the intake"),
    match: says("bij de match", "at the match"),
  },
  "feedback.messages": {
    takesPart: says("neemt deel", "takes part"),
    notSuitable: says("niet geschikt", "not suitable"),
    exploring: says("aan het verkennen", "exploring"),
    completed: says("afgerond", "completed"),
    stopped: says("gestopt", "stopped"),
    unreachable: says("niet te bereiken", "unreachable"),
  },
  "feedback.via": {
    phone: says("telefoon", "phone"),
    meeting: says("overleg", "a meeting"),
    visit: says("bezoek aan de praktijk", "a visit to the practice"),
    system: says("het verwijssysteem", "the referral system"),
    secureMail: says("beveiligde mail", "secure mail"),
    letter: says("brief", "letter"),
    notRecorded: says("niet vastgelegd", "not recorded"),
  },
} as const satisfies { readonly [path: string]: { readonly [code: string]: Words } };
