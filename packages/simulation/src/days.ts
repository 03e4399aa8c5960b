import type { Instant } from "@wor/lifecycle";

/** Milliseconds in a day of twenty-four hours. */
export const day = 86_400_000;

/** So many days of twenty-four hours on; back, when it is negative. */
export const daysLater = (from: Instant, days: number): Instant =>
  new Date(Date.parse(from) + days * day).toISOString() as Instant;
