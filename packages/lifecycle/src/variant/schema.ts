import { z } from "zod";
import { ConversationMode } from "../contact/facts.ts";
import { EndReason } from "../ending/reasons.ts";
import { FeedbackMessage } from "../feedback/moments.ts";
import { permissionsShape } from "../permission/permissions.ts";
import { Pathway } from "../referral/facts.ts";
import { Code, OrganisationId } from "../vocabulary/identifiers.ts";
import { Profession, Role } from "../vocabulary/roles.ts";
import { CalendarDate, Term } from "../vocabulary/times.ts";

/** Gives a field its description in both languages; the JSON Schema for editors carries them. */
function said<Schema extends z.ZodType>(schema: Schema, nl: string, en: string): Schema {
  return schema.meta({ description: `${nl} / ${en}`, nl, en });
}

const Text = z.strictObject({ nl: z.string().min(1).max(400), en: z.string().min(1).max(400) });

/** A word of the municipality's own for something on a list. */
export const Reason = z.strictObject({ code: Code, label: Text });

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

/**
 * How one municipality does Welzijn op Recept, as data.
 *
 * What no source prescribes has a default of our own; `provenance` says for each field where its value comes
 * from. No source prints lead times, attempt rules or feedback terms, but for one: the coach makes contact
 * within two weeks (welzijnoprecept.nl, peers.md "Dutch practice").
 */
