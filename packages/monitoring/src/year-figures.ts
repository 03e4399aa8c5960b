import { after, type Instant, type Profession, type Variant } from "@wor/lifecycle";
import type { Overview } from "./overview.ts";
import { type Selection, select } from "./period.ts";
import type { FeedbackOwed, Trajectory } from "./trajectory.ts";
import { coreReasonOf, reasonNow } from "./words.ts";

/**
 * A municipality's year in numbers: about everyone who was referred in the period, mistakes left out. The sources
 * print one number under three names (Samen in beweging: 103 "referred to an activity", "to Welzijn op Recept", "to a
 * coach"), so every number here says which state it counts.
 */
export interface YearFigures {
  /** Referred in the period, whatever came of it. */
  readonly referred: number;
  /** Of those, who had contact with a coach. */
  readonly arrived: number;
  readonly women: number;
  readonly men: number;
  readonly otherOrUnknownSex: number;
  readonly aged50OrOver: number;
  readonly ageUnknown: number;
  /** Complaints hinder taking part (Nijmegen L31: 45 of 89). */
  readonly hindered: number;
  readonly conversations: {
    readonly total: number;
    /** Over everybody who was referred. */
    readonly meanPerReferred: number | undefined;
    /** Over those with whom there was at least one (Nijmegen: 174 over 89). */
    readonly meanPerParticipant: number | undefined;
    readonly highest: number;
    /** How many people had how many conversations. */
    readonly distribution: ReadonlyMap<number, number>;
  };
  readonly byProfession: ReadonlyMap<Profession, number>;
  readonly byReason: ReadonlyMap<string, number>;
  readonly byCoreReason: ReadonlyMap<ReturnType<typeof coreReasonOf>, number>;
  readonly matched: number;
  readonly participated: number;
  readonly volunteers: number;
  readonly ended: {
    /** Not ended yet. */
    readonly underWay: number;
    readonly completed: number;
    readonly dropped: number;
    readonly byReason: ReadonlyMap<string, number>;
  };
  readonly feedback: FeedbackFigures;
}

/** What became of every moment at which a referrer was to hear something. */
export interface FeedbackFigures {
  readonly inTime: number;
  readonly late: number;
  /** Not given, and the term still runs. */
  readonly withinTerm: number;
  /** Not given, and the term has passed: never, so far. */
  readonly overdue: number;
  /** Nobody to tell: own initiative, or no consent. */
  readonly nobodyToTell: number;
}

/** Counts a municipality's year. @throws {InvalidPeriod} */
export function yearFigures(overview: Overview, selection: Selection = {}): YearFigures {
  return figuresOf(select(overview.trajectories.values(), selection, overview.variantOf), overview);
}

/** The same of people who were chosen already. */
export function figuresOf(people: readonly Trajectory[], overview: Overview): YearFigures {
  const count = (is: (one: Trajectory) => boolean) => people.filter(is).length;
  const held = people.map((one) => one.conversations.length);
  const total = held.reduce((sum, one) => sum + one, 0);
  const talked = held.filter((one) => one > 0).length;
  const dropped = people.filter((one) => one.dropped !== undefined);
  const completed = count((one) => one.dropped === undefined && one.completedAt !== undefined);
  return {
    referred: people.length,
    arrived: count((one) => one.arrivedAt !== undefined),
    women: count((one) => one.sex === "female"),
    men: count((one) => one.sex === "male"),
    otherOrUnknownSex: count((one) => one.sex !== "female" && one.sex !== "male"),
    aged50OrOver: count((one) => one.age !== undefined && one.age >= 50),
    ageUnknown: count((one) => one.age === undefined),
    hindered: count((one) => one.hindered === true),
    conversations: {
      total,
      meanPerReferred: people.length === 0 ? undefined : total / people.length,
      meanPerParticipant: talked === 0 ? undefined : total / talked,
      highest: Math.max(0, ...held),
      distribution: tally(held, (a, b) => a - b),
    },
    byProfession: byFrequency(tally(people.map((one) => one.profession))),
    byReason: byFrequency(tally(people.map((one) => reasonNow(one.mainReason, overview.variantOf(one))))),
    byCoreReason: byFrequency(
      tally(people.map((one) => coreReasonOf(one.mainReason, overview.variantOf(one)))),
    ),
    matched: count((one) => one.firstMatchedAt !== undefined),
    participated: count((one) => one.participating.length > 0),
    volunteers: count((one) => one.volunteerSince !== undefined),
    ended: {
      underWay: people.length - completed - dropped.length,
      completed,
      dropped: dropped.length,
      byReason: byFrequency(tally(dropped.map((one) => one.dropped?.reason ?? "notSuitable"))),
    },
    feedback: feedbackFigures(people, overview),
  };
}

/** Counts every feedback that was promised to these people's referrers, at the overview's moment. */
export function feedbackFigures(people: readonly Trajectory[], overview: Overview): FeedbackFigures {
  const figures = { inTime: 0, late: 0, withinTerm: 0, overdue: 0, nobodyToTell: 0 };
  for (const one of people)
    for (const owed of one.feedback)
      figures[feedbackOutcome(owed, overview.variantOf(one), overview.moment)] += 1;
  return figures;
}

/** What became of one feedback, by the term its variant sets. */
export function feedbackOutcome(
  { since, givenAt, notPossible }: FeedbackOwed,
  variant: Variant | undefined,
  moment: Instant,
): keyof FeedbackFigures {
  if (notPossible !== undefined) return "nobodyToTell";
  const dueAt = variant && after(since, variant.feedback.within, variant.calendar);
  if (givenAt !== undefined) return dueAt === undefined || givenAt <= dueAt ? "inTime" : "late";
  return dueAt === undefined || moment <= dueAt ? "withinTerm" : "overdue";
}

/** How often each value occurs. */
export function tally<T>(values: readonly T[], order?: (a: T, b: T) => number): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of order === undefined ? values : [...values].sort(order))
    counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The most frequent first; equal ones by name, so that a table does not change by itself. */
export const byFrequency = <T extends string>(counts: ReadonlyMap<T, number>): Map<T, number> =>
  new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
