import type { EventStore } from "@wor/event-store";
import {
  type Allowed,
  type CommandInput,
  type Deadline,
  type Instant,
  ownState,
  type ReferralState,
  type Rejection,
  type Variant,
} from "@wor/lifecycle";
import { LRUCache } from "lru-cache";
import { customAlphabet } from "nanoid";
import { type Access, noAccessLog } from "./access.ts";
import { type Answer, checkCommand, type Given } from "./asked.ts";
import { byItself, type Ran } from "./by-itself.ts";
import { type Executed, execute, type Surroundings } from "./execute.ts";
import { keepRunning } from "./keep-running.ts";
import { MunicipalityOverview } from "./municipality-overview.ts";
import { type Moment, type Reader, reads } from "./reading.ts";
import { refusalOf, type TellRefusal, tellWithoutWaiting } from "./refusals/refusal.ts";
import type { SubjectKnown } from "./subjects-known.ts";
import { variantShelf } from "./variant-shelf.ts";

/** What an engine is made of. */
export interface EngineOptions {
  readonly store: EventStore;
  /** The rules of each municipality; every version that a referral in the log has pinned must be here. */
  readonly variants: readonly Variant[];
  /** The time, ISO 8601 in UTC with milliseconds. Default: the system's. */
  readonly clock?: { readonly now: () => string };
  /** Draws ids: letters and digits, unique. Default: 21 random characters. */
  readonly ids?: () => string;
  /** Is told of every read of a resident's path: the fact of access, not what was read (NEN 7513). */
  readonly accessLog?: (access: Access) => void | Promise<void>;
  /** Is told of every command that was refused, apart from the log: see `refusalLog`. Never holds a command up. */
  readonly refusals?: TellRefusal | undefined;
  /** How many referrals, residents, coaches and activities to keep in memory. Default 10,000. */
  readonly cacheSize?: number;
}

/** Commands in, events out. */
export interface Engine {
  /** Decides a command on the log and appends what it leads to. Never throws for a no: that is an answer. */
  execute(command: CommandInput, given: Given): Promise<Executed>;
  /** A referral as it stands. Here and below: whoever is kept to their own referrals is refused another's. */
  referral(id: string, reader: Reader): Promise<Answer<{ state: ReferralState }>>;
  /** Everything that happened to a referral, in order, with the state after each. */
  history(id: string, reader: Reader): Promise<Answer<{ moments: readonly Moment[] }>>;
  /** What this actor can do for a referral now, and for what not: why. */
  allowed(id: string, reader: Reader): Promise<Answer<{ commands: readonly Allowed[] }>>;
  /** The next steps of a referral: whose, by when, and what happens otherwise. */
  nextSteps(id: string, reader: Reader): Promise<Answer<{ steps: readonly Deadline[] }>>;
  /** Every open referral of a municipality that the reader may look at, with its next steps, the soonest first. */
  openReferrals(
    reader: Reader,
  ): Promise<Answer<{ referrals: readonly { state: ReferralState; steps: readonly Deadline[] }[] }>>;
  /**
   * The first moment at which time calls for something; nothing while nothing is open. It may have passed, and on
   * a closer look `runDue` may find nothing to do; then it moves on. For schedulers and for virtual clocks.
   */
  nextDue(): Promise<string | undefined>;
  /**
   * Executes the deadlines that are due by now: reminders, escalations, days that were agreed. Once, by however many processes.
   * @throws afterwards, what failed or could not be read: that keeps no other referral waiting.
   */
  runDue(): Promise<Ran>;
  /**
   * Does what follows by itself from how things stand: a coach for who has none, a way on from an activity that stopped.
   * @throws afterwards, as `runDue` does.
   */
  runReactions(): Promise<Ran>;
  /**
   * Runs reactions whenever something happens, and both reactions and deadlines every `everyMs` milliseconds
   * (default a minute), until `signal` aborts. What fails, or waits for rules that are not loaded or were changed under
   * the same number, is told to `onError` and tried again.
   */
  run(options: { signal: AbortSignal; everyMs?: number; onError?: (error: unknown) => void }): Promise<void>;
}

/** Makes an engine on a log. It keeps nothing that is not in the log. */
export function createEngine(options: EngineOptions): Engine {
  const { store } = options;
  const shelf = variantShelf(options.variants);
  const surroundings: Surroundings = {
    store,
    shelf,
    cache: new LRUCache<string, SubjectKnown>({ max: options.cacheSize ?? 10_000 }),
    clock: options.clock ?? { now: () => new Date().toISOString() },
    ids: options.ids ?? customAlphabet("0123456789abcdefghijklmnopqrstuvwxyz", 21),
  };
  const inSight = ({ record }: ReferralState) => shelf.inSight(record);
  const overviews = new Map(
    shelf.municipalities.map((one) => {
      const alreadyKnown = (tag: string) => surroundings.cache.peek(`${one}|${tag}`);
      return [one, new MunicipalityOverview(store, one, inSight, alreadyKnown)] as const;
    }),
  );

  const answer: Engine["execute"] = (command, given) => execute(surroundings, command, given);

  function noteRefusal(command: CommandInput, given: Given, rejection: Rejection): void {
    if (options.refusals === undefined) return;
    const asked = checkCommand(shelf, command, given);
    // What was no command of anybody is nobody's refusal, and may hold what must not be kept.
    if (!asked.ok) return;
    const at = surroundings.clock.now();
    tellWithoutWaiting(options.refusals, refusalOf(asked, rejection, { at, commandId: given.commandId }));
  }

  const engine: Engine = {
    async execute(command, given) {
      const executed = await answer(command, given);
      if (!executed.ok) noteRefusal(command, given, executed.rejection);
      // What is kept is what the next decision is made on; a caller gets a copy to do with as they like.
      return executed.ok ? { ...executed, state: ownState(executed.state) } : executed;
    },

    async nextDue() {
      let first: Instant | undefined;
      for (const overview of overviews.values()) {
        await overview.catchUp();
        const moment = overview.agenda.first;
        if (moment !== undefined && (first === undefined || moment < first)) first = moment;
      }
      return first;
    },

    ...reads({ ...surroundings, overviews, accessLog: options.accessLog ?? noAccessLog }),
    ...byItself({ shelf, overviews, now: () => surroundings.clock.now(), execute: answer }),

    run(options) {
      // An engine that was wrapped, for telemetry, runs as that.
      return keepRunning({ store, municipalities: shelf.municipalities, engine: this ?? engine, ...options });
    },
  };

  return engine;
}
