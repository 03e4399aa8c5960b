import { type CalendarDate, dateOf, Instant, timeZone } from "@wor/lifecycle";
import { Temporal } from "temporal-polyfill";
import { CarePathFailure } from "./failure.ts";

/** A clock that stands still until it is moved, and only moves forward. */
export class VirtualClock {
  #now: Instant;

  /** @param start a day (nine in the morning, in the municipality) or a moment. */
  constructor(start: string) {
    this.#now = momentOn(start, "09:00");
  }

  readonly now = (): Instant => this.#now;

  get today(): CalendarDate {
    return dateOf(this.#now);
  }

  /** @throws {CarePathFailure} when `moment` lies before now. */
  moveTo(moment: Instant): void {
    if (moment < this.#now)
      throw new CarePathFailure(`Time does not go back, from ${this.#now} to ${moment}.`);
    this.#now = moment;
  }

  /** A day on which something happened as a moment: at noon, or now when that is still to come. Others as they are. */
  momentOf(occurredAt: string): string {
    if (!/^\d{4}-\d\d-\d\d$/.test(occurredAt)) return occurredAt;
    const noon = momentOn(occurredAt, "12:00");
    return occurredAt === this.today && noon > this.#now ? this.#now : noon;
  }

  /** The moment `duration` from now: days and longer by the municipality's calendar. */
  after(duration: string): Instant {
    const start = Temporal.Instant.from(this.#now).toZonedDateTimeISO(timeZone);
    const parsed = durationOf(duration);
    if (parsed.sign < 0) throw new CarePathFailure(`Time does not go back by ${duration}.`);
    return instantOf(start.add(parsed).toInstant());
  }
}

/** A moment as it stands, or a day at `time` in the municipality. @throws {CarePathFailure} when it is neither. */
export function momentOn(dayOrMoment: string, time: string): Instant {
  const moment = Instant.safeParse(dayOrMoment);
  if (moment.success) return moment.data;
  const plainTime = Temporal.PlainTime.from(time);
  return instantOf(dayOf(dayOrMoment).toZonedDateTime({ timeZone, plainTime }).toInstant());
}

function dayOf(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new CarePathFailure(
      `"${text}" is neither a day (2026-01-05) nor a moment (2026-01-05T08:30:00.000Z).`,
    );
  }
}

function durationOf(text: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(text);
  } catch {
    throw new CarePathFailure(`"${text}" is no ISO 8601 duration, as P2W, P3D or PT4H.`);
  }
}

/** @throws {CarePathFailure} for a time in which no log is written. */
function instantOf(instant: Temporal.Instant): Instant {
  const text = instant.toString({ fractionalSecondDigits: 3 });
  const moment = Instant.safeParse(text);
  if (!moment.success)
    throw new CarePathFailure(`${text} lies outside 1900 to 2199, where stories are told.`);
  return moment.data;
}
