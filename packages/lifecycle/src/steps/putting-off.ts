import type { Situation } from "../decision.ts";
import { type Rejection, reject } from "../rejections.ts";
import { after, type CalendarDate, dateOf, type Instant } from "../vocabulary/times.ts";

type Rules = Pick<Situation<unknown>, "now" | "variant">;

/**
 * Nothing is put off for longer than anything may lie still, which is what a pause is bounded by: a slip of the
 * keyboard must not put somebody out of sight for years.
 */
export function notTooFarOff(day: CalendarDate | undefined, { now, variant }: Rules): Rejection | undefined {
  const latest = dateOf(after(now, variant.participation.pauseAtMost, variant.calendar));
  return beyond(day, latest);
}

/** The same for an appointment, which has a time. */
export const appointmentIsNear = (at: Instant | undefined, rules: Rules): Rejection | undefined =>
  notTooFarOff(at && dateOf(at), rules);

/** What is matched starts within a year: courses are planned by the season (our choice). */
export const startsWithinAYear = (day: CalendarDate | undefined, { now, variant }: Rules) =>
  beyond(day, dateOf(after(now, "P1Y", variant.calendar)));

const beyond = (day: CalendarDate | undefined, latest: CalendarDate): Rejection | undefined =>
  day !== undefined && day > latest ? reject("too-far-off", { latest }) : undefined;
