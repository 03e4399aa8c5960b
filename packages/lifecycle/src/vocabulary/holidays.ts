import { Temporal } from "temporal-polyfill";

/**
 * The Dutch national holidays on which offices are closed, as `2026-04-27`. Good Friday and Liberation Day are
 * left out: who is off on those differs per employer; a municipality adds them to its own days.
 */
export function nationalHolidays(year: number): ReadonlySet<string> {
  const known = byYear.get(year);
  if (known !== undefined) return known;
  const easter = easterSunday(year);
  const days = [
    new Temporal.PlainDate(year, 1, 1),
    easter,
    easter.add({ days: 1 }),
    kingsDay(year),
    easter.add({ days: 39 }),
    easter.add({ days: 49 }),
    easter.add({ days: 50 }),
    new Temporal.PlainDate(year, 12, 25),
    new Temporal.PlainDate(year, 12, 26),
  ];
  const holidays = new Set(days.map(String));
  byYear.set(year, holidays);
  return holidays;
}

const byYear = new Map<number, ReadonlySet<string>>();

/** 27 April, or the day before when that is a Sunday. */
function kingsDay(year: number): Temporal.PlainDate {
  const day = new Temporal.PlainDate(year, 4, 27);
  return day.dayOfWeek === 7 ? day.subtract({ days: 1 }) : day;
}

/** The Gregorian computus, in the form of Meeus, Jones and Butcher. */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 19 * weekday) / 433);
  const month = Math.floor((epact + weekday - 7 * shift + 90) / 25);
  const day = (epact + weekday - 7 * shift + 33 * month + 19) % 32;
  return new Temporal.PlainDate(year, month, day);
}
