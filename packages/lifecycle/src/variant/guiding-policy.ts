import { z } from "zod";
import { ConversationMode } from "../contact/facts.ts";
import { Term } from "../vocabulary/times.ts";
import { Reason, said } from "./described.ts";

/** Who guides, and how many at a time. */
export const CoachPolicy = z.strictObject({
  assign: said(
    z.enum(["byHand", "byRule"]).default("byRule"),
    "Hoe een coach wordt toegewezen",
    "How a coach is assigned",
  ),
  within: said(Term.default({ workingDays: 3 }), "Hoe snel er een coach is", "How soon there is a coach"),
  maxCaseload: said(
    z.int().min(1).max(1000).default(40),
    "Inwoners per coach tegelijk",
    "Residents per coach at a time",
  ),
  hours: said(
    z
      .strictObject({
        perWeek: said(z.number().min(0.5).max(60), "Uren per week", "Hours a week"),
        per: said(
          z.enum(["coach", "practice", "centre", "municipality"]),
          "Waarvoor die uren gelden",
          "What those hours are for",
        ),
      })
      .optional(),
    "Uren voor de coach zoals afgesproken",
    "The coach's hours as agreed",
  ),
  residentsPerHour: said(
    z.number().min(0.1).max(20).optional(),
    "Inwoners tegelijk per uur in de week; begrenst wie naar uren is aangemeld in plaats van maxCaseload",
    "Residents at a time per weekly hour; limits coaches registered with hours, instead of maxCaseload",
  ),
  standIn: said(
    z.enum(["optional", "required"]).default("optional"),
    "Moet bij afwezigheid een vervanger geregeld zijn",
    "Whether a stand-in must be arranged for a leave",
  ),
  trainingRequired: said(
    z.boolean().default(false),
    "Moet de coach geschoold zijn",
    "Whether the coach must be trained",
  ),
  actions: said(
    z.array(Reason).default([]),
    "Wat de coach doet, in de woorden van de gemeente (beschrijvend)",
    "What the coach does, in the municipality's words (descriptive)",
  ),
});

/** Reaching the resident. */
export const ContactPolicy = z.strictObject({
  initiative: said(
    z.enum(["coach", "resident"]).default("coach"),
    "Wie het eerste contact zoekt (beschrijvend)",
    "Who seeks the first contact (descriptive)",
    "Samen in beweging L3987-3990, RIVM/TNO L1347-1351: velen zoeken zelf geen contact",
  ),
  firstWithin: said(
    Term.default("P14D"),
    "Eerste contact binnen",
    "First contact within",
    "welzijnoprecept.nl: binnen twee weken",
  ),
  maxAttempts: said(
    z.int().min(1).max(20).default(3),
    "Pogingen voordat iemand onbereikbaar heet",
    "Attempts before somebody counts as unreachable",
  ),
  nextAttemptWithin: said(Term.default({ workingDays: 5 }), "Volgende poging binnen", "Next attempt within"),
  dropWhenUnreachable: said(
    z.boolean().default(true),
    "Na de laatste poging vanzelf beëindigen",
    "End by itself after the last attempt",
  ),
});

/** Talking with each other. */
export const ConversationsPolicy = z.strictObject({
  modes: said(
    z
      .array(ConversationMode)
      .min(1)
      .default([...ConversationMode.options]),
    "Hoe gesprekken gevoerd worden",
    "How conversations are held",
  ),
  nextWithin: said(
    Term.default("P4W"),
    "Volgend gesprek of een match binnen",
    "Next conversation or a match within",
  ),
  usual: said(
    z
      .strictObject({
        from: said(z.int().min(0).max(100), "Van", "From"),
        to: said(z.int().min(1).max(100), "Tot en met", "Up to and including"),
      })
      .optional(),
    "Hoeveel gesprekken gebruikelijk zijn (beschrijvend)",
    "How many conversations are usual (descriptive)",
  ),
  maximum: said(
    z.int().min(1).max(100).optional(),
    "Hoogste aantal gesprekken",
    "Highest number of conversations",
  ),
});

/** Finding what fits. */
export const MatchingPolicy = z.strictObject({
  trying: said(
    z.boolean().default(true),
    "Kan iemand eerst een keer proberen",
    "Whether somebody can try once first",
  ),
  accompanying: said(
    z.boolean().default(true),
    "Gaat de coach zo nodig de eerste keer mee",
    "Whether the coach can come along the first time",
    "Samen in beweging L1468-1469, Nijmegen 2019 L62",
  ),
  waitingList: said(z.boolean().default(true), "Is er een wachtlijst", "Whether there is a waiting list"),
  startWithin: said(Term.default("P3W"), "Na de match begint het binnen", "After the match it starts within"),
  reviewWaitingEvery: said(Term.default("P4W"), "Wachtlijst bekijken elke", "Look at the waiting list every"),
});

/** Keeping in view whoever takes part. */
export const ParticipationPolicy = z.strictObject({
  checkInEvery: said(Term.default("P6W"), "Navraag “ben je er geweest?” elke", "Ask 'did you go?' every"),
  reviewGoalsEvery: said(
    Term.optional(),
    "Samen naar de doelen kijken elke; zonder dit veld niet",
    "Look at the goals together every; not without this field",
  ),
  completeAfter: said(Term.default("P6M"), "Afronden bespreken na", "Talk of completing after"),
  pauseAtMost: said(Term.default("P3M"), "Pauze ten hoogste", "Pause at most"),
});
