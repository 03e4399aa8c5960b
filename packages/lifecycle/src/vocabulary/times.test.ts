import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../testing/life-logs.ts";
import { after, before, CalendarDate, dateOf, Instant, latest, startOfDay, Term } from "./times.ts";

const nobodyOff = { holidays: [], nationalHolidays: false };
const at = (text: string) => Instant.parse(text);
const plus = (start: string, term: Term, calendar: Parameters<typeof after>[2] = nobodyOff) =>
  after(at(start), term, calendar);

describe("a moment and a day", () => {
  test("are written in one way, and exist", () => {
    for (const wrong of [
      "2024-03-04",
      "2024-03-04T09:00:00Z",
      "2024-03-04T09:00:00.000+01:00",
      "2024-02-30T09:00:00.000Z",
    ]) {
      expect(Instant.safeParse(wrong).success, wrong).toBe(false);
    }
    for (const wrong of ["2024-02-30", "2023-02-29", "04-03-2024", "2024-3-4", ""]) {
      expect(CalendarDate.safeParse(wrong).success, wrong).toBe(false);
    }
    expect(CalendarDate.safeParse("2024-02-29").success).toBe(true);
  });

  test("lie within living memory and foresight, so that adding to them stays sensible", () => {
    for (const wrong of ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"]) {
      expect(CalendarDate.safeParse(wrong).success, wrong).toBe(false);
      expect(Instant.safeParse(`${wrong}T09:00:00.000Z`).success, wrong).toBe(false);
    }
  });

  test("belong together by the clocks of the municipality", () => {
    expect(dateOf(at("2024-03-04T23:30:00.000Z"))).toBe("2024-03-05");
    expect(dateOf(at("2024-07-04T21:59:59.999Z"))).toBe("2024-07-04");
    expect(dateOf(at("2024-07-04T22:00:00.000Z"))).toBe("2024-07-05");
    expect(startOfDay(CalendarDate.parse("2024-07-05"))).toBe("2024-07-04T22:00:00.000Z");
    expect(startOfDay(CalendarDate.parse("2024-12-05"))).toBe("2024-12-04T23:00:00.000Z");
  });

  test("can be compared: what is known later counts", () => {
    expect(latest(at("2024-03-04T09:00:00.000Z"), undefined)).toBe("2024-03-04T09:00:00.000Z");
    expect(latest(at("2024-03-04T09:00:00.000Z"), at("2024-03-04T09:00:00.001Z"))).toBe(
      "2024-03-04T09:00:00.001Z",
    );
  });
});

describe("a term", () => {
  test.each([
    ["a fortnight", "2024-03-04T09:00:00.000Z", "P14D", "2024-03-18T09:00:00.000Z"],
    ["a month from the last day of January", "2024-01-31T09:00:00.000Z", "P1M", "2024-02-29T09:00:00.000Z"],
    ["a month from then in a common year", "2023-01-31T09:00:00.000Z", "P1M", "2023-02-28T09:00:00.000Z"],
    ["a year from the leap day", "2024-02-29T09:00:00.000Z", "P1Y", "2025-02-28T09:00:00.000Z"],
    ["a year, a month and three days", "2024-01-01T09:00:00.000Z", "P1Y1M3D", "2025-02-04T09:00:00.000Z"],
  ] as const)("of %s ends on the right day", (_, start, term, end) => {
    expect(plus(start, term)).toBe(end);
  });

  test("keeps the time of day when the clocks change: at nine is at nine", () => {
    expect(plus("2024-03-30T08:00:00.000Z", "P1D")).toBe("2024-03-31T07:00:00.000Z");
    expect(plus("2024-10-26T07:00:00.000Z", "P1D")).toBe("2024-10-27T08:00:00.000Z");
    expect(plus("2024-03-29T08:00:00.000Z", { workingDays: 1 })).toBe("2024-04-01T07:00:00.000Z");
  });

  test("ends at a time that there is: half past two does not exist in the night the clocks go forward", () => {
    expect(plus("2024-03-30T01:30:00.000Z", "P1D")).toBe("2024-03-31T01:30:00.000Z");
  });

  test("of working days passes over weekends and days off", () => {
    expect(plus("2024-03-08T09:00:00.000Z", { workingDays: 1 })).toBe("2024-03-11T09:00:00.000Z");
    expect(plus("2024-03-04T09:00:00.000Z", { workingDays: 5 })).toBe("2024-03-11T09:00:00.000Z");
    expect(plus("2024-03-09T09:00:00.000Z", { workingDays: 1 })).toBe("2024-03-11T09:00:00.000Z");
    const off = { holidays: ["2024-03-11", "2024-03-12"], nationalHolidays: false };
    expect(plus("2024-03-08T09:00:00.000Z", { workingDays: 1 }, off)).toBe("2024-03-13T09:00:00.000Z");
  });

  test("goes back as well, for a reminder", () => {
    expect(before(at("2024-03-11T09:00:00.000Z"), { workingDays: 2 }, nobodyOff)).toBe(
      "2024-03-07T09:00:00.000Z",
    );
    expect(before(at("2024-03-31T07:00:00.000Z"), "P1D", nobodyOff)).toBe("2024-03-30T08:00:00.000Z");
  });

  test("is of days or longer, and no endless one", () => {
    for (const wrong of [
      "PT1H",
      "P",
      "14D",
      "P1W2",
      "P-1D",
      "P1000Y",
      { workingDays: 0 },
      { workingDays: 1.5 },
    ]) {
      expect(Term.safeParse(wrong).success, String(wrong)).toBe(false);
    }
  });

  test("of working days always ends on a day on which people work, as many working days later", () => {
    const days = fc.integer({ min: 0, max: 3650 });
    const off = fc.uniqueArray(days, { maxLength: 60 }).map((all) => all.map(dayAt));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), off, (start, workingDays, holidays) => {
        const calendar = { holidays, nationalHolidays: false };
        const end = dateOf(plus(`${dayAt(start)}T12:00:00.000Z`, { workingDays }, calendar));
        const passed = Array.from({ length: 400 }, (_, more) => dayAt(start + 1 + more)).filter(
          (day) => day <= end && ![0, 6].includes(new Date(day).getUTCDay()) && !holidays.includes(day),
        );
        expect(passed).toHaveLength(workingDays);
        expect(passed.at(-1)).toBe(end);
      }),
      runs(200),
    );
  });
});

const dayAt = (count: number) => new Date(Date.UTC(2020, 0, 1 + count)).toISOString().slice(0, 10);
