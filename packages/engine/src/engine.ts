import type { EventStore, SequencedEvent } from "@wor/event-store";
import {
  type Actor,
  type Allowed,
  allowed,
  type CommandInput,
  type Deadline,
  deadlines,
  evolve,
  type Instant,
  mayLook,
  ownState,
  ReferralId,
  type ReferralState,
  type Rejection,
  reject,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import { LRUCache } from "lru-cache";
import { customAlphabet } from "nanoid";
import { type Access, noAccessLog } from "./access.ts";
import { actorIn, checkCommand, type Given, municipalityOf, unknownMunicipality } from "./asked.ts";
import { byItself, type Ran } from "./by-itself.ts";
import { type Executed, execute, type Surroundings } from "./execute.ts";
import { keepRunning } from "./keep-running.ts";
import { MunicipalityOverview } from "./municipality-overview.ts";
import { toLifeFact } from "./recorded-facts.ts";
import { refusalOf, type TellRefusal, tellWithoutWaiting } from "./refusals/refusal.ts";
import { type SubjectKnown, SubjectsKnown } from "./subjects-known.ts";
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

/** Who reads. */
export type Reader = Pick<Given, "actor" | "municipality">;

/** One moment in the life of a referral. */
export interface Moment {
  readonly event: SequencedEvent;
  /** The referral after it. */
  readonly state: ReferralState;
}

/** What a read answers: the thing, or why not. */
export type Answer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly rejection: Rejection };

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
  const accessLog = options.accessLog ?? noAccessLog;
  const variantOf = (state: ReferralState) => shelf.pinned(state.record.variant);
  // Whose rules are missing is not to be forgotten: the steps of the current ones stay in sight, and what they call
  // for is refused by name.
  const rulesInSight = (state: ReferralState) => {
    const { municipality, pathway, variant } = state.record;
    const [current] = shelf.current(municipality, pathway);
    return (
      variantOf(state) ??
      shelf.latest(municipality, variant.id) ??
      current ??
      shelf.ofMunicipality(municipality)[0]
    );
  };
  const overviews = new Map(
    shelf.municipalities.map((one) => {
      const alreadyKnown = (tag: string) => surroundings.cache.peek(`${one}|${tag}`);
      return [one, new MunicipalityOverview(store, one, rulesInSight, alreadyKnown)] as const;
    }),
  );

  const answer: Engine["execute"] = (command, given) => execute(surroundings, command, given);

  async function read(
    id: string,
    reader: Reader,
    what: Access["what"],
  ): Promise<Answer<{ state: ReferralState; variant: Variant; actor: Actor }>> {
    const who = actorIn(reader);
    if (!who.ok) return who;
    const municipality = municipalityOf(shelf, reader.municipality);
    const referral = ReferralId.safeParse(id);
    if (municipality === undefined || !referral.success)
      return { ok: false, rejection: reject("unknown-referral", { referral: id }) };
    await accessLog({ at: surroundings.clock.now(), actor: reader.actor, municipality, what, referral: id });
    const subjects = new SubjectsKnown(store, surroundings.cache, municipality);
    await subjects.learn({ referral: referral.data });
    await subjects.refresh();
    const state = subjects.known.referral;
    if (state === undefined) return { ok: false, rejection: reject("unknown-referral", { referral: id }) };
    const variant = variantOf(state);
    if (variant === undefined) {
      const missing = { variant: variantKey(state.record.variant), available: shelf.keys };
      return { ok: false, rejection: reject("unknown-variant", missing) };
    }
    return { ok: true, state, variant, actor: who.actor };
  }

  /** As `read`, for what a referral itself tells. */
  async function lookAt(id: string, reader: Reader, what: Access["what"]): ReturnType<typeof read> {
    const found = await read(id, reader, what);
    const no = found.ok ? mayLook(found.state.record, found.actor, found.variant) : undefined;
    return no === undefined ? found : { ok: false, rejection: no };
  }

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

    async referral(id, reader) {
      const found = await lookAt(id, reader, "referral");
      return found.ok ? { ok: true, state: ownState(found.state) } : found;
    },

    async history(id, reader) {
      const found = await lookAt(id, reader, "history");
      if (!found.ok) return found;
      const moments: Moment[] = [];
      const query = {
        municipality: found.state.record.municipality,
        items: [{ tags: [`referral:${id}` as const] }],
      };
      for await (const batch of store.read(query)) {
        for (const event of batch) {
          const fact = toLifeFact(event);
          if (fact !== undefined) moments.push({ event, state: evolve(moments.at(-1)?.state, fact) });
        }
      }
      return { ok: true, moments };
    },

    async allowed(id, reader) {
      const found = await read(id, reader, "allowed");
      if (!found.ok) return found;
      return { ok: true, commands: allowed(found.state, found.actor, found.variant) };
    },

    async nextSteps(id, reader) {
      const found = await lookAt(id, reader, "nextSteps");
      return found.ok ? { ok: true, steps: deadlines(found.state, found.variant) } : found;
    },

    async openReferrals(reader) {
      const who = actorIn(reader);
      if (!who.ok) return who;
      const municipality = municipalityOf(shelf, reader.municipality);
      const overview = municipality === undefined ? undefined : overviews.get(municipality);
      if (municipality === undefined || overview === undefined) {
        return { ok: false, rejection: unknownMunicipality(shelf, reader.municipality) };
      }
      await accessLog({
        at: surroundings.clock.now(),
        actor: reader.actor,
        municipality,
        what: "openReferrals",
      });
      await overview.catchUp();
      const referrals = [...overview.open.values()].flatMap((state) => {
        const variant = rulesInSight(state);
        if (mayLook(state.record, who.actor, variant ?? {}) !== undefined) return [];
        return [{ state: ownState(state), steps: variant === undefined ? [] : deadlines(state, variant) }];
      });
      return { ok: true, referrals: referrals.sort((a, b) => order(a.steps[0]?.dueAt, b.steps[0]?.dueAt)) };
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

    ...byItself({ overviews, now: () => surroundings.clock.now(), execute: answer, variantOf, rulesInSight }),

    run(options) {
      // An engine that was wrapped, for telemetry, runs as that.
      return keepRunning({ store, municipalities: shelf.municipalities, engine: this ?? engine, ...options });
    },
  };

  return engine;
}

const order = (a: string | undefined, b: string | undefined): number => ((a ?? "~") < (b ?? "~") ? -1 : 1);
