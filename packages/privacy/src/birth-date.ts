import { Temporal } from "temporal-polyfill";

/**
 * A day of birth as ISO 8601 `1950-03-12`, from that notation or from the Dutch ones: `12-3-1950`, `12/03/1950`,
 * `12.3.1950`. Never guesses: a year of two digits is unreadable, and 31 February does not exist.
 */
export function parseBirthDate(text: string): BirthDate | { readonly problem: "unreadable" | "impossible" } {
  const trimmed = text.trim();
  const parts = iso.exec(trimmed)?.groups ?? dutch.exec(trimmed)?.groups;
  if (parts === undefined) return { problem: "unreadable" };
  try {
    const date = Temporal.PlainDate.from(
      { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) },
      { overflow: "reject" },
    );
    return date.year < earliestYear ? { problem: "impossible" } : { iso: date.toString() };
  } catch {
    return { problem: "impossible" };
  }
}

/** A day that exists, as `1950-03-12`. */
export interface BirthDate {
  readonly iso: string;
}

// Nobody born before this can be referred; a lower year is a slip of the keyboard.
const earliestYear = 1880;
const iso = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/;
const dutch = /^(?<day>\d{1,2})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<year>\d{4})$/;
