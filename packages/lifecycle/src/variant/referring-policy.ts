import { z } from "zod";
import { Code, OrganisationId } from "../vocabulary/identifiers.ts";
import { Profession, Role } from "../vocabulary/roles.ts";
import { Term } from "../vocabulary/times.ts";
import { Reason, said, Text } from "./described.ts";

/** The core reasons for referring, which every local list maps to (Samen in beweging, figure 2.3 and L5528-5533). */
export const coreReasons = [
  "loneliness",
  "psychologicalComplaints",
  "stuckInLife",
  "chronicPsychiatricCondition",
  "chronicIllness",
  "unhealthyLifestyle",
  "loss",
  "meaning",
  "noDailyActivity",
  "other",
] as const;

const age = () => z.int().min(0).max(125);

/** Who refers whom, for what, and what is asked beforehand. */
export const ReferringPolicy = z.strictObject({
  professions: said(z.array(Profession).min(1), "Wie mag verwijzen", "Who may refer"),
  selfReferral: said(
    z.boolean().default(false),
    "Mag een inwoner zichzelf aanmelden",
    "Whether residents may refer themselves",
  ),
  organisations: said(
    z
      .union([z.array(OrganisationId), z.literal("all")], {
        error: 'hier hoort een lijst van praktijken, of "all" / this takes a list of organisations, or "all"',
      })
      .default("all"),
    "Praktijken die meedoen, of “all”",
    'Practices that take part, or "all"',
  ),
  opens: said(
    z.enum(["atOnce", "byDecision"]).default("atOnce"),
    "Is de aanmelding meteen open, of pas nadat iemand haar opent",
    "Whether the intake is open at once, or only after somebody opens it",
  ),
  model: said(
    z.enum(["targeted", "broad"]).default("targeted"),
    "Gericht: de verwijzer voert het andere gesprek. Breed: de coach (RIVM/TNO L1073-1088)",
    "Targeted: the referrer holds the other conversation. Broad: the coach does",
    "RIVM/TNO L1073-1088: gericht is de lijn van het Landelijk Kennisnetwerk",
  ),
  channels: said(
    z.array(Reason).default([]),
    "Langs welke weg een verwijzing komt; leeg laat elke weg toe",
    "By which way a referral comes; empty allows any",
  ),
  registrationCode: said(
    z
      .string()
      .regex(/^[A-Z]\d\d(\.\d\d)?$/, "een ICPC-code is als Z68 / an ICPC code is like Z68")
      .optional(),
    "ICPC-code waarmee de huisarts de verwijzing vastlegt (beschrijvend)",
    "ICPC code with which the GP records the referral (descriptive)",
  ),
  handovers: said(
    z
      .array(z.enum(["none", "warm", "appointment"]))
      .min(1)
      .default(["none", "warm", "appointment"]),
    "Hoe de verwijzer overdraagt: alleen verwijzen, warm, of meteen een afspraak",
    "How the referrer hands over: just refer, warmly, or with an appointment at once",
  ),
  reasons: said(
    z
      .array(
        Reason.extend({
          core: said(z.enum(coreReasons), "De kernreden waarbij deze hoort", "The core reason it belongs to"),
          replaces: said(
            z.array(Code).min(1).max(20).optional(),
            "Sleutels van een vorige versie waarvoor deze reden in de plaats komt; wie daarmee verwezen is, kan zo over",
            "Keys of an earlier version that this reason takes the place of; who was referred for those can move with it",
          ),
        }),
      )
      .min(1),
    "Redenen van verwijzing en de kernreden waarbij ze horen",
    "Reasons for referral, each with its core reason",
  ),
  targetGroup: said(
    Text.optional(),
    "Voor wie dit is, in eigen woorden (beschrijvend)",
    "For whom this is, in own words (descriptive)",
  ),
  minimumAge: said(age().optional(), "Leeftijd vanaf", "From which age"),
  maximumAge: said(age().optional(), "Leeftijd tot en met", "Up to and including which age"),
  exclusions: said(
    z
      .array(
        Reason.extend({
          because: said(Text.optional(), "Waarom dit dan niet past", "Why this does not fit then"),
          redirectTo: said(Code.optional(), "Waarheen dan wel", "Where to instead"),
        }),
      )
      .default([]),
    "Omstandigheden waarin dit niet de juiste hulp is, en waarheen dan",
    "Circumstances in which this is not the right help, and what is",
  ),
  residentMustBeInformed: said(
    z.boolean().default(true),
    "Moet de inwoner van de verwijzing weten",
    "Whether the resident must know of the referral",
  ),
  consent: said(
    z.array(z.enum(["referral", "contact", "feedback"])).default(["referral", "contact"]),
    "Toestemming die vooraf nodig is",
    "Consent needed beforehand",
    "welzijnoprecept.nl: toestemming om contactgegevens door te geven",
  ),
});

