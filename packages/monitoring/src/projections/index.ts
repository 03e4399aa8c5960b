import {
  type Projection,
  type ProjectionStatus,
  projectionStatus,
  type RebuildOptions,
  type RefusalLog,
  type Retried,
  type RunningProjection,
  type RunOptions,
  readProjection,
  rebuildProjections,
  retryParked,
  runProjection,
} from "@wor/engine";
import type { EventStore, ProjectionStore } from "@wor/event-store";
import {
  ActivityId,
  type ActivityState,
  CoachId,
  type CoachState,
  type Instant,
  type ReferralId,
  type Variant,
} from "@wor/lifecycle";
import { horizonOf, momentOf } from "../as-of.ts";
import { type Overview, refusalsFrom, rules } from "../overview.ts";
import type { Trajectory } from "../trajectory.ts";
import { selectWork, type WorkItem, type WorkSelection } from "../work-list.ts";
import { openWork } from "./open-work.ts";
import { surroundings } from "./surroundings.ts";
import { trajectories } from "./trajectories.ts";
import { WorkLists } from "./work-lists.ts";

/** Whose tables, by which rules, in which stores. */
export interface MonitoringOptions {
  readonly store: EventStore;
  readonly projections: ProjectionStore;
  readonly municipality: string;
  readonly variants: readonly Variant[];
  /** What was refused, where that is kept beside the log. */
  readonly refusals?: Pick<RefusalLog, "of"> | undefined;
}

/**
 * The tables of one municipality, kept up with the log instead of folded anew every time: for logs that are large, and
 * lists that have to be there at once. The same overview comes out as from `look`.
 */
export interface Monitoring {
  /** Everything the tables need, as far as the projections have come. @throws {NotBuilt} */
  overview(now: string): Promise<Overview>;
  /** The work list alone. @throws {NotBuilt} */
  workList(now: string, selection?: WorkSelection): Promise<WorkItem[]>;
  /** Builds all anew, beside what readers have. */
  rebuild(options?: RebuildOptions): Promise<void>;
  /**
   * Brings all up to where the log is now, once: for whoever reads without keeping them up all the time.
   * @throws what the stores throw: when they can only be read, for one.
   */
  catchUp(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Takes in after all what was set aside because the code failed on it, where it can by now. */
  retryParked(): Promise<Retried>;
  /** Keeps all up with the log until stopped. */
  run(options?: RunOptions): Pick<RunningProjection, "reached" | "stop">;
  /** How each of them stands. */
  status(): Promise<readonly ProjectionStatus[]>;
}

/** The projections behind the tables of a municipality. @throws {UnknownMunicipality} */
export function monitoring(options: MonitoringOptions): Monitoring {
  const { store, projections, municipality, variants } = options;
  const known = rules(municipality, variants);
  const work = openWork(municipality, variants);
  const people = trajectories(municipality);
  const around = surroundings(municipality);
  const all: readonly Projection<unknown>[] = [people, work, around];

  async function rowsOf<Row>(projection: Projection<Row>): Promise<Iterable<readonly [string, Row]>> {
    const read = await readProjection(projections, projection);
    if (read === undefined) throw new NotBuilt(projection.name);
    return read.rows;
  }

  const lists = new WorkLists({ store, projections, projection: work, variantOf: known.variantOf });

  async function items(moment: Instant): Promise<WorkItem[]> {
    const found = await lists.at(moment);
    if (found === undefined) throw new NotBuilt(work.name);
    return found;
  }

  return {
    async overview(now) {
      const moment = momentOf(now);
      const coaches = new Map<CoachId, CoachState>();
      const activities = new Map<ActivityId, ActivityState>();
      for (const [key, row] of await rowsOf(around)) {
        const id = key.slice(key.indexOf(":") + 1);
        if (row?.kind === "coach") coaches.set(CoachId.parse(id), row.state);
        if (row?.kind === "activity") activities.set(ActivityId.parse(id), row.state);
      }
      const referrals = new Map<ReferralId, Trajectory>();
      for (const [, row] of await rowsOf(people)) if (row !== undefined) referrals.set(row.referral, row);
      return {
        ...known,
        moment,
        asOf: undefined,
        trajectories: referrals,
        work: await items(moment),
        coaches,
        activities,
        refusals: await refusalsFrom(options.refusals, municipality, horizonOf(undefined, now)),
      };
    },
    async workList(now, selection = {}) {
      return selectWork(await items(momentOf(now)), selection);
    },
    async rebuild(options = {}) {
      await rebuildProjections(store, projections, all, options);
    },
    async catchUp({ signal } = {}) {
      const head = await store.head();
      const failed = new AbortController();
      const running = all.map((projection) =>
        runProjection(store, projections, projection, { onTrouble: (error) => failed.abort(error) }),
      );
      const either = signal === undefined ? failed.signal : AbortSignal.any([failed.signal, signal]);
      try {
        await Promise.all(running.map((one) => one.reached(head, { signal: either })));
      } finally {
        await Promise.all(running.map((one) => one.stop()));
      }
    },
    async retryParked() {
      const retried = await Promise.all(all.map((one) => retryParked(store, projections, one)));
      return {
        handled: retried.reduce((sum, { handled }) => sum + handled, 0),
        left: retried.reduce((sum, { left }) => sum + left, 0),
      };
    },
    run(options = {}) {
      const running = all.map((projection) => runProjection(store, projections, projection, options));
      return {
        reached: async (position, asked) => {
          await Promise.all(running.map((one) => one.reached(position, asked)));
        },
        stop: async () => {
          await Promise.all(running.map((one) => one.stop()));
        },
      };
    },
    status: () => Promise.all(all.map((projection) => projectionStatus(store, projections, projection))),
  };
}

/** A projection that nobody has built yet: run it, or rebuild it once. */
export class NotBuilt extends Error {
  override readonly name = "NotBuilt";

  constructor(projection: string) {
    super(
      `"${projection}" has not been built. Run monitoring(…).run(), or .rebuild() once; look(…) needs neither.`,
    );
  }
}
