import { CalendarDate, type Instant, startOfDay, type Variant } from "@wor/lifecycle";
import { Temporal } from "temporal-polyfill";
import type { Trajectory } from "./trajectory.ts";
import { reasonNow } from "./words.ts";

/** A stretch of days in the municipality's calendar: `from` is in it, `until` is not any more. */
export interface Period {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** A calendar year. */
export const yearOf = (year: number): Period => ({ from: `${year}-01-01`, until: `${year + 1}-01-01` });

/** A period that does not begin before it ends, or days that do not exist. */
export class InvalidPeriod extends Error {
  override readonly name = "InvalidPeriod";
}

/** The moments between which a period lies. @throws {InvalidPeriod} */
export function bounds({ from, until }: Period): { readonly from?: Instant; readonly until?: Instant } {
  const [begin, end] = [from, until].map((day) => {
    if (day === undefined) return undefined;
    const parsed = CalendarDate.safeParse(day);
    if (!parsed.success)
      throw new InvalidPeriod(
        `"${day}" is no day. Write a day as 2022-05-01; the last day of a period is not in it.`,
      );
    return startOfDay(parsed.data);
  });
  if (begin !== undefined && end !== undefined && begin >= end)
    throw new InvalidPeriod(`A period from ${from} until ${until} holds no day: it ends before it begins.`);
  return { ...(begin && { from: begin }), ...(end && { until: end }) };
}

/** Days between two moments, in whole days and parts of them. */
export const daysBetween = (from: Instant, to: Instant): number =>
  Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total("hours") / 24;

/** Which referrals a table is about. What is left out is not asked. */
export interface Selection {
  /** Referred in this period. */
  readonly period?: Period | undefined;
  readonly pathway?: string | undefined;
  readonly practice?: string | undefined;
  /** Guided by this coach now, or by nobody since. */
  readonly coach?: string | undefined;
  /** The main reason, as the municipality calls it. */
  readonly reason?: string | undefined;
  readonly profession?: string | undefined;
  readonly area?: string | undefined;
}

/**
 * The referrals a selection asks for, mistakes left out. With the rules that each follows, a reason is also found by the
 * code that took its place.
 *
 * @throws {InvalidPeriod}
 */
export function select(
  trajectories: Iterable<Trajectory>,
  selection: Selection,
  variantOf: (trajectory: Trajectory) => Variant | undefined = () => undefined,
): Trajectory[] {
  const { from, until } = bounds(selection.period ?? {});
  const { pathway, practice, coach, reason, profession, area } = selection;
  const is = (asked: string | undefined, given: string | undefined) => asked === undefined || asked === given;
  return [...trajectories].filter(
    (one) =>
      !one.inError &&
      (from === undefined || one.registeredAt >= from) &&
      (until === undefined || one.registeredAt < until) &&
      is(pathway, one.pathway) &&
      is(practice, one.practice) &&
      is(coach, one.coach ?? one.coaches.at(-1)) &&
      (is(reason, one.mainReason) || is(reason, reasonNow(one.mainReason, variantOf(one)))) &&
      is(profession, one.profession) &&
      is(area, one.area),
  );
}
