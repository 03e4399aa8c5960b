import { CalendarDate } from "@wor/lifecycle";
import { Temporal } from "temporal-polyfill";
import type { Period } from "../period.ts";
import type { Locale } from "../table.ts";

/** All that the report says, in both languages. */
export const reportWords = {
  nl: {
    report: "Jaarverslag Welzijn op Recept",
    about: (period: string) =>
      `Wie er ${period} verwezen is naar een welzijnscoach, hoe ver zij kwamen, hoe lang zij wachtten en of de verwijzer iets terughoorde.`,
    figures: "In het kort",
    referred: "inwoners verwezen",
    referredHow: "geteld bij de aanmelding, zonder vergissingen",
    arrived: "kwam aan bij de coach",
    arrivedHow: "van wie verwezen is, had contact",
    wait: "tot het eerste gesprek",
    waitHow: "mediaan: de helft wachtte korter",
    days: "dagen",
    heardBack: "terugkoppeling op tijd",
    heardBackHow: "van wat gegeven had moeten zijn",
    funnelTitle: "Hoe ver mensen komen",
    funnelLead:
      "Van verwijzing tot deelname, en wie maanden later nog meedoet. Bij elke stap telt iedereen mee die ooit zover kwam.",
    funnelNote:
      "Aandeel: van alle verwezen inwoners. Na 3 en 6 maanden: van wie zo lang geleden begon, ook wie even pauzeert telt mee.",
    waitingTitle: "Hoe lang mensen wachten",
    waitingLead:
      "Meer verwijzingen zijn geen doel op zich: naast het aantal staat daarom hoe lang er gewacht wordt.",
    waitChart: "Dagen wachten tot het eerste gesprek (mediaan)",
    waitingChart: "Wachtend aan het eind van de maand of het kwartaal",
    referredChart: "Verwezen",
    timesTitle: "Doorlooptijden",
    feedbackTitle: "Hoort de verwijzer iets terug?",
    feedbackLead:
      "Terugkoppeling geeft vertrouwen, en vertrouwen geeft verwijzingen. Ook na uitval hoort de verwijzer iets.",
    feedbackCaption: "Terugkoppelingen naar moment",
    whoTitle: "Door wie, waarom, en hoe het liep",
    whoLead: "Aantallen en percentages van alle verwezen inwoners; bij “waarom gestopt” van wie stopte.",
    byWhom: "Verwezen door",
    why: "Hoofdreden",
    howItWent: "Hoe het liep",
    whyStopped: "Waarom gestopt",
    doublesTitle: "Niemand twee keer",
    doublesLead:
      "Dezelfde inwoner kan via meer wegen binnenkomen. Hoe vaak een tweede aanmelding is tegengehouden, en hoe het ging met wie toch vaker verwezen is.",
    yearTitle: "De cijfers van het jaar",
    yearCaption: "Alle cijfers bij elkaar",
    made: (day: string) => `Gemaakt uit het logboek van verwijzingen, stand van ${day}.`,
    hidden:
      "Een punt (•) staat waar het om zo weinig mensen gaat dat iemand herkend zou kunnen worden, of waar zo’n getal anders uit te rekenen was.",
    complete: "Alle aantallen zijn zichtbaar: dit verslag is voor gebruik binnen de gemeente.",
    counts:
      "Bij elk aantal staat wat er is geteld: wie verwezen is, is nog niet gematcht, en wie gematcht is, doet nog niet mee.",
  },
  en: {
    report: "Annual report Welzijn op Recept",
    about: (period: string) =>
      `Who was referred to a welfare coach ${period}, how far they came, how long they waited, and whether the referrer heard back.`,
    figures: "In short",
    referred: "residents referred",
    referredHow: "counted at registration, without mistakes",
    arrived: "arrived at the coach",
    arrivedHow: "had contact, of those referred",
    wait: "until the first conversation",
    waitHow: "median: half waited less",
    days: "days",
    heardBack: "feedback in time",
    heardBackHow: "of what should have been given",
    funnelTitle: "How far people come",
    funnelLead:
      "From referral to taking part, and who is still there months later. Each step counts who ever came so far.",
    funnelNote:
      "Share: of all residents referred. After 3 and 6 months: of those who started so long ago; a pause counts as taking part.",
    waitingTitle: "How long people wait",
    waitingLead: "More referrals are no goal in themselves, so waiting stands beside volume.",
    waitChart: "Days of waiting until the first conversation (median)",
    waitingChart: "Waiting at the end of each month or quarter",
    referredChart: "Referred",
    timesTitle: "Waiting times",
    feedbackTitle: "Do referrers hear back?",
    feedbackLead:
      "Feedback makes trust, and trust makes referrals. After a drop-out, too, the referrer hears something.",
    feedbackCaption: "Feedback by moment",
    whoTitle: "By whom, why, and how it went",
    whoLead: "Numbers and shares of all residents referred; under “why stopped” of those who stopped.",
    byWhom: "Referred by",
    why: "Main reason",
    howItWent: "How it went",
    whyStopped: "Why stopped",
    doublesTitle: "Nobody twice",
    doublesLead:
      "The same resident comes in by several routes. What was stopped at the door, and what became of those referred more than once.",
    yearTitle: "The numbers of the year",
    yearCaption: "All numbers together",
    made: (day: string) => `Made from the log of referrals, as of ${day}.`,
    hidden:
      "A dot (•) stands where so few people are concerned that somebody might be recognised, or where such a number could otherwise be computed.",
    complete: "All numbers are shown: this report is for use within the municipality.",
    counts: "Each count names the state it counts: referred is not matched, and matched is not taking part.",
  },
} as const satisfies { readonly [locale in Locale]: object };

const formats: { readonly [locale in Locale]: Intl.DateTimeFormat } = {
  nl: new Intl.DateTimeFormat("nl-NL", { dateStyle: "long", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }),
};

/** A period in words, its last day included as people say it. */
export function periodText(period: Period | undefined, locale: Locale): string {
  const day = (text: string) => formats[locale].format(new Date(`${text}T12:00:00Z`));
  const { from, until } = period ?? {};
  const last =
    until === undefined
      ? undefined
      : day(Temporal.PlainDate.from(CalendarDate.parse(until)).subtract({ days: 1 }).toString());
  if (from === undefined && last === undefined) return { nl: "tot nu toe", en: "so far" }[locale];
  if (from === undefined) return { nl: `tot en met ${last}`, en: `up to ${last}` }[locale];
  if (last === undefined) return { nl: `vanaf ${day(from)}`, en: `since ${day(from)}` }[locale];
  return { nl: `van ${day(from)} tot en met ${last}`, en: `from ${day(from)} to ${last}` }[locale];
}
