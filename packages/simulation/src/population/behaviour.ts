import type { EndReason, Initiator, MeasurementMoment, Profession } from "@wor/lifecycle";
import type { Days, Weights } from "./chance.ts";

/**
 * How people in a municipality behave: who comes, what they do and how long they take. Data, so that it can be
 * looked at, fitted and changed. The rules are not in it; those are the variant's.
 *
 * Where each number comes from stands in `sources`, by path (`arrivals.perYear`): the source with its lines, or
 * `"ours"` for a value that no source prints.
 */
export interface Behaviour {
  readonly name: string;
  /** The first day of the time it was fitted to; what it says of days falls after it. */
  readonly begins?: string | undefined;
  readonly sources: { readonly [path: string]: string };

  /** Referrals that are expected in a year; how many come is a matter of chance. */
  readonly arrivals: {
    readonly perYear: number;
    /** How they spread over the months, 1 to 12; without it evenly. */
    readonly byMonth?: Weights<number> | undefined;
    /**
     * Where the variant wants somebody to open the intake first: the day on which that is done, or {@link never}.
     * Default: the first day.
     */
    readonly opens?: string | undefined;
    /** The share of residents whom a second practice refers as well while the first referral is open. */
    readonly twice: number;
  };

  readonly residents: {
    readonly sex: Weights<"female" | "male" | "other" | "unknown">;
    /** Ages by band, as `50-59`. */
    readonly age: Weights;
    /** Complaints that hinder taking part. */
    readonly hindered: number;
    /** By area of the variant; without it, no area is told. */
    readonly areas?: Weights | undefined;
    /** The share that does not agree to the referrer being told. */
    readonly noFeedbackConsent: number;
  };

  readonly referrers: Weights<Profession>;
  /** Practices and other organisations that refer, by how much they refer. */
  readonly organisations: Weights;
  readonly reasons: Weights;
  /** By which way referrals come, of those that the variant uses; without it, all of those alike. */
  readonly channels?: Weights | undefined;
  /** How referrals are handed over, as far as the variant uses it; without it, as the variant names first. */
  readonly handovers?: Weights<Handover> | undefined;

  readonly coaches: readonly CoachBehaviour[];
  readonly activities: readonly ActivityBehaviour[];

  readonly judging: {
    readonly days: Days;
    readonly notSuitable: number;
    /**
     * How often a question of the variant's decision tree is answered with yes, by question. Without it, nine in
     * ten get the answer with which it goes on.
     */
    readonly answers?: { readonly [question: string]: number } | undefined;
  };
  readonly contact: {
    /** From having a coach to the first attempt. */
    readonly days: Days;
    /** The share that is reached at an attempt. */
    readonly reached: number;
    readonly daysBetweenAttempts: Days;
  };
  readonly conversations: {
    /** How many there are with somebody who arrives. */
    readonly number: Weights<number>;
    readonly daysBetween: Days;
    /** The share that is written down later than it was held, and how much later. */
    readonly writtenLate: number;
    readonly daysLate: Days;
  };
  readonly matching: {
    /** The share for whom nothing on offer fits. */
    readonly nothingFits: number;
    readonly daysUntilStart: Days;
  };
  readonly participation: {
    /** How many weeks somebody takes part who completes. */
    readonly weeks: Weights<number>;
    /** The share of check-ins and looks at the goals that the coach does when reminded; the rest once it has risen. */
    readonly checkIns: number;
    /** The share that pauses once, and for how long. */
    readonly pauses: number;
    readonly pauseDays: Days;
    readonly becomesVolunteer: number;
  };
  /** The share that stops, by stage, and why. */
  readonly stopping: {
    readonly beforeArriving: Stopping;
    readonly whileTalking: Stopping;
    readonly whileTakingPart: Stopping;
    readonly initiator: Weights<Initiator>;
    /** Of those who stop, the share that is helped on to something named. */
    readonly helpedOn: number;
  };
  readonly feedback: {
    /** When the coach tells the referrer. */
    readonly when: Weights<"promptly" | "whenReminded" | "whenItRises">;
    readonly days: Days;
  };
  /** Where a coordinator assigns by hand: how long it takes. */
  readonly assigning: { readonly days: Days };
  /** The questionnaires that the variant asks for. */
  readonly measuring: {
    /** From the moment on which one is due. */
    readonly days: Days;
    /** At the start: the share of who arrives. Afterwards: the share of those who filled in the one before. */
    readonly filledIn: { readonly [Moment in MeasurementMoment]: number };
  };
}

/** How a referral is handed over. */
export type Handover = "none" | "warm" | "appointment";

/** Stands for a day that does not come. */
export const never = "never";

/** The share that stops in a stage, and the reasons. */
export interface Stopping {
  readonly share: number;
  readonly reasons: Weights<EndReason>;
}

/** Stands for the first simulated day, whichever that is. */
export const firstDay = "first day";

/** One coach: for whom, with how much time, and when away. Days as `2022-05-01`. */
export interface CoachBehaviour {
  readonly key: string;
  readonly areas?: readonly string[];
  readonly practices?: readonly string[];
  readonly maxCaseload?: number;
  /** Conversations for which there is time in a week. */
  readonly perWeek: number;
  readonly from?: string;
  /** The day of leaving, or {@link firstDay}. */
  readonly until?: string;
  readonly away?: readonly { readonly from: string; readonly until: string; readonly standIn?: string }[];
}

/** Something on the sociale kaart. */
export interface ActivityBehaviour {
  readonly key: string;
  readonly kind: string;
  readonly capacity?: number;
  /** How much it is chosen; default 1. */
  readonly weight?: number;
  /** From when it is offered. */
  readonly from?: string;
  /** The day on which a group begins; before it nobody starts. */
  readonly startsOn?: string;
  readonly until?: string;
}

/** The paths of every number or list of weights in a behaviour, for asking where each comes from. */
export function valuesOf(behaviour: Behaviour): string[] {
  const { name: _, begins: __, sources: ___, ...sections } = behaviour;
  return Object.entries(sections).flatMap(([section, value]) =>
    value === undefined
      ? []
      : Array.isArray(value) || listed.has(section)
        ? [section]
        : Object.entries(value).flatMap(([field, told]) => (told === undefined ? [] : `${section}.${field}`)),
  );
}

/** Sections that are one list of weights. */
const listed: ReadonlySet<string> = new Set([
  "referrers",
  "organisations",
  "reasons",
  "channels",
  "handovers",
]);
