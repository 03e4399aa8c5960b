import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { nationalHolidays } from "./holidays.ts";
import { dayLength, wallClock } from "./wall-clock.ts";
import { writtenDay, writtenMoment } from "./written.ts";

/** Where a Dutch municipality's days begin and end. */
export const timeZone = "Europe/Amsterdam";

/** Nobody here was referred before, or will be after: further off is a slip of the keyboard. */
const within = (text: string) => text >= "1900" && text < "2200";
const aMoment =
  "a moment is written in UTC with milliseconds, as 2022-05-01T08:30:00.000Z, from 1900 to 2199";
const aDay =
  "een dag schrijft u als 2022-05-01, van 1900 tot 2199 / a day is written as 2022-05-01, from 1900 to 2199";

/** A moment, ISO 8601 in UTC: `2022-05-01T08:30:00.000Z`. Sorts as text. */
export const Instant = z.iso
  .datetime({ precision: 3, message: aMoment })
  .refine(within, aMoment)
  .brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** A day in the municipality's calendar: `2022-05-01`. */
export const CalendarDate = z.iso.date(aDay).refine(within, aDay).brand<"CalendarDate">();
export type CalendarDate = z.infer<typeof CalendarDate>;

const aTerm =
  "een termijn schrijft u als P14D (14 dagen), P2W (2 weken), P3M (3 maanden) of { workingDays: 5 } (5 werkdagen) / a term is written as P14D (14 days), P2W (2 weeks), P3M (3 months) or { workingDays: 5 }";

/** How long something may take: an ISO 8601 duration of whole days or longer, or a number of working days. */
export const Term = z.union(
  [
    z.string().regex(/^P(?=\d)(\d{1,3}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?$/, aTerm),
    z.strictObject({
      workingDays: z.int().min(1).max(400).meta({
        description: "Aantal werkdagen / Number of working days",
        nl: "Aantal werkdagen",
        en: "Number of working days",
      }),
    }),
  ],
  { error: aTerm },
);
export type Term = z.infer<typeof Term>;

/** Days on which nobody works, beside Saturdays and Sundays. */
export interface Calendar {
  readonly holidays: readonly string[];
  readonly nationalHolidays?: boolean | undefined;
}

/** The moment `term` after `start`, at the same time of day in the municipality. */
export const after = (start: Instant, term: Term, calendar: Calendar): Instant =>
  moved(start, 1, term, calendar);

/** The moment `term` before `end`; a reminder's time. */
export const before = (end: Instant, term: Term, calendar: Calendar): Instant =>
  moved(end, -1, term, calendar);

/** The later of two moments: what is registered late may have happened before what is known. */
export const latest = (one: Instant, other: Instant | undefined): Instant =>
  other !== undefined && other > one ? other : one;

/** The first moment of a day in the municipality. */
export const startOfDay = (date: CalendarDate): Instant => instantOf(clocks.whenShown(Date.parse(date)));

/** The day in the municipality on which a moment falls. */
export const dateOf = (instant: Instant): CalendarDate => dayOf(clocks.shownAt(Date.parse(instant)));

const clocks = wallClock(timeZone);

function moved(from: Instant, sign: 1 | -1, term: Term, calendar: Calendar): Instant {
  const shown = clocks.shownAt(Date.parse(from));
  const day = Math.floor(shown / dayLength);
  return instantOf(clocks.whenShown(shown + (movedDay(day, sign, term, calendar) - day) * dayLength));
}

/** Days that were reckoned before, by calendar: every look at a referral's deadlines asks the same again. */
const reckoned = new WeakMap<Calendar, Map<string, number>>();
const mostReckoned = 20_000;

/** The day, counted from 1970, a term after or before another. */
function movedDay(day: number, sign: 1 | -1, term: Term, calendar: Calendar): number {
  let known = reckoned.get(calendar);
  if (known === undefined || known.size > mostReckoned) {
    known = new Map();
    reckoned.set(calendar, known);
  }
  const key = `${day}${sign === 1 ? ">" : "<"}${typeof term === "string" ? term : `+${term.workingDays}`}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const start = Temporal.PlainDate.from(dayOf(day * dayLength));
  const end =
    typeof term !== "string"
      ? addWorkingDays(start, sign * term.workingDays, calendar)
      : sign === 1
        ? start.add(term)
        : start.subtract(term);
  const to = Date.parse(end.toString()) / dayLength;
  known.set(key, to);
  return to;
}

const dayOf = (shown: number): CalendarDate => writtenDay(Math.floor(shown / dayLength)) as CalendarDate;

function addWorkingDays(from: Temporal.PlainDate, count: number, calendar: Calendar): Temporal.PlainDate {
  const step = Math.sign(count);
  let day = from;
  for (let left = Math.abs(count); left > 0; ) {
    day = day.add({ days: step });
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

function isWorkingDay(day: Temporal.PlainDate, calendar: Calendar): boolean {
  if (day.dayOfWeek > 5) return false;
  const date = day.toString();
  return (
    !calendar.holidays.includes(date) &&
    !(calendar.nationalHolidays === true && nationalHolidays(day.year).has(date))
  );
}

const instantOf = (moment: number): Instant => writtenMoment(moment) as Instant;