/** The same resident is never open twice by accident. */
export const DuplicatesPolicy = z.strictObject({
  within: said(
    z.enum(["pathway", "resident"]).default("pathway"),
    "Eén lopende verwijzing per traject (pathway), of per inwoner over alle trajecten heen (resident)",
    "One open referral per pathway, or per resident across all pathways",
  ),
  overrideBy: said(
    z.array(Role).default(["coordinator"]),
    "Wie bewust een tweede verwijzing naast een lopende mag openen; leeg betekent niemand",
    "Who may open a deliberate second referral beside one that is open; empty means nobody",
  ),
  reopenWithin: said(
    Term.default("P6M"),
    "Hoe lang na een einde heropenen kan",
    "How long after an ending reopening is possible",
  ),
});

const Answer = z.union(
  [
    z.literal("suitable"),
    z.strictObject({
      next: said(Code, "De volgende vraag", "The next question"),
    }),
    z.strictObject({
      redirectTo: said(Code, "Dit past niet; waarheen dan wel", "This does not fit; where to instead"),
    }),
  ],
  {
    error:
      "een antwoord leidt tot suitable, { next: vraag } of { redirectTo: hulp } / an answer leads to suitable, { next: question } or { redirectTo: help }",
  },
);

/** Questions with which suitability is judged (the decision tree of Assen, RIVM/TNO L1021-1024). */
export const DecisionTree = z
  .array(
    z.strictObject({
      code: said(Code, "Sleutel van de vraag", "Key of the question"),
      ask: said(Text, "De vraag", "The question"),
      yes: said(Answer, "Bij ja", "On yes"),
      no: said(Answer, "Bij nee", "On no"),
    }),
  )
  .min(1)
  .max(50);
export type DecisionTree = z.infer<typeof DecisionTree>;

/** Whether this is the right help, and who says so. */
export const TriagePolicy = z.strictObject({
  by: said(
    z.enum(["referrer", "coach", "coordinator"]).default("referrer"),
    "Wie beoordeelt of het past",
    "Who judges suitability",
  ),
  within: said(Term.default({ workingDays: 5 }), "Hoe snel", "How soon"),
  postponeAtMost: said(
    z.int().min(0).max(20).default(2),
    "Hoe vaak uitstel kan",
    "How often it can be postponed",
  ),
  decisionTree: said(
    DecisionTree.optional(),
    "Beslisboom: ja-neevragen, de eerste bovenaan; wie beoordeelt, beantwoordt ze",
    "Decision tree: yes-no questions, the first on top; whoever judges answers them",
  ),
});

/** The reason that a code stands for here: that of its own name, or the one that took its place. */
export const reasonFor = (
  { referring: { reasons } }: { readonly referring: z.infer<typeof ReferringPolicy> },
  code: string,
): z.infer<typeof ReferringPolicy>["reasons"][number] | undefined =>
  reasons.find((one) => one.code === code) ??
  reasons.find(({ replaces }) => replaces?.some((one) => one === code) === true);
