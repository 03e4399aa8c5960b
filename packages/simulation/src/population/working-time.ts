import { type CalendarDate, type Instant, startOfDay } from "@wor/lifecycle";
import { day } from "../days.ts";

const hour = 3_600_000;

/** A day (`2022-05-01`) as milliseconds since 1970, at the start of it in the municipality. */
export const startOf = (date: string): number => Date.parse(startOfDay(date as CalendarDate));

/** The first moment at or after `at` that falls between eight and sixteen hours UTC on a weekday, `minutes` into its day. */
export function atWork(at: number, minutes: number): number {
  let moment = at;
  for (;;) {
    const weekday = new Date(moment).getUTCDay();
    const midnight = Math.floor(moment / day) * day;
    const time = midnight + 8 * hour + minutes * 60_000;
    if (weekday !== 0 && weekday !== 6 && time >= moment) return time;
    moment = midnight + day;
  }
}

/** Which week a moment falls in, counted from a Monday. */
export const weekOf = (at: number): number => Math.floor((at / day + 3) / 7);

/** The start of a week. */
export const startOfWeek = (week: number): number => (week * 7 - 3) * day;

export const inDays = (at: number, days: number): number => at + days * day;

export const instant = (at: number): Instant => new Date(at).toISOString() as Instant;
