import { type Locale, professionWords, type Variant, variantKey } from "@wor/lifecycle";
import type { Origin } from "../reading/origins.ts";
import { division } from "./division.ts";
import { forWhom } from "./for-whom.ts";
import { notAgreed } from "./not-agreed.ts";
import { type Page, pageOf, section } from "./page.ts";
import { stepByStep } from "./step-by-step.ts";
import { channelWords, handoverWords, messageWords, momentWords, rhythm as rhythmical } from "./words.ts";

/**
 * A variant as one page for the people who do the work: the written work process and division of roles that the
 * sources ask for (Samen in beweging L192-196, L6318-6326), as Markdown. With where its values come from, it ends
 * with the terms and numbers that nobody agreed on.
 */
export function explainVariant(variant: Variant, locale: Locale, provenance: readonly Origin[] = []): string {
  const page = pageOf(variant, locale);
  const parts = [heading, forWhom, referring, stepByStep, feedback, whenItStalls, division, agreements];
  return `${[...parts.map((part) => part(page)), notAgreed(provenance, page)]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

function heading({ variant, say, words }: Page): string {
  const about = variant.about === undefined ? "" : `\n\n${words(variant.about)}`;
  return `# ${say("Werkproces", "Work process")} ${words(variant.name)}\n\n*${variantKey(variant)}*${about}`;
}

function referring({ variant: { referring }, say, words, theRole }: Page): string {
  const { professions, selfReferral, organisations, channels, handovers, consent } = referring;
  const who = professions.filter((one) => one !== "self").map((one) => words(professionWords[one]));
  const lines = [
    who.length === 0 ? "" : say(`Verwijzen kan: ${who.join(", ")}.`, `Who may refer: ${who.join(", ")}.`),
    selfReferral ? say("Een inwoner kan zichzelf aanmelden.", "Residents may refer themselves.") : "",
    organisations === "all"
      ? ""
      : organisations.length === 1
        ? say("Er doet één praktijk mee.", "One practice takes part.")
        : say(
            `Er doen ${organisations.length} praktijken mee.`,
            `${organisations.length} practices take part.`,
          ),
    channels.length === 0
      ? ""
      : say(
          `Via ${channels.map(({ label }) => words(label)).join(", ")}.`,
          `By ${channels.map(({ label }) => words(label)).join(", ")}.`,
        ),
    referring.registrationCode === undefined
      ? ""
      : say(
          `De huisarts legt de verwijzing vast met ICPC-code ${referring.registrationCode}.`,
          `The GP records the referral with ICPC code ${referring.registrationCode}.`,
        ),
    referring.model === "targeted"
      ? say("De verwijzer voert het andere gesprek.", "The referrer holds the other conversation.")
      : upperFirst(
          say(
            `${theRole("coach")} voert het andere gesprek.`,
            `${theRole("coach")} holds the other conversation.`,
          ),
        ),
    handovers.length === 3 ? "" : `${handovers.map((one) => words(handoverWords[one])).join(", ")}.`,
    referring.residentMustBeInformed ? say("De inwoner weet ervan.", "The resident knows of it.") : "",
    consent.length === 0
      ? ""
      : say(
          `Vooraf toestemming voor: ${consent.map((one) => words(momentWords[one])).join(", ")}.`,
          `Consent beforehand for: ${consent.map((one) => words(momentWords[one])).join(", ")}.`,
        ),
    referring.opens === "byDecision"
      ? say(
          "De aanmelding is pas open als iemand haar opent.",
          "The intake is open only once somebody opens it.",
        )
      : "",
  ];
  return section(say("Verwijzen", "Referring"), [lines.filter((line) => line !== "").join(" ")]);
}

function feedback({ variant: { feedback }, say, words }: Page): string {
  const interim = feedback.interim.map((one) => words(momentWords[one]));
  const ways = feedback.via.filter((way) => way !== "notRecorded").map((way) => words(channelWords[way]));
  return section(say("Wat de verwijzer hoort", "What the referrer hears"), [
    say(
      `Altijd bij een afronding en bij een eerder einde${interim.length === 0 ? "" : `; ook ${interim.join(" en ")}`}.`,
      `Always after completing and after an early end${interim.length === 0 ? "" : `; also ${interim.join(" and ")}`}.`,
    ),
    `${say("Berichten", "Messages")}: ${feedback.messages.map((one) => words(messageWords[one])).join(", ")}. ${say("Via", "By")}: ${ways.join(", ")}.`,
    feedback.delegateTo.length === 0
      ? ""
      : say(
          `Heeft de verwijzer geen tijd, dan kan de terugkoppeling naar: ${feedback.delegateTo.map((one) => words(professionWords[one])).join(", ")}.`,
          `If the referrer has no time, it can go to: ${feedback.delegateTo.map((one) => words(professionWords[one])).join(", ")}.`,
        ),
  ]);
}

