import { CalendarDate, type Instant, startOfDay } from "@wor/lifecycle";
import { Temporal } from "temporal-polyfill";
import { daysBetween } from "../period.ts";
import { same } from "../table.ts";
import type { Trajectory } from "../trajectory.ts";
import { column, median, row, says, type TableDefinition } from "./definition.ts";

/** Month by month: what came in, what was reached, and who was waiting. Counts are never targets, so waiting stands beside volume (RIVM/TNO L1713-1715). */
export const months: TableDefinition = {
  title: says("Van maand tot maand", "Month by month"),
  about: says(
    "Wat er in elke maand gebeurde met wie in de periode verwezen is. Wachtend: aan het eind van de maand verwezen en nog zonder gesprek. Wachttijd: mediaan tot de intake van wie in die maand zijn intake had.",
    "What happened in each month to those referred in the period. Waiting: referred and still without a conversation at the month's end. Wait: median until the intake of those whose intake was in that month.",
  ),
  columns: [
    column("month", "text", "Maand", "Month"),
    column("referred", "count", "Verwezen", "Referred"),
    column("intake", "count", "Intakes", "Intakes"),
    column("started", "count", "Begonnen", "Started"),
    column("ended", "count", "Geëindigd", "Ended"),
    column("waiting", "count", "Wachtend", "Waiting"),
    column("wait", "days", "Wachttijd (dagen)", "Wait (days)"),
  ],
  make: ({ overview, people }) => ({
    rows: monthsOf(people, overview.moment).map(({ month, from, until }) => {
      const within = (at: Instant | undefined) => at !== undefined && at >= from && at < until;
      const end = [until, overview.moment].sort()[0] ?? until;
      const intakes = people.filter((one) => within(one.intakeAt));
      return row(month, [
        same(month),
        people.filter((one) => within(one.registeredAt)).length,
        intakes.length,
        people.filter((one) => within(one.participating[0]?.from)).length,
        people.filter((one) => within(one.dropped?.at ?? one.completedAt)).length,
        people.filter((one) => one.registeredAt < end && isWaiting(one, end)).length,
        median(intakes.map((one) => daysBetween(one.registeredAt, one.intakeAt ?? one.registeredAt))),
      ]);
    }),
  }),
};

function isWaiting(one: Trajectory, at: Instant): boolean {
  const ended = one.dropped?.at ?? one.completedAt;
  return (one.intakeAt === undefined || one.intakeAt >= at) && (ended === undefined || ended >= at);
}

/** The months from the first referral to the moment of the overview, as the calendar has them. */
function monthsOf(people: readonly Trajectory[], moment: Instant) {
  const first = people.map((one) => one.registeredAt).sort()[0];
  if (first === undefined) return [];
  const monthAt = (at: Instant) =>
    Temporal.Instant.from(at).toZonedDateTimeISO("Europe/Amsterdam").toPlainDate().toPlainYearMonth();
  const begins = (month: Temporal.PlainYearMonth) =>
    startOfDay(CalendarDate.parse(month.toPlainDate({ day: 1 }).toString()));
  const found: { month: string; from: Instant; until: Instant }[] = [];
  for (let month = monthAt(first); begins(month) <= moment; month = month.add({ months: 1 }))
    found.push({ month: month.toString(), from: begins(month), until: begins(month.add({ months: 1 })) });
  return found;
}
