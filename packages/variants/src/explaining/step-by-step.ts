import { compiled, roleInItsPlace, type Term } from "@wor/lifecycle";
import { type Page, section } from "./page.ts";
import { instrumentWords, modeWords, momentWords, rhythm as rhythmical } from "./words.ts";

/** The steps in order, each with whose it is and by when. */
export function stepByStep(page: Page): string {
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
      triage.by === "referrer" ? page.role("referrer") : page.role(roleInItsPlace(triage.by, variant)),
      triage.by === "referrer" ? say("bij het verwijzen", "when referring") : within(triage.within),
    ],
    [
      coach.assign === "byRule"
        ? say(`Een ${guide} toewijzen (volgens een regel)`, `Assigning a ${guide} (by rule)`)
        : say(`Een ${guide} toewijzen`, `Assigning a ${guide}`),
      page.role(roleInItsPlace("coordinator", variant)),
      within(coach.within),
    ],
    [
      contact.initiative === "coach"
        ? say(
            `Eerste contact; ${page.theRole("coach")} neemt het initiatief`,
            `First contact; ${page.theRole("coach")} takes the initiative`,
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
    [matchOf(page), guide, say("zodra iets past", "as soon as something fits")],
    matching.waitingList
      ? [say("Wachtlijst bekijken", "Looking at the waiting list"), guide, every(matching.reviewWaitingEvery)]
      : undefined,
    [
      matching.trying && canTry(page)
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
