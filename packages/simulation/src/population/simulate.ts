import { createEngine, type RefusalLog, refusalLog } from "@wor/engine";
import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import { CalendarDate, type Instant, type Variant } from "@wor/lifecycle";
import { day, daysLater } from "../days.ts";
import type { Behaviour } from "./behaviour.ts";
import { checkBehaviour } from "./check-behaviour.ts";
import { Population } from "./population.ts";
import type { Summary } from "./summary.ts";
import { startOf } from "./working-time.ts";

/** What a simulation is made of. */
export interface PopulationOptions {
  /** The rules that new referrals follow. */
  readonly variant: Variant;
  /** Rules that referrals already in the log follow. */
  readonly also?: readonly Variant[];
  readonly behaviour: Behaviour;
  /** How long, in years. Default 1. */
  readonly years?: number;
  /** The first day. Default: the day after the log ends, or else that of the behaviour, or 1 January 2026. */
  readonly from?: string;
  /** The same seed gives the same log, byte for byte, on every machine and store. */
  readonly seed: number;
  /** Any event store; what is in it goes on. Default: a log in memory. */
  readonly store?: EventStore;
  /** Keeps the double registrations that are refused, beside the log. Default: in memory. */
  readonly refusals?: EventStore;
  /** Whether the summary counts the whole log or only what is simulated now. Default: the whole log. */
  readonly counts?: "wholeLog" | "whatIsNew";
  /** Told of every simulated week. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a simulation is. */
export interface Progress {
  /** The simulated day. */
  readonly at: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly referred: number;
  readonly open: number;
  readonly ended: number;
}

/** What a simulation leaves behind. */
export interface Simulated {
  readonly store: EventStore;
  /** The double registrations that were refused: `look` of monitoring counts them from here. */
  readonly refusals: Pick<RefusalLog, "of">;
  /** What became of everybody, from the first event in the log or from the first simulated day. */
  readonly summary: Summary;
  /** Commands that were given, by people and by the system. */
  readonly commands: number;
  readonly from: string;
  readonly until: string;
}

/**
 * Lets a population live for some years through the real engine: every referral, conversation, reminder and
 * assignment is a command that the rules decide on. What it holds in memory beside the log does not grow with the
 * referrals that have closed.
 *
 * @throws {InvalidBehaviour} when nobody can live by the behaviour.
 * @throws {RangeError} for a seed, a first day or a number of years that is none.
 */
export async function simulatePopulation(options: PopulationOptions): Promise<Simulated> {
  const {
    variant,
    also = [],
    behaviour,
    years = 1,
    seed,
    store = inMemoryEventStore(),
    counts = "wholeLog",
    onProgress,
  } = options;
  checkBehaviour(behaviour);
  if (!Number.isInteger(seed)) throw new RangeError(`A seed is a whole number; ${seed} is none.`);
  if (!(years > 0 && years <= mostYears))
    throw new RangeError(`A simulation takes more than 0 and at most ${mostYears} years; not ${years}.`);
  const before = await lastDayOf(store, variant.municipality);
  const start = startOf(firstDayOf(options.from ?? before?.next ?? behaviour.begins ?? "2026-01-01"));
  const end = start + Math.round(years * 365.25) * day;
  const clock = virtualClock(start);
  const prefix = before === undefined ? `s${seed}-` : `s${seed}p${before.position}-`;
  let drawn = 0;
  const ids = () => `${prefix}${(++drawn).toString(36)}`;
  let kept = 0;
  const refusals = refusalLog(options.refusals ?? inMemoryEventStore(), {
    ids: () => `${prefix}refused-${(++kept).toString(36)}`,
  });
  const engine = createEngine({
    store,
    variants: [variant, ...also],
    clock,
    ids,
    refusals: refusals.tell,
    // Enough for who is open; whoever has closed is not asked for again.
    cacheSize: 5_000,
  });
  const population = new Population({ engine, store, variant, also, behaviour, seed, clock, prefix });
  await population.begin(start, counts === "wholeLog");
  await population.liveUntil(end, (at) =>
    onProgress?.({
      at: new Date(at).toISOString().slice(0, 10),
      done: (at - start) / (end - start),
      referred: population.tally.referredCount,
      open: population.tally.openCount,
      ended: population.tally.endedCount,
    }),
  );
  await refusals.settled();
  return {
    store,
    refusals,
    summary: population.tally.summary,
    commands: population.commands,
    from: new Date(start).toISOString(),
    until: new Date(end).toISOString(),
  };
}

const mostYears = 100;

function firstDayOf(day: string): string {
  if (!CalendarDate.safeParse(day).success) throw new RangeError(`"${day}" is no day, as 2026-01-05.`);
  return day;
}

async function lastDayOf(store: EventStore, municipality: string) {
  for await (const [last] of store.read({ municipality }, { backwards: true, limit: 1 })) {
    if (last === undefined) continue;
    const next = daysLater(last.recordedAt as Instant, 1).slice(0, 10);
    return { position: last.position, next };
  }
  return undefined;
}

/** A clock that is asked far more often than it is set. */
function virtualClock(start: number) {
  let written: { at: number; text: string } | undefined;
  const clock = {
    at: start,
    now: () => {
      if (written?.at !== clock.at) written = { at: clock.at, text: new Date(clock.at).toISOString() };
      return written.text;
    },
  };
  return clock;
}