function whenItStalls(page: Page): string {
  const { variant, say, term } = page;
  const { contact, escalation, duplicates, coach, triage, participation } = variant;
  const guide = page.theRole("coach");
  const chain = escalation.chain.filter((role) => variant.roles.includes(role)).map(page.theRole);
  const override = duplicates.overrideBy.filter((role) => variant.roles.includes(role)).map(page.theRole);
  const lines = [
    contact.dropWhenUnreachable
      ? say(
          `Niet te bereiken: na ${contact.maxAttempts} pogingen eindigt de verwijzing en hoort de verwijzer dat.`,
          `Unreachable: after ${contact.maxAttempts} attempts the referral ends and the referrer is told.`,
        )
      : say(
          `Niet te bereiken: na ${contact.maxAttempts} pogingen mag de verwijzing beëindigd worden.`,
          `Unreachable: after ${contact.maxAttempts} attempts the referral may be ended.`,
        ),
    say(
      `Niet het goede moment: uitstellen kan ${triage.postponeAtMost} keer. Een pauze duurt ten hoogste ${term(participation.pauseAtMost)}.`,
      `Not the right moment: it can be postponed ${triage.postponeAtMost} times. A pause lasts ${term(participation.pauseAtMost)} at most.`,
    ),
    coach.standIn === "required"
      ? say(`Bij afwezigheid van ${guide} is er een vervanger.`, `When ${guide} is away there is a stand-in.`)
      : say(
          `Valt ${guide} weg zonder vervanger, dan blijft de verwijzing in beeld tot er een andere is.`,
          `When ${guide} is gone without a stand-in, the referral waits in sight for another.`,
        ),
    leftLying(chain, page),
    override.length === 0
      ? say(
          "Dubbel aangemeld: een tweede verwijzing kan niet.",
          "Registered twice: there can be no second referral.",
        )
      : say(
          `Dubbel aangemeld: een tweede verwijzing kan alleen bewust, door ${override.join(" of ")}.`,
          `Registered twice: a second referral only on purpose, by ${override.join(" or ")}.`,
        ),
    say(
      `Terugkomen na een eerder einde kan tot ${term(duplicates.reopenWithin)} daarna in dezelfde verwijzing.`,
      `Coming back after an early end is possible in the same referral until ${term(duplicates.reopenWithin)} later.`,
    ),
  ];
  return section(say("Als het niet vanzelf gaat", "When it does not go by itself"), [
    lines.map((line) => `- ${line}`).join("\n"),
  ]);
}

function leftLying(chain: readonly string[], { variant: { escalation }, say, term }: Page): string {
  const [before, later] = [term(escalation.remindBefore), term(escalation.nextAfter)];
  const nl = chain.join(`, en ${later} later naar `);
  const en = chain.join(`, and ${later} later to `);
  return say(
    `Een stap die blijft liggen: ${before} van tevoren een herinnering${nl && `; is de termijn voorbij, dan naar ${nl}`}.`,
    `A step left lying: a reminder ${before} before${en && `; once its term has passed, to ${en}`}.`,
  );
}

function agreements({ variant: { meetings, retention, coach }, say, words, term, theRole }: Page): string {
  const lines = [
    ...meetings.map(
      ({ name, every }) =>
        `${words(name)}: ${rhythmical(say(`elke ${term(every)}`, `every ${term(every)}`))}.`,
    ),
    ...(coach.actions.length === 0
      ? []
      : [
          upperFirst(
            `${theRole("coach")} ${say("werkt", "works")} ${coach.actions.map(({ label }) => words(label).toLowerCase()).join(", ")}.`,
          ),
        ]),
    say(
      `Bewaren: ${term(retention.afterClosing)} na het sluiten.`,
      `Kept for ${term(retention.afterClosing)} after closing.`,
    ),
  ];
  return section(say("Afspraken", "Agreements"), [lines.map((line) => `- ${line}`).join("\n")]);
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
