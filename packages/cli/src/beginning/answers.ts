import { type coreReasons, type Profession, professions } from "@wor/lifecycle";
import { says, type Words } from "../words.ts";

/** What somebody who begins a variant is asked. Everything else has a default that can be changed in the file. */
export interface Answers {
  /** As people write it: `Oost Gelre`. */
  readonly name: string;
  /** What the coach is called here, or nothing for the usual word. */
  readonly coachIsCalled: string | undefined;
  readonly professions: readonly Profession[];
  readonly selfReferral: boolean;
  readonly reasons: readonly CoreReason[];
  readonly minimumAge: number | undefined;
  readonly triageBy: TriageBy;
  /** Weeks. */
  readonly firstContactWithin: number;
  readonly attempts: number;
  /** Working days. */
  readonly feedbackWithin: number;
}

export type CoreReason = (typeof coreReasons)[number];
export const triageRoles = ["referrer", "coach", "coordinator"] as const;
export type TriageBy = (typeof triageRoles)[number];

/** What is filled in where nothing is answered. The two weeks are the network's norm; the rest is ours. */
export const usual: Omit<Answers, "name"> = {
  coachIsCalled: undefined,
  professions: ["gp", "practiceNurse"],
  selfReferral: false,
  reasons: ["loneliness", "psychologicalComplaints", "meaning", "noDailyActivity"],
  minimumAge: undefined,
  triageBy: "referrer",
  firstContactWithin: 2,
  attempts: 3,
  feedbackWithin: 10,
};

/** Who may refer: whoever refers themselves is asked about apart. */
export const askableProfessions: readonly Profession[] = professions.filter((one) => one !== "self");

/** What the core reasons are called; a municipality will want its own words. */
export const coreReasonWords: { readonly [Reason in CoreReason]: Words } = {
  loneliness: says("Eenzaamheid", "Loneliness"),
  psychologicalComplaints: says("Psychische klachten", "Psychological complaints"),
  stuckInLife: says("Vastlopen in het leven", "Stuck in life"),
  chronicPsychiatricCondition: says("Chronische psychische aandoening", "Chronic psychiatric condition"),
  chronicIllness: says("Chronische ziekte", "Chronic illness"),
  unhealthyLifestyle: says("Ongezonde leefstijl", "Unhealthy lifestyle"),
  loss: says("Verlies van een dierbare", "Loss of a loved one"),
  meaning: says("Zingeving", "Meaning"),
  noDailyActivity: says("Geen dagbesteding", "No daily activity"),
  other: says("Anders", "Other"),
};

/** The key of a municipality: `Oost Gelre` is `oost-gelre`, `'s-Hertogenbosch` is `s-hertogenbosch`. */
export function keyOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 64);
}
