import { Temporal } from "temporal-polyfill";

/**
 * The clocks on the wall in a time zone, in milliseconds: a moment since 1970 in UTC, or what a clock there shows
 * as if that were UTC. Asking a time zone costs a hundred times as much as adding numbers, so an hour is asked
 * for once. Before 1950 clocks here differed by minutes and seconds and turned at odd moments; there the time zone
 * is asked every time.
 */
export interface WallClock {
  /** What the clocks show at a moment. */
  readonly shownAt: (moment: number) => number;
  /** The moment at which the clocks show this; when they show it twice the first, when never as if they had not been turned. */
  readonly whenShown: (shown: number) => number;
}

export function wallClock(timeZone: string): WallClock {
  const offsets = new Map<number, number>();
  const ask = (moment: number) =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000;
  function offsetAt(moment: number): number {
    const hour = Math.floor(moment / anHour);
    const known = offsets.get(hour);
    if (known !== undefined) return known;
    if (offsets.size > mostHours) offsets.clear();
    const offset = ask(hour * anHour);
    offsets.set(hour, offset);
    return offset;
  }
  return {
    shownAt: (moment) => moment + (moment < wholeHoursSince ? ask(moment) : offsetAt(moment)),
    whenShown(shown) {
      const before = shown < wholeHoursSince ? Number.NaN : offsetAt(shown - dayLength);
      if (before === offsetAt(shown + dayLength)) return shown - before;
      // The clocks are turned around here.
      return Temporal.Instant.fromEpochMilliseconds(shown)
        .toZonedDateTimeISO("UTC")
        .toPlainDateTime()
        .toZonedDateTime(timeZone)
        .toInstant().epochMilliseconds;
    },
  };
}

const anHour = 3_600_000;
/** Milliseconds in a day by the calendar, which takes no notice of clocks being turned. */
export const dayLength = 86_400_000;
const mostHours = 100_000;
const wholeHoursSince = Date.UTC(1950, 0, 1);
