import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { runs } from "../testing/life-logs.ts";
import { after, before, dateOf, Instant, startOfDay, timeZone } from "./times.ts";
import { wallClock } from "./wall-clock.ts";

const moments = fc
  .integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2199, 11, 30) })
  .map((moment) => Instant.parse(new Date(moment).toISOString()));
/** Within hours of the clocks being turned, when shortcuts go wrong. */
const turns = fc
  .tuple(
    fc.constantFrom(
      "2024-03-31T01:00:00Z",
      "2024-10-27T01:00:00Z",
      "1977-04-03T01:00:00Z",
      "1945-09-16T01:00:00Z",
    ),
    fc.integer({ min: -3 * 3_600_000, max: 3 * 3_600_000 }),
    fc.integer({ min: -30, max: 30 }),
  )
  .map(([turn, off, days]) =>
    Instant.parse(new Date(Date.parse(turn) + off + days * 86_400_000).toISOString()),
  );
const some = fc.oneof(moments, turns);
const terms = fc.constantFrom("P1D", "P14D", "P4W", "P1M", "P6M", "P1Y", "P1Y1M3D");
const nobodyOff = { holidays: [], nationalHolidays: false };
const zoned = (moment: Instant) => Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone);
const written = (at: Temporal.ZonedDateTime) => at.toInstant().toString({ fractionalSecondDigits: 3 });

describe("reckoning with numbers gives what the time zone gives", () => {
  test("for a term after or before a moment", () => {
    fc.assert(
      fc.property(some, terms, (moment, term) => {
        expect(after(moment, term, nobodyOff)).toBe(written(zoned(moment).add(term)));
        expect(before(moment, term, nobodyOff)).toBe(written(zoned(moment).subtract(term)));
      }),
      runs(500),
    );
  });

  test("for the day of a moment and the beginning of a day", () => {
    fc.assert(
      fc.property(some, (moment) => {
        const day = zoned(moment).toPlainDate();
        expect(dateOf(moment)).toBe(day.toString());
        expect(startOfDay(dateOf(moment))).toBe(written(day.toZonedDateTime(timeZone)));
      }),
      runs(500),
    );
  });

  test("for what the clocks show", () => {
    const clocks = wallClock(timeZone);
    fc.assert(
      fc.property(some, (moment) => {
        const shown = clocks.shownAt(Date.parse(moment));
        expect(shown).toBe(Date.parse(`${zoned(moment).toPlainDateTime().toString()}Z`));
        const back = zoned(moment).toPlainDateTime().toZonedDateTime(timeZone).toInstant().epochMilliseconds;
        expect(clocks.whenShown(shown)).toBe(back);
      }),
      runs(500),
    );
  });
});
