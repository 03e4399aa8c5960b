import { Temporal } from "temporal-polyfill";
import type { Format } from "./formats.ts";

/**
 * A number in a cell as text, the way it is shown: a day as `2018-09-03`, a moment with its time of day, all others with
 * as many decimals as the format has, up to the fifteen digits that a spreadsheet keeps.
 */
export function numberText(value: number, { kind, decimals }: Format, from1904: boolean): string {
  if (kind === "percentage") return `${shown(value * 100, decimals)}%`;
  const moment = kind === "date" ? momentOf(value, from1904) : undefined;
  return moment ?? shown(value, decimals);
}

function shown(value: number, decimals: number | undefined): string {
  const kept = Number(value.toPrecision(15));
  if (decimals === undefined || Math.abs(kept) > 1e12) return String(kept);
  const scale = 10 ** Math.min(decimals, 15);
  // A half goes away from nought, as in the spreadsheet.
  const scaled = Math.round(Number((Math.abs(kept) * scale).toPrecision(15))) / scale;
  return String(kept < 0 && scaled !== 0 ? -scaled : scaled);
}

/** `undefined` where a spreadsheet has no day for the number either. */
function momentOf(value: number, from1904: boolean): string | undefined {
  const seconds = Math.round(value * secondsInDay);
  const serial = Math.floor(seconds / secondsInDay);
  if (serial < 0 || serial > lastSerial) return undefined;
  const rest = seconds - serial * secondsInDay;
  const time = Temporal.PlainTime.from("00:00").add({ seconds: rest }).toString({ smallestUnit: "second" });
  // Without a day it is an hour.
  if (serial === 0 && !from1904) return time;
  return rest === 0 ? dayOf(serial, from1904) : `${dayOf(serial, from1904)}T${time}`;
}

/**
 * Excel took over a mistake of Lotus 1-2-3: its 1900 has a 29 February, which is day 60. That day comes out as it is
 * shown, to be told as a date that does not exist.
 */
function dayOf(serial: number, from1904: boolean): string {
  if (from1904) return Temporal.PlainDate.from("1904-01-01").add({ days: serial }).toString();
  if (serial === 60) return "1900-02-29";
  const start = serial < 60 ? "1899-12-31" : "1899-12-30";
  return Temporal.PlainDate.from(start).add({ days: serial }).toString();
}

/** 31 December 9999, counted from 1900. */
const lastSerial = 2_958_465;
const secondsInDay = 86_400;
