import {
  after,
  type CommandInput,
  dateOf,
  instrumentOf,
  type MeasurementMoment,
  type StepKind,
  type Variant,
} from "@wor/lifecycle";
import type { Chance, Days } from "./chance.ts";
import type { LivedLife, Step } from "./life.ts";
import { inDays, instant } from "./working-time.ts";

/** What is done about a step at a moment; nothing when there is nothing left to do. */
type Tending = (life: LivedLife, step: Step, variant: Variant, now: number) => CommandInput | undefined;

/**
 * Steps that come back, and that somebody sees to when reminded, or else whoever they rise to. The others are what
 * people do of themselves.
 */
export const tended: { readonly [Kind in StepKind]?: Tending } = {
  checkIn: ({ id, node }) =>
    node.next.has("CheckedIn") ? { type: "CheckIn", referral: id, went: "yes" } : undefined,
  reviewGoals: (life) => reviewGoals(life, "onTheWay"),
  talkOfCompleting: (life) => reviewGoals(life, "goesOn"),
  reviewWaiting: ({ id, node, offered }, { kind, dueAt }, { matching, participation, calendar }, now) => {
    if (node.place.lifecycle !== "matched.waiting" || offered) return undefined;
    const later = [matching.reviewWaitingEvery, participation.pauseAtMost].map((term) =>
      dateOf(after(instant(now), term, calendar)),
    );
    const [to = ""] = later.sort();
    return { type: "RescheduleStep", referral: id, step: kind, dueAt, to, reason: "stillWaits" };
  },
};

const reviewGoals = ({ id, node }: LivedLife, outcome: string): CommandInput | undefined =>
  node.next.has("GoalsReviewed") ? { type: "ReviewGoals", referral: id, outcome } : undefined;

/** A questionnaire that is filled in, with answers that mean nothing. */
export interface Questionnaire {
  readonly at: number;
  readonly command: Extract<CommandInput, { type: "TakeMeasurement" }>;
}

/** The questionnaires that a resident is going to fill in, from the first conversation on. */
export function questionnaires(
  { id, fate, metAt, measured }: LivedLife,
  { measurements }: Variant,
  days: Days,
): Questionnaire[] {
  if (metAt === undefined || measurements.length === 0 || fate.stops?.reason === "deceased") return [];
  const wanted = fate.measured.flatMap((moment) =>
    measurements
      .filter(({ moments }) => moments.includes(moment))
      .map(({ instrument }) => ({ instrument, moment })),
  );
  return wanted.slice(measured).map(({ instrument, moment }) => ({
    at: inDays(metAt, daysUntil[moment] + fate.chance.number(days)),
    command: {
      type: "TakeMeasurement",
      referral: id,
      instrument,
      moment,
      answers: answersTo(instrument, fate.chance),
    },
  }));
}

const daysUntil: { readonly [Moment in MeasurementMoment]: number } = {
  start: 0,
  after3Months: 91,
  after6Months: 183,
};

/** Any answers that the questionnaire takes: nobody knows what people would say, least of all whether it changes. */
function answersTo(instrument: string, drawn: Chance): Record<string, number | string> {
  if (instrument === "loneliness6")
    return Object.fromEntries(
      lonelinessItems.map((item) => [item, drawn.of({ yes: 1, moreOrLess: 1, no: 1 })]),
    );
  const items = Object.keys(instrumentOf(instrument).score({}).scores);
  return Object.fromEntries(
    (items.length === 0 ? ["total"] : items).map((item) => [item, drawn.between(0, 10)]),
  );
}

const lonelinessItems = [
  "emptiness",
  "missPeople",
  "feelRejected",
  "enoughToLeanOn",
  "manyToTrust",
  "enoughCloseTo",
];
