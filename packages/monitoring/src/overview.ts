import { type Refusal, type RefusalLog, toFact, toLifeFact } from "@wor/engine";
import type { EventStore, SequencedEvent } from "@wor/event-store";
import {
  type ActivityId,
  type ActivityState,
  activityView,
  type CoachId,
  type CoachState,
  coachView,
  type Instant,
  type ReferralId,
  type Variant,
  type View,
  variantKey,
} from "@wor/lifecycle";
import { type AsOf, counts, type Horizon, horizonOf, walk } from "./as-of.ts";
import { Lives } from "./lives.ts";
import type { Trajectory } from "./trajectory.ts";
import { beginTrajectory, continueTrajectory } from "./trajectory-facts.ts";
import { listWork, type WorkItem, type WorkSelection } from "./work-list.ts";

/** How to look at a log. */
export interface LookOptions {
  /** Whose log. */
  readonly municipality: string;
  /** The rules that the referrals pinned: for terms, and for what reasons are called. */
  readonly variants: readonly Variant[];
  /** The present, an ISO 8601 moment: what is overdue, and how long something takes, is measured against it. */
  readonly now: string;
  /** From which moment to look; without it, everything the log holds counts. */
  readonly asOf?: AsOf | undefined;
  /** What was refused, where that is kept beside the log. */
  readonly refusals?: Pick<RefusalLog, "of"> | undefined;
  /** Is told how far the reading is, in events, now and then. */
  readonly onProgress?: ((events: number) => void) | undefined;
}

/** A municipality as every table needs it. */
export interface Overview {
  readonly municipality: string;
  /** Against which "overdue" and "so far" are measured: the present, or the moment looked from. */
  readonly moment: Instant;
  readonly asOf: AsOf | undefined;
  /** Every referral there ever was, mistakes included (`inError`). */
  readonly trajectories: ReadonlyMap<ReferralId, Trajectory>;
  /** Every referral that is open, with its next steps; what is due soonest comes first. */
  readonly work: readonly WorkItem[];
  readonly coaches: ReadonlyMap<CoachId, CoachState>;
  readonly activities: ReadonlyMap<ActivityId, ActivityState>;
  /** What was refused; nothing when that is not kept. */
  readonly refusals: readonly Refusal[] | undefined;
  /** The variants that apply here, and the one a referral follows. */
  readonly variants: readonly Variant[];
  readonly variantOf: (trajectory: Pick<Trajectory, "variant">) => Variant | undefined;
}

/** Folds a municipality's log into an overview, live or as of any moment. @throws {UnknownMunicipality} */
export async function look(store: EventStore, options: LookOptions): Promise<Overview> {
  const { municipality, variants, onProgress } = options;
  const known = rules(municipality, variants);
  const horizon = horizonOf(options.asOf, options.now);
  const gather = gathering(horizon);
  let events = 0;
  for await (const batch of store.read({ municipality })) {
    for (const event of batch) gather.take(event);
    events += batch.length;
    onProgress?.(events);
  }
  const states = gather.lives.open();
  const work = listWork(states, ({ record }) => known.variantOf(record), horizon.moment);
  const refusals = await refusalsFrom(options.refusals, municipality, horizon);
  return { ...gather.seen, ...known, work, refusals, moment: horizon.moment, asOf: options.asOf };
}

/** What had been refused, seen from a horizon: it was known when it happened. */
export async function refusalsFrom(
  refusals: Pick<RefusalLog, "of"> | undefined,
  municipality: string,
  horizon: Horizon,
): Promise<Refusal[] | undefined> {
  const kept = await refusals?.of(municipality);
  return kept?.filter(({ at }) => counts(horizon, { occurredAt: at, recordedAt: at }));
}

/** A municipality of which no variant is loaded: a misspelling, or a variant that was not given. */
export class UnknownMunicipality extends Error {
  override readonly name = "UnknownMunicipality";

  constructor(municipality: string, variants: readonly Variant[]) {
    const known = [...new Set(variants.map((one) => one.municipality))].sort();
    super(
      `There is no variant of the municipality "${municipality}". Loaded: ${known.join(", ") || "none"}.`,
    );
  }
}

/** The rules of one municipality among all that are loaded. @throws {UnknownMunicipality} */
export function rules(
  municipality: string,
  variants: readonly Variant[],
): Pick<Overview, "municipality" | "variants" | "variantOf"> {
  const own = variants.filter((one) => one.municipality === municipality);
  if (own.length === 0) throw new UnknownMunicipality(municipality, variants);
  const byKey = new Map(own.map((one) => [variantKey(one), one] as const));
  return { municipality, variants: own, variantOf: ({ variant }) => byKey.get(variantKey(variant)) };
}

interface Gathering {
  readonly seen: Pick<Overview, "trajectories" | "coaches" | "activities">;
  readonly lives: Lives;
  take(event: SequencedEvent): void;
}

function gathering(horizon: Horizon): Gathering {
  const trajectories = new Map<ReferralId, Trajectory>();
  const coaches = new Map<CoachId, CoachState>();
  const activities = new Map<ActivityId, ActivityState>();
  const lives = new Lives();
  const step = walk(horizon);

  return {
    seen: { trajectories, coaches, activities },
    lives,
    take(event) {
      const life = toLifeFact(event);
      const seen = life === undefined ? undefined : step(life);
      if (life !== undefined) lives.take(life, seen);
      if (life !== undefined && seen !== undefined) {
        const known = trajectories.get(life.data.referral);
        if (known !== undefined) continueTrajectory(known, life, seen.place);
        else if (life.type === "ReferralRegistered")
          trajectories.set(life.data.referral, beginTrajectory(life, seen.place));
      }
      if (!counts(horizon, event)) return;
      for (const tag of event.tags) {
        if (tag.startsWith("coach:"))
          lookAt(coachView, coaches, tag.slice("coach:".length) as CoachId, event);
        if (tag.startsWith("activity:"))
          lookAt(activityView, activities, tag.slice("activity:".length) as ActivityId, event);
      }
    },
  };
}

function lookAt<Id, State extends object>(
  view: View<State>,
  states: Map<Id, State>,
  id: Id,
  event: SequencedEvent,
): void {
  const fact = toFact(event);
  if (fact === undefined) return;
  const known = states.get(id);
  const state = known ?? structuredClone(view.initial);
  view.evolve(state, fact);
  if (known === undefined) states.set(id, state);
}

/** Every open referral with its next steps, live or as of any moment. @throws {UnknownMunicipality} */
export async function workList(
  store: EventStore,
  options: LookOptions,
  selection: WorkSelection = {},
): Promise<WorkItem[]> {
  const { municipality, variants, onProgress } = options;
  const { variantOf } = rules(municipality, variants);
  const horizon = horizonOf(options.asOf, options.now);
  const step = walk(horizon);
  // Only what is open: what became of everybody else would take more memory than there is on a log of years.
  const lives = new Lives();
  let events = 0;
  for await (const batch of store.read({ municipality })) {
    for (const event of batch) {
      const life = toLifeFact(event);
      if (life !== undefined) lives.take(life, step(life));
    }
    events += batch.length;
    onProgress?.(events);
  }
  return listWork(lives.open(), ({ record }) => variantOf(record), horizon.moment, selection);
}
