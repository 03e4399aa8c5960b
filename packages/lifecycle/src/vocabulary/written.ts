import { dayLength } from "./wall-clock.ts";

/**
 * A moment since 1970 as ISO 8601 in UTC with milliseconds: what `toISOString` writes, in a seventh of the time. Every
 * look at a referral's next steps writes several.
 */
export function writtenMoment(moment: number): string {
  const day = Math.floor(moment / dayLength);
  const milliseconds = moment - day * dayLength;
  const seconds = Math.floor(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
  return `${writtenDay(day)}T${time}.${String(milliseconds % 1_000).padStart(3, "0")}Z`;
}

/** A day, counted from 1970, as `2022-05-01`. */
export function writtenDay(day: number): string {
  const known = written.get(day);
  if (known !== undefined) return known;
  const [text = ""] = new Date(day * dayLength).toISOString().split("T");
  if (written.size > mostWritten) written.clear();
  written.set(day, text);
  return text;
}

const written = new Map<number, string>();
const mostWritten = 50_000;

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
const two = (number: number) => twoDigits[number];
