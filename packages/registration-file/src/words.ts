/**
 * What those who refer do for a living. The types: Samen in beweging L1405-1409 and L5520-5526; the rest are
 * the other ways in that the engine knows by the same names.
 */
export const referrerTypes = {
  gp: ["huisarts", "ha", "gp"],
  practiceNurse: ["praktijkverpleegkundige", "praktijkondersteuner", "poh", "practice nurse"],
  pohMentalHealth: ["poh-ggz", "praktijkondersteuner ggz", "mental health practice nurse"],
  pohSomatic: ["poh-somatiek", "poh-s", "praktijkondersteuner somatiek", "somatic practice nurse"],
  districtNurse: ["wijkverpleegkundige", "district nurse"],
  physiotherapist: ["fysiotherapeut", "fysio", "physiotherapist"],
  neighbourhoodTeam: ["wijkteam", "sociaal team", "sociaal wijkteam", "neighbourhood team"],
  elderlyAdviser: ["ouderenadviseur", "elderly adviser"],
  wmoConsultant: ["wmo-consulent", "wmo consultant"],
  neighbourhoodSportsCoach: ["buurtsportcoach", "beweegcoach", "neighbourhood sports coach"],
  socialWork: ["maatschappelijk werk", "social work"],
  homeCare: ["thuiszorg", "home care"],
  informationPoint: ["infopunt", "informatiepunt", "information point"],
  broker: ["makelaar", "sociaal makelaar", "broker"],
  other: ["anders", "overig", "other"],
  self: ["zelf", "zelfverwijzing", "zelfverwijzer", "self", "self-referral"],
} as const;
/** What somebody who refers does for a living, as a code. */
export type ReferrerType = keyof typeof referrerTypes;

export const sexes = {
  female: ["v", "vrouw", "f", "female", "woman"],
  male: ["m", "man", "male"],
  other: ["x", "anders", "other"],
  unknown: ["onbekend", "unknown"],
} as const;

export const yesOrNoWords = {
  yes: ["ja", "j", "yes", "y", "1", "waar", "true"],
  no: ["nee", "n", "no", "0", "onwaar", "false"],
} as const;

/** "Takes part" or "not suitable": Nijmegen L86-88. Many files say only that something was told. */
export const feedbackWords = {
  takesPart: ["neemt deel", "doet mee", "takes part"],
  notSuitable: ["niet passend", "niet geschikt", "not suitable"],
  given: ["ja", "gegeven", "yes", "given"],
  notYet: ["nog niet", "nee", "not yet", "no"],
} as const;

/** What the referrer heard; `given` when the file says only that something was told. */
export type FeedbackMessage = Exclude<keyof typeof feedbackWords, "notYet">;

/** The words a file uses for the codes of one municipality: `{ area: { "Grootstal-Hatertse Hei": "grootstal" } }`. */
export type OwnWords = Readonly<
  Partial<Record<"practice" | "mainReason" | "activityKind" | "area", Readonly<Record<string, string>>>>
>;

/** The key under which a word stands, in whatever capitals, spaces, hyphens and accents. */
export function keyOf<Key extends string>(
  list: Readonly<Record<Key, readonly string[]>>,
  word: string,
): Key | undefined {
  const isKey = (key: string): key is Key => key in list;
  return Object.keys(list)
    .filter(isKey)
    .find((key) => list[key].some((one) => fold(one) === fold(word)));
}

/** The code a municipality gave to a word, likewise. */
export function codeOf(list: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.entries(list).find(([one]) => fold(one) === fold(word))?.[1];
}

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
