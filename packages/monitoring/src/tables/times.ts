import { dateOf, type Instant } from "@wor/lifecycle";
import { daysBetween } from "../period.ts";
import type { Trajectory } from "../trajectory.ts";
import { column, meaning, median, quantile, row, says, type TableDefinition } from "./definition.ts";
import { waitingAt } from "./months.ts";

/** How long people wait for each step, and how many still do. */
export const times: TableDefinition = {
  title: says("Doorlooptijden", "Waiting times"),
  about: says(
    "Dagen vanaf de verwijzing tot de stap, voor wie in de periode verwezen is. De helft wacht korter dan de mediaan, negen van de tien korter dan het laatste getal. Wie nog wacht telt daarin niet mee.",
    "Days from the referral to the step, for those referred in the period. Half wait less than the median, nine in ten less than the last number. Who still waits is not in these.",
  ),
  columns: [
    column("step", "text", "Tot", "Until"),
    column("reached", "count", "Kwam zover", "Came so far"),
    { ...column("median", "days", "Mediaan", "Median"), from: ["reached"] },
    { ...column("p90", "days", "9 van 10 binnen", "9 in 10 within"), from: ["reached"] },
    column("waiting", "count", "Wacht nog", "Still waiting"),
    { ...column("longest", "days", "Langst wachtend", "Longest waiting"), from: ["waiting"] },
  ],
  make: ({ overview, people }) => ({
    means: [
      ...meaning("reached", {
        contact: "arrived",
        intake: "intake",
        match: "matched",
        start: "participating",
      }),
      ...meaning("waiting", { intake: waitingAt(dateOf(overview.moment).slice(0, 7)) }),
    ],
    sums: [
      ...milestones.map(({ key }) => ({
        total: { as: "referred" },
        parts: [{ cell: { row: key, column: "reached" } }, { cell: { row: key, column: "waiting" } }],
        rest: true,
      })),
      // Who came to a step came to those before it, and who waits for a step waits for those after it.
      ...milestones.slice(1).flatMap(({ key }, index) => {
        const before = milestones[index]?.key ?? key;
        const some = (column: string, whole: string, part: string) => ({
          total: { row: whole, column },
          parts: [{ cell: { row: part, column } }],
          rest: true,
        });
        return [some("reached", before, key), some("waiting", key, before)];
      }),
    ],
    rows: milestones.map(({ key, text, at }) => {
      const took = people.flatMap((one) => {
        const reached = at(one);
        return reached === undefined ? [] : [daysBetween(one.registeredAt, reached)];
      });
      const waits = people
        .filter((one) => at(one) === undefined && isUnderWay(one))
        .map((one) => daysBetween(one.registeredAt, overview.moment));
      return row(key, [
        text,
        took.length,
        median(took),
        quantile(took, 0.9),
        waits.length,
        waits.length === 0 ? undefined : Math.max(...waits),
      ]);
    }),
  }),
};

const isUnderWay = (one: Trajectory): boolean => one.dropped === undefined && one.completedAt === undefined;

const milestones: readonly {
  readonly key: string;
  readonly text: { readonly nl: string; readonly en: string };
  readonly at: (one: Trajectory) => Instant | undefined;
}[] = [
  {
    key: "attempt",
    text: says("eerste poging tot contact", "first attempt at contact"),
    at: (one) => first(one.firstAttemptAt, one.arrivedAt),
  },
  { key: "contact", text: says("eerste contact", "first contact"), at: (one) => one.arrivedAt },
  { key: "intake", text: says("intake", "intake"), at: (one) => one.intakeAt },
  { key: "match", text: says("match", "match"), at: (one) => one.firstMatchedAt },
  {
    key: "start",
    text: says("begin van deelname", "start of taking part"),
    at: (one) => one.participating[0]?.from,
  },
];

const first = (...moments: (Instant | undefined)[]): Instant | undefined =>
  moments.filter((one) => one !== undefined).sort()[0];
