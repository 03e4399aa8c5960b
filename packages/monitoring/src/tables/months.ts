import { CalendarDate, dateOf, type Instant, startOfDay } from "@wor/lifecycle";
import { Temporal } from "temporal-polyfill";
import { daysBetween } from "../period.ts";
import { type Column, same, type Text } from "../table.ts";
import type { Trajectory } from "../trajectory.ts";
import { column, median, row, says, type TableDefinition } from "./definition.ts";

/**
 * Month by month: what came in, what was reached, and who was waiting. Counts are never targets, so waiting stands
 * beside volume (RIVM/TNO L1713-1715).
 */
export const months: TableDefinition = stretches(
  1,
  says("Van maand tot maand", "Month by month"),
  column("month", "text", "Maand", "Month"),
);

/** The same by quarter, for places where a month holds too few people to show. */
export const quarters: TableDefinition = stretches(
  3,
  says("Van kwartaal tot kwartaal", "Quarter by quarter"),
  column("quarter", "text", "Kwartaal", "Quarter"),
);

function stretches(length: 1 | 3, title: Text, first: Column): TableDefinition {
  return {
    title,
    about: says(
      "Wat er in elke maand of elk kwartaal gebeurde met wie in de periode verwezen is. Wachtend: aan het eind daarvan verwezen en nog zonder gesprek. Wachttijd: mediaan tot de intake, van wie toen de intake had.",
      "What happened in each stretch of time to those referred in the period. Waiting: referred and still without a conversation at its end. Wait: median until the intake, of those whose intake was in it.",
    ),
    columns: [
      first,
      column("referred", "count", "Verwezen", "Referred"),
      column("intake", "count", "Intakes", "Intakes"),
      column("started", "count", "Begonnen", "Started"),
      column("ended", "count", "Geëindigd", "Ended"),
      column("waiting", "count", "Wachtend", "Waiting"),
      { ...column("wait", "days", "Wachttijd (dagen)", "Wait (days)"), from: ["intake"] },
    ],
    make: ({ overview, people }) => {
      const rows = stretchesOf(people, lastMoment(people, overview.moment), length).map(
        ({ name, from, until }) => {
          const within = (at: Instant | undefined) => at !== undefined && at >= from && at < until;
          const intakes = people.filter((one) => within(one.intakeAt));
          return row(name, [
            same(name),
            people.filter((one) => within(one.registeredAt)).length,
            intakes.length,
            people.filter((one) => within(one.participating[0]?.from)).length,
            people.filter((one) => within(one.dropped?.at ?? one.completedAt)).length,
            people.filter((one) => isWaiting(one, until)).length,
            median(intakes.map((one) => daysBetween(one.registeredAt, one.intakeAt ?? one.registeredAt))),
          ]);
        },
      );
      const all = { referred: "referred", intake: "intake", started: "participating", ended: "ended" };
      const counted = Object.keys(all);
      return {
        rows,
        // A quarter is the sum of its months, for who is given both; who waits at its end is who does at that of its last.
        means: rows.flatMap(({ key }) => [
          ...counted.map((column) => ({ cell: { row: key, column }, as: inStretch(column, key) })),
          { cell: { row: key, column: "waiting" }, as: waitingAt(lastMonthOf(key, overview.moment)) },
        ]),
        sums: [
          ...Object.entries(all).map(([column, as]) => ({
            total: { as },
            parts: rows.map(({ key }) => ({ cell: { row: key, column } })),
          })),
          ...(length === 1 ? [] : rows).flatMap(({ key }) =>
            counted.map((column) => ({
              total: { row: key, column },
              parts: monthsOf(key).map((month) => ({ cell: { as: inStretch(column, month) } })),
            })),
          ),
        ],
      };
    },
  };
}

/** What the number of those who wait for their intake at the end of a month means. */
export const waitingAt = (month: string): string => inStretch("waiting", month);

const lastMonthOf = (stretch: string, moment: Instant): string =>
  [monthsOf(stretch).at(-1) ?? stretch, dateOf(moment).slice(0, 7)].sort()[0] ?? stretch;

const inStretch = (column: string, stretch: string): string => `${column} in ${stretch}`;

/** `2019-07`, `2019-08` and `2019-09` for `2019-Q3`; a month is its own. */
function monthsOf(stretch: string): string[] {
  const [year, quarter] = stretch.split("-Q");
  if (quarter === undefined) return [stretch];
  return [2, 1, 0].map((back) => `${year}-${String(3 * Number(quarter) - back).padStart(2, "0")}`);
}

/** Nothing later than the moment of the overview is known, so what is still going on is measured against that. */
function isWaiting({ registeredAt, intakeAt, dropped, completedAt }: Trajectory, end: Instant): boolean {
  const before = (at: Instant | undefined) => at !== undefined && at < end;
  return before(registeredAt) && !before(intakeAt) && !before(dropped?.at ?? completedAt);
}

/** While somebody is under way, now; after that, the last time anything of this happened. */
function lastMoment(people: readonly Trajectory[], moment: Instant): Instant {
  if (people.some((one) => one.dropped === undefined && one.completedAt === undefined)) return moment;
  const moments = people.map((one) => one.dropped?.at ?? one.completedAt ?? moment);
  return moments.sort().at(-1) ?? moment;
}

/** The months or quarters from the first referral to the moment of the overview, as the calendar has them. */
function stretchesOf(people: readonly Trajectory[], moment: Instant, length: 1 | 3) {
  const first = people.map((one) => one.registeredAt).sort()[0];
  if (first === undefined) return [];
  const day = Temporal.Instant.from(first).toZonedDateTimeISO("Europe/Amsterdam").toPlainDate();
  const begins = (month: Temporal.PlainYearMonth) =>
    startOfDay(CalendarDate.parse(month.toPlainDate({ day: 1 }).toString()));
  const found: { name: string; from: Instant; until: Instant }[] = [];
  let month = day.toPlainYearMonth().subtract({ months: (day.month - 1) % length });
  while (begins(month) <= moment) {
    const next = month.add({ months: length });
    const name = length === 1 ? month.toString() : `${month.year}-Q${Math.ceil(month.month / 3)}`;
    found.push({ name, from: begins(month), until: begins(next) });
    month = next;
  }
  return found;
}
