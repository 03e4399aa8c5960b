import { z } from "zod";
import { stages } from "../machine/place.ts";
import { owningRoles } from "../permission/own.ts";
import { permissionsShape } from "../permission/permissions.ts";
import { Pathway } from "../referral/facts.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { Role, roles } from "../vocabulary/roles.ts";
import { placeWords } from "../vocabulary/words.ts";
import { EndingPolicy, FeedbackPolicy, MeasurementsPolicy } from "./answering-policy.ts";
import { said, Text } from "./described.ts";
import {
  CoachPolicy,
  ContactPolicy,
  ConversationsPolicy,
  MatchingPolicy,
  ParticipationPolicy,
} from "./guiding-policy.ts";
import { DuplicatesPolicy, ReferringPolicy, TriagePolicy } from "./referring-policy.ts";
import {
  CalendarPolicy,
  EscalationPolicy,
  Meeting,
  Restriction,
  RetentionPolicy,
} from "./safeguards-policy.ts";

export { Reason } from "./described.ts";
export { coreReasons } from "./referring-policy.ts";

const key = () =>
  z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,63}$/,
      "hier horen 2 tot 64 kleine letters, cijfers en streepjes, met een letter vooraan / this takes 2 to 64 lower case letters, digits and hyphens, a letter first",
    );

const placeNames = Object.keys(placeWords) as (keyof typeof placeWords)[];

/**
 * How one municipality does Welzijn op Recept, as data.
 *
 * What no source prescribes has a default of our own; `provenance` says for each field where its value comes
 * from. No source prints lead times, attempt rules or feedback terms, but for one: the coach makes contact
 * within two weeks (welzijnoprecept.nl, peers.md "Dutch practice"). A field that says "descriptive" is for
 * people to read; every other one changes what the engine decides or when it asks for something.
 */
export const Variant = z.strictObject({
  id: said(key(), "Sleutel van deze variant", "Key of this variant"),
  version: said(
    z.int().min(1).max(100_000),
    "Versienummer; een wijziging krijgt een nieuw nummer",
    "Version number; a change gets a new one",
  ),
  name: said(Text, "Naam zoals mensen hem lezen", "Name as people read it"),
  replaces: said(
    z.array(key()).optional(),
    "Sleutels van varianten waarvoor deze in de plaats komt: nieuwe verwijzingen volgen die niet meer, wie onderweg is wel",
    "Keys of variants that this one takes the place of: new referrals follow those no more, whoever is on the way does",
  ),
  about: said(
    Text.optional(),
    "Waar het hier om gaat, in een of twee zinnen (beschrijvend)",
    "What this is about, in a sentence or two (descriptive)",
  ),
  municipality: said(key(), "Gemeente waarvoor deze variant geldt", "Municipality this variant is for"),
  pathway: said(
    Pathway.default("individual"),
    "Vorm van het traject: individual (één inwoner, één coach), cohort (cursusgroep) of visit (huisbezoek door een vrijwilliger)",
    "Shape of the care path: individual (one resident, one coach), cohort (a course group) or visit (home visits by a volunteer)",
  ),
  roles: said(
    z
      .array(Role)
      .min(1)
      .default([...roles]),
    "Welke rollen hier bestaan; wie hier niet bestaat mag niets en krijgt niets",
    "Which roles exist here; whoever does not may do nothing and is given nothing",
  ),
  terms: said(
    z.partialRecord(Role, Text).default({}),
    "Hoe rollen hier heten, bijvoorbeeld de welzijnscoach als sociaal makelaar (beschrijvend)",
    "What roles are called here (descriptive)",
  ),
  labels: said(
    z.partialRecord(z.enum([...stages, ...placeNames]), Text).default({}),
    "Hoe fasen en de plekken daarbinnen hier heten (beschrijvend)",
    "What stages and the places within them are called here (descriptive)",
  ),
  destinations: said(
    z.record(Code, Text).optional(),
    "Hoe andere hulp heet waarnaar verwezen wordt, per sleutel (beschrijvend)",
    "What other help is called that people are referred to, by its key (descriptive)",
  ),
  outcomes: said(
    z.record(Code, Text).optional(),
    "Hoe heet wat het meedoen opleverde, bij het bekijken van doelen en bij het afronden, per sleutel (beschrijvend)",
    "What came of taking part is called, when goals are reviewed and at completing, by its key (descriptive)",
  ),
  areas: said(z.array(Code).default([]), "Wijken of kernen", "Neighbourhoods or village cores"),

  referring: said(ReferringPolicy, "Verwijzen", "Referring"),
  duplicates: said(DuplicatesPolicy.prefault({}), "Dubbele aanmelding", "Double registration"),
  triage: said(TriagePolicy.prefault({}), "Beoordelen of het past", "Judging suitability"),
  coach: said(CoachPolicy.prefault({}), "De coach", "The coach"),
  contact: said(ContactPolicy.prefault({}), "Contact leggen", "Making contact"),
  conversations: said(ConversationsPolicy.prefault({}), "Gesprekken", "Conversations"),
  matching: said(MatchingPolicy.prefault({}), "Iets passends zoeken", "Finding what fits"),
  participation: said(ParticipationPolicy.prefault({}), "Meedoen", "Taking part"),
  feedback: said(FeedbackPolicy.prefault({}), "Terugkoppelen aan de verwijzer", "Feedback to the referrer"),
  measurements: said(
    MeasurementsPolicy.default([]),
    "Vragenlijsten en momenten",
    "Questionnaires and moments",
  ),
  ending: said(EndingPolicy.prefault({}), "Eerder beëindigen", "Ending early"),

  permissions: said(permissionsShape, "Wie wat mag", "Who may do what"),
  restrictions: said(
    z.array(Restriction).default([]),
    "Wat een rol alleen in bepaalde fasen mag",
    "What a role may do only in some stages",
  ),
  ownReferralsOnly: said(
    z.array(z.enum(owningRoles)).optional(),
    "Welke rollen alleen iets mogen bij eigen verwijzingen: de coach bij wie die begeleidt of waarneemt en bij wie nog geen coach heeft, wie verwijst bij die van de eigen praktijk; een inwoner mag altijd alleen iets bij de eigen verwijzing (eigen keuze: de AVG vraagt niet meer toegang dan nodig is)",
    "Which roles may act only on referrals of their own: a coach on those of whom they guide or stand in for and of whoever has no coach yet, whoever refers on those of their own practice; a resident may always act on their own only (our choice: the GDPR asks for no more access than is needed)",
  ),
  escalation: said(EscalationPolicy.prefault({}), "Herinneren en opschalen", "Reminding and escalating"),
  calendar: said(CalendarPolicy.prefault({}), "Werkdagen", "Working days"),
  retention: said(RetentionPolicy.prefault({}), "Bewaren", "Retention"),
  meetings: said(
    z.array(Meeting).default([]),
    "Overleg tussen wie dit werk doen (beschrijvend)",
    "Meetings of those who do this work (descriptive)",
  ),

  provenance: said(
    z.record(z.string(), z.string().min(1)).default({}),
    "Per veld: bron met regelnummer, of “eigen keuze”",
    "For each field: the source with its lines, or “our choice”",
  ),
});

/** A variant with every default filled in. */
// An interface, so that editors say "Variant" where they would otherwise list its fields.
export interface Variant extends z.infer<typeof Variant> {}

/** A variant as somebody writes it down. */
export type VariantInput = z.input<typeof Variant>;

/** `nijmegen@1`: what a referral's first fact pins. */
export const variantKey = (variant: { readonly id: string; readonly version: number }): string =>
  `${variant.id}@${variant.version}`;