export const Variant = z.strictObject({
  id: said(
    z
      .string()
      .regex(
        /^[a-z][a-z0-9-]{1,63}$/,
        "kleine letters, cijfers en streepjes / lower case letters, digits and hyphens",
      ),
    "Sleutel van deze variant",
    "Key of this variant",
  ),
  version: said(
    z.int().min(1),
    "Versienummer; een wijziging krijgt een nieuw nummer",
    "Version number; a change gets a new one",
  ),
  name: said(Text, "Naam zoals mensen hem lezen", "Name as people read it"),
  municipality: said(
    z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
    "Gemeente waarvoor deze variant geldt",
    "Municipality this variant is for",
  ),
  pathway: said(Pathway.default("individual"), "Vorm van het traject", "Shape of the care path"),
  terms: said(
    z.partialRecord(Role, Text).default({}),
    "Hoe rollen hier heten, bijvoorbeeld de welzijnscoach als sociaal makelaar",
    "What roles are called here",
  ),
  areas: said(z.array(Code).default([]), "Wijken of kernen", "Neighbourhoods or village cores"),

  referring: z.strictObject({
    professions: said(z.array(Profession).min(1), "Wie mag verwijzen", "Who may refer"),
    selfReferral: said(
      z.boolean().default(false),
      "Mag een inwoner zichzelf aanmelden",
      "Whether residents may refer themselves",
    ),
    organisations: said(
      z.array(OrganisationId).or(z.literal("all")).default("all"),
      "Praktijken die meedoen",
      "Practices that take part",
    ),
    model: said(
      z.enum(["targeted", "broad"]).default("targeted"),
      "Gericht: de verwijzer voert het andere gesprek. Breed: de coach (RIVM/TNO L1073-1088)",
      "Targeted: the referrer holds the other conversation. Broad: the coach does",
    ),
    reasons: said(
      z.array(Reason.extend({ core: z.enum(coreReasons) })).min(1),
      "Redenen van verwijzing en de kernreden waarbij ze horen",
      "Reasons for referral, each with its core reason",
    ),
    minimumAge: said(z.int().min(0).max(125).optional(), "Leeftijd vanaf", "From which age"),
    exclusions: said(
      z.array(z.strictObject({ code: Code, label: Text, redirectTo: Code.optional() })).default([]),
      "Omstandigheden waarin dit niet de juiste hulp is, en waarheen dan",
      "Circumstances in which this is not the right help, and what is",
    ),
    residentMustBeInformed: said(
      z.boolean().default(true),
      "Weet de inwoner ervan",
      "Whether the resident must know",
    ),
    consent: said(
      z.array(z.enum(["referral", "contact", "feedback"])).default(["referral", "contact"]),
      "Toestemming die vooraf nodig is",
      "Consent needed beforehand",
    ),
  }),

  duplicates: z
    .strictObject({
      overrideBy: said(
        z.array(Role).default(["coordinator"]),
        "Wie bewust een tweede verwijzing naast een lopende mag openen",
        "Who may open a deliberate second referral beside one that is open",
      ),
      reopenWithin: said(Term.default("P6M"), "Hoe lang heropenen kan", "How long reopening is possible"),
    })
    .prefault({}),

  triage: z
    .strictObject({
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
    })
    .prefault({}),

  coach: z
    .strictObject({
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
      trainingRequired: said(
        z.boolean().default(false),
        "Moet de coach geschoold zijn",
        "Whether the coach must be trained",
      ),
      actions: said(
        z.array(Reason).default([]),
        "Wat de coach doet, in de woorden van de gemeente (Nijmegen 2019 L58-74)",
        "What the coach does, in the municipality's words",
      ),
    })
    .prefault({}),

  contact: z
    .strictObject({
      firstWithin: said(
        Term.default("P14D"),
        "Eerste contact binnen (welzijnoprecept.nl: twee weken)",
        "First contact within (welzijnoprecept.nl: two weeks)",
      ),
      maxAttempts: said(
        z.int().min(1).max(20).default(3),
        "Pogingen voordat iemand onbereikbaar heet",
        "Attempts before somebody counts as unreachable",
      ),
      nextAttemptWithin: said(
        Term.default({ workingDays: 5 }),
        "Volgende poging binnen",
        "Next attempt within",
      ),
      dropWhenUnreachable: said(
        z.boolean().default(true),
        "Na de laatste poging vanzelf beëindigen",
        "End by itself after the last attempt",
      ),
    })
    .prefault({}),

  conversations: z
    .strictObject({
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
      maximum: said(
        z.int().min(1).max(100).optional(),
        "Hoogste aantal gesprekken",
        "Highest number of conversations",
      ),
    })
    .prefault({}),

  matching: z
    .strictObject({
      trying: said(
        z.boolean().default(true),
        "Kan iemand eerst een keer proberen",
        "Whether somebody can try once first",
      ),
      accompanying: said(
        z.boolean().default(true),
        "Gaat de coach de eerste keer mee",
        "Whether the coach comes along the first time",
      ),
      waitingList: said(z.boolean().default(true), "Is er een wachtlijst", "Whether there is a waiting list"),
      startWithin: said(Term.default("P3W"), "Start na de match binnen", "Start after the match within"),
      reviewWaitingEvery: said(
        Term.default("P4W"),
        "Wachtlijst bekijken elke",
        "Look at the waiting list every",
      ),
    })
    .prefault({}),

  participation: z
    .strictObject({
      checkInEvery: said(Term.default("P6W"), "Navraag “ben je er geweest?” elke", "Ask 'did you go?' every"),
      completeAfter: said(Term.default("P6M"), "Afronden bespreken na", "Talk of completing after"),
      pauseAtMost: said(Term.default("P3M"), "Pauze ten hoogste", "Pause at most"),
    })
    .prefault({}),

  feedback: z
    .strictObject({
      interim: said(
        z.array(z.enum(["intake", "match"])).default(["match"]),
        "Tussentijdse terugkoppeling; aan het einde en bij uitval is zij er altijd",
        "Interim feedback; at the end and after a drop there always is",
      ),
      within: said(Term.default({ workingDays: 10 }), "Terugkoppeling binnen", "Feedback within"),
      delegateTo: said(
        z.array(Profession).default(["practiceNurse"]),
        "Wie het namens de verwijzer kan ontvangen",
        "Who may receive it for the referrer",
      ),
      messages: said(
        z
          .array(FeedbackMessage)
          .min(1)
          .default([...FeedbackMessage.options]),
        "Wat er gemeld wordt",
        "What is told",
      ),
    })
    .prefault({}),

  measurements: said(
    z
      .array(
        z.strictObject({
          instrument: Code,
          moments: z.array(z.enum(["start", "after3Months", "after6Months"])).min(1),
        }),
      )
      .default([]),
    "Vragenlijsten en momenten",
    "Questionnaires and moments",
  ),

  ending: z
    .strictObject({
      reasons: said(
        z.array(Reason.extend({ core: EndReason })).default([]),
        "Eigen redenen van beëindigen, met de kernreden",
        "Own reasons for ending, each with its core reason",
      ),
    })
    .prefault({}),

  permissions: said(permissionsShape, "Wie wat mag", "Who may do what"),

  escalation: z
    .strictObject({
      remindBefore: said(Term.default("P2D"), "Herinnering vooraf", "Reminder before"),
      chain: said(
        z.array(Role).min(1).default(["coordinator", "municipality"]),
        "Bij wie een verlopen stap achtereenvolgens terechtkomt",
        "To whom an overdue step rises, in turn",
      ),
      nextAfter: said(Term.default("P1W"), "Volgende trede na", "Next rung after"),
    })
    .prefault({}),

  calendar: z
    .strictObject({ holidays: said(z.array(CalendarDate).default([]), "Vrije dagen", "Holidays") })
    .prefault({}),

  provenance: said(
    z.record(z.string(), z.string().min(1)).default({}),
    "Per veld: bron met regelnummer, of “eigen keuze”",
    "For each field: the source with its lines, or “our choice”",
  ),
});

/** A variant with every default filled in. */
export type Variant = z.infer<typeof Variant>;

/** A variant as somebody writes it down. */
export type VariantInput = z.input<typeof Variant>;

/** `nijmegen@1`: what a referral's first fact pins. */
export const variantKey = (variant: { readonly id: string; readonly version: number }): string =>
  `${variant.id}@${variant.version}`;
