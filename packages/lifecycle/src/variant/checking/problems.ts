import type { Words } from "../../vocabulary/words.ts";
import type { RouteStep } from "./explore.ts";

/** Something about a variant that would go wrong, or that was hardly meant so. */
export interface VariantProblem {
  readonly code: VariantProblemCode;
  /** An error strands somebody, breaks a promise or contradicts itself; a warning was hardly meant so. */
  readonly severity: "error" | "warning";
  /** The field to look at, as `permissions.AcceptReferral`. */
  readonly path: string;
  /** Other fields that it is just as much about, such as the other of two terms that contradict each other. */
  readonly related?: readonly string[] | undefined;
  /** Where that field stands in the file, where that is known. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly file?: string | undefined;
  readonly message: Words;
  /** The shortest way to the problem, step by step. */
  readonly route?: readonly RouteStep[] | undefined;
}

/** What can be wrong with a variant that can be read. `{…}` is filled in. */
export const variantProblems = {
  "referrer-never-succeeds": {
    severity: "error",
    nl: "Een verwijzing door “{profession}” lukt hier nooit: {because}",
    en: 'A referral by "{profession}" never succeeds here: {because}',
  },
  "excludes-everyone": {
    severity: "error",
    nl: "Niemand komt in aanmerking: {because}",
    en: "Nobody is eligible: {because}",
  },
  "dead-end": {
    severity: "error",
    nl: "Vanuit “{place}” is er geen weg naar een einde. Niemand mag: {commands}.",
    en: 'From "{place}" there is no way to an end. Nobody may: {commands}.',
  },
  "nobody-may-leave": {
    severity: "error",
    nl: "Uit “{place}” mag niemand verder. Niemand mag: {commands}.",
    en: 'From "{place}" nobody may go on. Nobody may: {commands}.',
  },
  "only-way-is-out": {
    severity: "error",
    nl: "Vanuit “{place}” kan een verwijzing alleen nog beëindigd worden. Niemand mag: {commands}.",
    en: 'From "{place}" a referral can only be ended early. Nobody may: {commands}.',
  },
  "step-nobody-may-take": {
    severity: "error",
    nl: "Niemand mag: {commands}. Standaard mag dat: {usually}.",
    en: "Nobody may: {commands}. Usually may: {usually}.",
  },
  "step-not-used": {
    severity: "warning",
    nl: "Niemand mag: {commands}. Is dat de bedoeling?",
    en: "Nobody may: {commands}. Is that meant?",
  },
  "stage-unreachable": {
    severity: "error",
    nl: "De fase “{stage}” wordt nooit bereikt. Niemand mag: {commands}.",
    en: 'The stage "{stage}" is never reached. Nobody may: {commands}.',
  },
  "place-unreachable": {
    severity: "warning",
    nl: "“{place}” wordt nooit bereikt. Niemand mag: {commands}.",
    en: '"{place}" is never reached. Nobody may: {commands}.',
  },
  "nobody-else-may": {
    severity: "error",
    nl: "Een verwijzing bij “{place}” loopt vast als haar {role} wegvalt: die rol mag alleen iets bij eigen verwijzingen (ownReferralsOnly), en niemand anders mag: {commands}.",
    en: 'A referral at "{place}" is stuck when its {role} is gone: that role may act only on referrals of its own (ownReferralsOnly), and nobody else may: {commands}.',
  },
  "waiting-without-deadline": {
    severity: "error",
    nl: "Bij “{place}” staat geen enkele stap open: wie hier wacht, wordt vergeten.",
    en: 'At "{place}" no step is open: whoever waits here is forgotten.',
  },
  "deadline-without-owner": {
    severity: "error",
    nl: "De stap “{step}” bij “{place}” is voor de rol “{role}”, die hier niet bestaat.",
    en: 'The step "{step}" at "{place}" is for the role "{role}", which does not exist here.',
  },
  "deadline-not-permitted": {
    severity: "error",
    nl: "De stap “{step}” bij “{place}” is voor de rol “{role}”, maar die mag daar niet: {commands}. Wie wel: {others}.",
    en: 'The step "{step}" at "{place}" is for the role "{role}", which may not there: {commands}. Who may: {others}.',
  },
  "rises-to-nobody": {
    severity: "warning",
    nl: "Blijft de stap “{step}” bij de rol “{role}” liggen, dan hoort niemand dat: na die rol staat er geen andere op de lijst die hier bestaat.",
    en: 'If the step "{step}" is left lying by the role "{role}", nobody hears of it: no other role that exists here comes after it on the list.',
  },
  "feedback-skipped": {
    severity: "error",
    nl: "De beloofde terugkoppeling ({moment}) wordt langs deze weg overgeslagen.",
    en: "The promised feedback ({moment}) is skipped along this way.",
  },
  "feedback-nobody-may-give": {
    severity: "error",
    nl: "Niemand mag de verwijzer inlichten bij “{place}”.",
    en: 'Nobody may tell the referrer at "{place}".',
  },
  "feedback-without-words": {
    severity: "error",
    nl: "Er is geen bericht voor de verwijzer {moment}; op de lijst ontbreekt een van: {messages}.",
    en: "There is no message for the referrer {moment}; missing on the list is one of: {messages}.",
  },
  "rule-not-permitted": {
    severity: "error",
    nl: "Een coach wordt hier volgens een regel toegewezen (coach.assign), maar de rol “systeem” bestaat hier niet of mag dat niet.",
    en: 'A coach is assigned by rule here (coach.assign), but the role "system" does not exist here or may not do so.',
  },
  "listed-twice": {
    severity: "error",
    nl: "“{code}” staat twee keer op de lijst.",
    en: '"{code}" is on the list twice.',
  },
  "reason-misleads": {
    severity: "error",
    nl: "“{code}” is zelf een kernreden, maar hoort hier bij een andere: {core}.",
    en: '"{code}" is itself a core reason, but belongs to another here: {core}.',
  },
  "reason-excluded": {
    severity: "error",
    nl: "“{code}” is een reden om te verwijzen en sluit ook uit.",
    en: '"{code}" is a reason to refer and excludes as well.',
  },
  "tree-broken": {
    severity: "error",
    nl: "De beslisboom verwijst naar de vraag “{question}”, die er niet is.",
    en: 'The decision tree leads to the question "{question}", which is not there.',
  },
  "tree-circular": {
    severity: "error",
    nl: "De beslisboom loopt rond bij de vraag “{question}”.",
    en: 'The decision tree goes round at the question "{question}".',
  },
  "question-unreachable": {
    severity: "warning",
    nl: "De vraag “{question}” wordt nooit gesteld.",
    en: 'The question "{question}" is never asked.',
  },
  "terms-contradict": {
    severity: "error",
    nl: "{short} ({shortTerm}) is langer dan {long} ({longTerm}): {because}",
    en: "{short} ({shortTerm}) is longer than {long} ({longTerm}): {because}",
  },
  "term-too-long": {
    severity: "error",
    nl: "{term} is langer dan {longest}: wie zo lang wacht, raakt uit beeld.",
    en: "{term} is longer than {longest}: whoever waits that long gets out of sight.",
  },
  "numbers-contradict": {
    severity: "error",
    nl: "{because}",
    en: "{because}",
  },
  "roles-contradict": {
    severity: "warning",
    nl: "{because}",
    en: "{because}",
  },
  "role-not-here": {
    severity: "error",
    nl: "De rol “{role}” bestaat hier niet (zie roles).",
    en: 'The role "{role}" does not exist here (see roles).',
  },
} as const satisfies { readonly [code: string]: Words & { readonly severity: "error" | "warning" } };

/** The stable name of something that is wrong with a variant. */
export type VariantProblemCode = keyof typeof variantProblems;

/** Fills in a problem's sentence; each detail is the same in both languages, or said in each. */
export function problem(
  code: VariantProblemCode,
  path: string,
  details: { readonly [name: string]: string | Words } = {},
  {
    route,
    related,
  }: { readonly route?: readonly RouteStep[] | undefined; readonly related?: readonly string[] } = {},
): VariantProblem {
  const { severity, nl, en } = variantProblems[code];
  return {
    code,
    severity,
    path,
    message: { nl: fill(nl, details, "nl"), en: fill(en, details, "en") },
    ...(route && { route }),
    ...(related && { related }),
  };
}

function fill(
  sentence: string,
  details: { readonly [name: string]: string | Words },
  locale: keyof Words,
): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const detail = details[name];
    return typeof detail === "object" ? detail[locale] : (detail ?? "–");
  });
}
