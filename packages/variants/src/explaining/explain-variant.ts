import {
  type Locale,
  nameOfDestination,
  professionWords,
  type Term,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import type { Origin } from "../reading/origins.ts";
import { division } from "./division.ts";
import { notAgreed } from "./not-agreed.ts";
import { type Page, pageOf, section } from "./page.ts";
import {
  channelWords,
  handoverWords,
  instrumentWords,
  messageWords,
  modeWords,
  momentWords,
  rhythm as rhythmical,
} from "./words.ts";

/**
 * A variant as one page for the people who do the work: the written work process and division of roles that the
 * sources ask for (Samen in beweging L192-196, L6318-6326), as Markdown. With where its values come from, it ends
 * with the terms and numbers that nobody agreed on.
 */
export function explainVariant(variant: Variant, locale: Locale, provenance: readonly Origin[] = []): string {
  const page = pageOf(variant, locale);
  const parts = [heading, forWhom, referring, steps, feedback, whenItStalls, division, agreements];
  return `${[...parts.map((part) => part(page)), notAgreed(provenance, page)]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

function heading({ variant, say, words }: Page): string {
  const about = variant.about === undefined ? "" : `\n\n${words(variant.about)}`;
  return `# ${say("Werkproces", "Work process")} ${words(variant.name)}\n\n*${variantKey(variant)}*${about}`;
}

function forWhom({ variant, say, words }: Page): string {
  const { referring, areas, triage } = variant;
  const { minimumAge: from, maximumAge: to } = referring;
  const age =
    from !== undefined && to !== undefined
      ? say(`Van ${from} tot en met ${to} jaar.`, `From ${from} up to and including ${to} years.`)
      : from !== undefined
        ? say(`Vanaf ${from} jaar.`, `From the age of ${from}.`)
        : to !== undefined
          ? say(`Tot en met ${to} jaar.`, `Up to and including the age of ${to}.`)
          : "";
  const goesTo = (key: string) => nameOfDestination(key, variant);
  const excluded = referring.exclusions.map(({ label, because, redirectTo }) =>
    [
      words(label),
      because === undefined ? "" : `: ${words(because).toLowerCase()}`,
      redirectTo === undefined
        ? ""
        : say(`; dan naar ${goesTo(redirectTo).nl}`, `; then to ${goesTo(redirectTo).en}`),
    ].join(""),
  );
  const questions = (triage.decisionTree ?? []).map(({ ask }, index) => `${index + 1}. ${words(ask)}`);
  return section(say("Voor wie", "For whom"), [
    ...(referring.targetGroup === undefined ? [] : [`${words(referring.targetGroup)}.`]),
    age,
    areas.length === 0 ? "" : say(`Gebieden: ${areas.join(", ")}.`, `Areas: ${areas.join(", ")}.`),
    `${say("Redenen", "Reasons")}: ${referring.reasons.map(({ label }) => words(label).toLowerCase()).join(", ")}.`,
    excluded.length === 0
      ? ""
      : `${say("Niet bij", "Not with")}:\n\n${excluded.map((one) => `- ${one}`).join("\n")}`,
    questions.length === 0 ? "" : `${say("Beslisboom", "Decision tree")}:\n\n${questions.join("\n")}`,
  ]);
}

function referring({ variant: { referring }, say, words, role }: Page): string {
  const guide = role("coach");
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
      : say(`De ${guide} voert het andere gesprek.`, `The ${guide} holds the other conversation.`),
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

/** The steps in order, each with whose it is and by when. */
function steps(page: Page): string {
  const { variant, say, words, term } = page;
  const { triage, coach, contact, conversations, matching, participation, feedback } = variant;
  const guide = page.role("coach");
  const within = (limit: Term) => say(`binnen ${term(limit)}`, `within ${term(limit)}`);
  const every = (rhythm: Term) => rhythmical(say(`elke ${term(rhythm)}`, `every ${term(rhythm)}`));
  const modes = conversations.modes
    .filter((mode) => mode !== "notRecorded")
    .map((mode) => words(modeWords[mode]));
  const rows: (readonly [string, string, string] | undefined)[] = [
    [
      say("Beoordelen of het past", "Judging whether it fits"),
      page.role(triage.by),
      triage.by === "referrer" ? say("bij het verwijzen", "when referring") : within(triage.within),
    ],
    [
      coach.assign === "byRule"
        ? say(`Een ${guide} toewijzen (volgens een regel)`, `Assigning a ${guide} (by rule)`)
        : say(`Een ${guide} toewijzen`, `Assigning a ${guide}`),
      page.role("coordinator"),
      within(coach.within),
    ],
    [
      contact.initiative === "coach"
        ? say(
            `Eerste contact; de ${guide} neemt het initiatief`,
            `First contact; the ${guide} takes the initiative`,
          )
        : say(
            "Eerste contact; de inwoner neemt het initiatief",
            "First contact; the resident takes the initiative",
          ),
      guide,
      within(contact.firstWithin),
    ],
    [
      `${say("Gesprekken", "Conversations")} (${modes.join(", ")})${howMany(page)}`,
      guide,
      say(
        `volgend gesprek of match ${within(conversations.nextWithin)}`,
        `next one or a match ${within(conversations.nextWithin)}`,
      ),
    ],
    variant.pathway === "cohort"
      ? undefined
      : [
          say("Match met een activiteit", "Match with an activity"),
          guide,
          say("zodra iets past", "as soon as something fits"),
        ],
    matching.waitingList
      ? [say("Wachtlijst bekijken", "Looking at the waiting list"), guide, every(matching.reviewWaitingEvery)]
      : undefined,
    [
      matching.trying
        ? say("Beginnen, zo nodig eerst een keer proberen", "Starting, trying once first if need be")
        : say("Beginnen", "Starting"),
      matching.accompanying ? say(`${guide} gaat zo nodig mee`, `${guide} comes along if need be`) : guide,
      within(matching.startWithin),
    ],
    [say("Navragen: ben je er geweest?", "Asking: did you go?"), guide, every(participation.checkInEvery)],
    participation.reviewGoalsEvery === undefined
      ? undefined
      : [
          say("Samen naar de doelen kijken", "Looking at the goals together"),
          guide,
          every(participation.reviewGoalsEvery),
        ],
    ...variant.measurements.map(
      ({ instrument, moments }) =>
        [
          `${say("Vragenlijst", "Questionnaire")} ${words(instrumentWords[instrument] ?? { nl: instrument, en: instrument })}`,
          guide,
          moments.map((moment) => words(momentWords[moment])).join(", "),
        ] as const,
    ),
    [
      say("Afronden bespreken", "Talking of completing"),
      guide,
      say(`na ${term(participation.completeAfter)}`, `after ${term(participation.completeAfter)}`),
    ],
    [say("Terugkoppelen aan de verwijzer", "Telling the referrer"), guide, within(feedback.within)],
  ];
  const table = rows.flatMap((row) => (row === undefined ? [] : [`| ${row.join(" | ")} |`]));
  return section(say("Stap voor stap", "Step by step"), [
    [say("| Stap | Wie | Wanneer |", "| Step | Who | When |"), "|---|---|---|", ...table].join("\n"),
  ]);
}

function howMany({ variant: { conversations }, say }: Page): string {
  const { usual, maximum } = conversations;
  const parts = [
    usual === undefined
      ? ""
      : say(`gewoonlijk ${usual.from} tot ${usual.to}`, `usually ${usual.from} to ${usual.to}`),
    maximum === undefined ? "" : say(`ten hoogste ${maximum}`, `at most ${maximum}`),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
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
  const chain = escalation.chain.filter((role) => variant.roles.includes(role)).map(page.role);
  const override = duplicates.overrideBy.filter((role) => variant.roles.includes(role)).map(page.role);
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
      ? say(
          "Bij afwezigheid van de coach is er een vervanger.",
          "When the coach is away there is a stand-in.",
        )
      : say(
          "Valt de coach weg zonder vervanger, dan blijft de verwijzing in beeld tot er een andere is.",
          "When the coach is gone without a stand-in, the referral waits in sight for another.",
        ),
    leftLying(chain, page),
    override.length === 0
      ? say(
          "Dubbel aangemeld: een tweede verwijzing kan niet.",
          "Registered twice: there can be no second referral.",
        )
      : say(
          `Dubbel aangemeld: een tweede verwijzing kan alleen bewust, door de ${override.join(" of de ")}.`,
          `Registered twice: a second referral only on purpose, by the ${override.join(" or the ")}.`,
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
  const nl = chain.map((role) => `de ${role}`).join(`, en ${later} later naar `);
  const en = chain.map((role) => `the ${role}`).join(`, and ${later} later to `);
  return say(
    `Een stap die blijft liggen: ${before} van tevoren een herinnering${nl && `; is de termijn voorbij, dan naar ${nl}`}.`,
    `A step left lying: a reminder ${before} before${en && `; once its term has passed, to ${en}`}.`,
  );
}

function agreements({ variant: { meetings, retention, coach }, say, words, term }: Page): string {
  const lines = [
    ...meetings.map(
      ({ name, every }) =>
        `${words(name)}: ${rhythmical(say(`elke ${term(every)}`, `every ${term(every)}`))}.`,
    ),
    ...(coach.actions.length === 0
      ? []
      : [
          say(
            `De coach werkt ${coach.actions.map(({ label }) => words(label).toLowerCase()).join(", ")}.`,
            `The coach works ${coach.actions.map(({ label }) => words(label).toLowerCase()).join(", ")}.`,
          ),
        ]),
    say(
      `Bewaren: ${term(retention.afterClosing)} na het sluiten.`,
      `Kept for ${term(retention.afterClosing)} after closing.`,
    ),
  ];
  return section(say("Afspraken", "Agreements"), [lines.map((line) => `- ${line}`).join("\n")]);
}
