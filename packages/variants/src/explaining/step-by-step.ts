import { compiled, roleInItsPlace, type Term } from "@wor/lifecycle";
import { type Page, section } from "./page.ts";
import { instrumentWords, modeWords, momentWords, rhythm as rhythmical } from "./words.ts";

/** The steps in order, each with whose it is and by when. */
export function stepByStep(page: Page): string {
  const { say } = page;
  const rows = [...untilConversation(page), ...untilParticipation(page), ...untilTheEnd(page)];
  return section(say("Stap voor stap", "Step by step"), [
    [
      say("| Stap | Wie | Wanneer |", "| Step | Who | When |"),
      "|---|---|---|",
      ...rows.map((row) => `| ${row.join(" | ")} |`),
    ].join("\n"),
  ]);
}

type Row = readonly [step: string, who: string, when: string];

function untilConversation(page: Page): Row[] {
  const { variant, say, role, theRole } = page;
  const { triage, coach, contact, conversations } = variant;
  const guide = role("coach");
  const judge = triage.by === "referrer" ? triage.by : roleInItsPlace(triage.by, variant);
  const modes = conversations.modes
    .filter((mode) => mode !== "notRecorded")
    .map((mode) => page.words(modeWords[mode]));
  const assigning = say(`Een ${guide} toewijzen`, `Assigning a ${guide}`);
  const first =
    contact.initiative === "coach"
      ? say(`${theRole("coach")} neemt het initiatief`, `${theRole("coach")} takes the initiative`)
      : say("de inwoner neemt het initiatief", "the resident takes the initiative");
  return [
    [
      say("Beoordelen of het past", "Judging whether it fits"),
      role(judge),
      triage.by === "referrer" ? say("bij het verwijzen", "when referring") : within(triage.within, page),
    ],
    [
      coach.assign === "byRule" ? `${assigning} ${say("(volgens een regel)", "(by rule)")}` : assigning,
      role(roleInItsPlace("coordinator", variant)),
      within(coach.within, page),
    ],
    [`${say("Eerste contact", "First contact")}; ${first}`, guide, within(contact.firstWithin, page)],
    [
      `${say("Gesprekken", "Conversations")} (${modes.join(", ")})${howMany(page)}`,
      guide,
      `${say("volgend gesprek of match", "next one or a match")} ${within(conversations.nextWithin, page)}`,
    ],
  ];
}

function untilParticipation(page: Page): Row[] {
  const { variant, say, role } = page;
  const { matching } = variant;
  const guide = role("coach");
  const waiting: Row = [
    say("Wachtlijst bekijken", "Looking at the waiting list"),
    guide,
    every(matching.reviewWaitingEvery, page),
  ];
  return [
    [matchOf(page), guide, say("zodra iets past", "as soon as something fits")],
    ...(matching.waitingList ? [waiting] : []),
    [
      matching.trying && canTry(page)
        ? say("Beginnen, zo nodig eerst een keer proberen", "Starting, trying once first if need be")
        : say("Beginnen", "Starting"),
      matching.accompanying ? `${guide} ${say("gaat zo nodig mee", "comes along if need be")}` : guide,
      within(matching.startWithin, page),
    ],
  ];
}

function untilTheEnd(page: Page): Row[] {
  const { variant, say, role, words, term } = page;
  const { participation, measurements, feedback } = variant;
  const guide = role("coach");
  const questionnaires = measurements.map(
    ({ instrument, moments }): Row => [
      `${say("Vragenlijst", "Questionnaire")} ${words(instrumentWords[instrument] ?? { nl: instrument, en: instrument })}`,
      guide,
      moments.map((moment) => words(momentWords[moment])).join(", "),
    ],
  );
  const reviewing = (rhythm: Term): Row => [
    say("Samen naar de doelen kijken", "Looking at the goals together"),
    guide,
    every(rhythm, page),
  ];
  const { checkInEvery, reviewGoalsEvery, completeAfter } = participation;
  return [
    [say("Navragen: ben je er geweest?", "Asking: did you go?"), guide, every(checkInEvery, page)],
    ...(reviewGoalsEvery === undefined ? [] : [reviewing(reviewGoalsEvery)]),
    ...questionnaires,
    [
      say("Afronden bespreken", "Talking of completing"),
      guide,
      `${say("na", "after")} ${term(completeAfter)}`,
    ],
    [say("Terugkoppelen aan de verwijzer", "Telling the referrer"), guide, within(feedback.within, page)],
  ];
}

const within = (limit: Term, { say, term }: Page): string => `${say("binnen", "within")} ${term(limit)}`;

const every = (rhythm: Term, { say, term }: Page): string =>
  rhythmical(`${say("elke", "every")} ${term(rhythm)}`);

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

/** With what somebody is matched: the course is the activity of a group, and a volunteer comes to visit. */
const matchOf = ({ variant: { pathway }, say }: Page): string =>
  ({
    individual: say("Match met een activiteit", "Match with an activity"),
    cohort: say("Match: een plaats in een groep", "Match: a place in a group"),
    visit: say("Match met een vrijwilliger", "Match with a volunteer"),
  })[pathway];

/** A course or a visit is not tried once. */
const canTry = ({ variant: { pathway } }: Page): boolean =>
  [...compiled(pathway).nodes.values()].some(({ place }) => place.lifecycle === "matched.trying");
