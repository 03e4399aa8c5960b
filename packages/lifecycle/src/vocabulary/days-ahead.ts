import { type Rejection, reject } from "../rejections.ts";
import { type CalendarDate, dateOf, type Instant } from "./times.ts";

/** What is planned for a day is planned for tomorrow or later. */
export function fromTomorrow(date: CalendarDate | undefined, now: Instant): Rejection | undefined {
  return date !== undefined && date <= dateOf(now) ? reject("date-has-passed", { date }) : undefined;
}
