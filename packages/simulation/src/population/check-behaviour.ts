import { CalendarDate } from "@wor/lifecycle";
import { z } from "zod";
import { type Behaviour, firstDay, never } from "./behaviour.ts";

const amount = z.number().min(0);
const share = z.number().min(0).max(1);
const whole = z.int().min(0);

/** At least one outcome has to have a chance. */
const weights = (outcome: z.ZodType<string> = z.string()) =>
  z
    .record(outcome, amount)
    .refine((all) => Object.values(all).some((weight) => weight > 0), "nothing in it has any weight");
const numbers = weights(z.string().regex(/^\d+$/, "this is no whole number"));
const bands = weights(z.string().regex(/^\d+-\d+$/, "this is no band of ages, as 50-64"));

const day = z.union([CalendarDate, z.literal(firstDay)], { error: "this is no day, as 2022-05-01" });
const stopping = z.looseObject({ share, reasons: weights() });

/** What numbers have to be for people to be able to live by them. */
const Livable = z.looseObject({
  begins: CalendarDate.optional(),
  arrivals: z.looseObject({
    perYear: amount.max(1_000_000),
    byMonth: numbers.optional(),
    opens: z.union([day, z.literal(never)]).optional(),
    twice: share,
  }),
  residents: z.looseObject({
    sex: weights(),
    age: bands,
    hindered: share,
    areas: weights().optional(),
    noFeedbackConsent: share,
  }),
  referrers: weights(),
  organisations: weights(),
  reasons: weights(),
  channels: weights().optional(),
  handovers: weights().optional(),
  coaches: z.array(
    z.looseObject({
      key: z.string().min(1),
      perWeek: z.int().min(1, "without time for a conversation a week a coach is none; leave them out"),
      from: day.optional(),
      until: day.optional(),
      away: z.array(z.looseObject({ from: CalendarDate, until: CalendarDate })).optional(),
    }),
  ),
  activities: z.array(
    z.looseObject({
      key: z.string().min(1),
      capacity: whole.optional(),
      weight: amount.optional(),
      from: day.optional(),
      startsOn: CalendarDate.optional(),
      until: day.optional(),
    }),
  ),
  judging: z.looseObject({
    days: numbers,
    notSuitable: share,
    answers: z.record(z.string(), share).optional(),
  }),
  contact: z.looseObject({ days: numbers, reached: share, daysBetweenAttempts: numbers }),
  conversations: z.looseObject({
    number: numbers,
    daysBetween: numbers,
    writtenLate: share,
    daysLate: numbers,
  }),
  matching: z.looseObject({ nothingFits: share, daysUntilStart: numbers }),
  participation: z.looseObject({
    weeks: numbers,
    checkIns: share,
    pauses: share,
    pauseDays: numbers,
    becomesVolunteer: share,
  }),
  stopping: z.looseObject({
    beforeArriving: stopping,
    whileTalking: stopping,
    whileTakingPart: stopping,
    initiator: weights(),
    helpedOn: share,
  }),
  feedback: z.looseObject({ when: weights(), days: numbers }),
  assigning: z.looseObject({ days: numbers }),
  measuring: z.looseObject({
    days: numbers,
    filledIn: z.looseObject({ start: share, after3Months: share, after6Months: share }),
  }),
});

/** Something in a behaviour by which nobody can live: a share above one, a list without weight, a day that is none. */
export class InvalidBehaviour extends RangeError {
  override readonly name = "InvalidBehaviour";
  /** What is wrong, by path. */
  readonly problems: readonly { readonly path: string; readonly problem: string }[];

  constructor(behaviour: string, problems: InvalidBehaviour["problems"]) {
    const lines = problems.map(({ path, problem }) => `  ${path}: ${problem}`);
    super(`The behaviour "${behaviour}" cannot be lived by:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}

/** @throws {InvalidBehaviour} with everything that is wrong, before anybody lives by it. */
export function checkBehaviour(behaviour: Behaviour): void {
  const read = Livable.safeParse(behaviour);
  if (read.success) return;
  const problems = read.error.issues.map(({ path, message }) => ({ path: path.join("."), problem: message }));
  throw new InvalidBehaviour(behaviour.name, problems);
}
