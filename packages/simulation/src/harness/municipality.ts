import { createEngine, type Engine, type RefusalLog, refusalLog } from "@wor/engine";
import { type EventStore, inMemoryEventStore, type SequencedEvent } from "@wor/event-store";
import {
  CoachId,
  type Instant,
  ReferralId,
  type ReferralState,
  type Rejection,
  type RejectionCode,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import { Cast } from "./cast.ts";
import { CarePathFailure, StepRefused, sayNo } from "./failure.ts";
import { isOfPath, LogView } from "./log-view.ts";
import { type Message, messageOf } from "./messages.ts";
import { Path } from "./path.ts";
import type { Coach } from "./people.ts";
import { brokenPromises } from "./promises.ts";
import { isNthPath, type Sentence } from "./sentence.ts";
import { Steps } from "./steps.ts";
import { Time } from "./time.ts";
import { townTimeline } from "./timeline.ts";
import { type Key, keyOf, type Told } from "./told.ts";
import { TownExpectations } from "./town-expectations.ts";
import { Transcript, variableFor } from "./transcript.ts";
import { Turns } from "./turns.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What a municipality in a test is made of. */
export interface MunicipalityOptions {
  /** The rules. New referrals follow the highest version that is loaded. */
  readonly variant: Variant;
  /** Further rules that are loaded: other pathways of the municipality, other versions. */
  readonly also?: readonly Variant[];
  /** The day (nine in the morning) or moment at which the story begins. Default 5 January 2026, or where the log ends. */
  readonly on?: string;
  /** Any event store; what is in it already belongs to the story. Default: a log in memory. */
  readonly store?: EventStore;
  /** Goes into every key that is drawn, so that two stories on one log do not clash. Default: none. */
  readonly seed?: string;
}

/** Starts a municipality in which a care path can be told, with a clock that only the story moves. */
export async function municipality(options: MunicipalityOptions): Promise<Municipality> {
  const { variant, also = [], store = inMemoryEventStore(), seed = "" } = options;
  if (variant === undefined)
    throw new CarePathFailure("A municipality has rules: municipality({ variant: nijmegen }), or your own.");
  if (!ReferralId.safeParse(`${seed}1`).success)
    throw new CarePathFailure(
      `A seed goes into keys, so "${seed}" has to be of letters, digits and hyphens.`,
    );
  const view = new LogView(store, variant.municipality);
  await view.catchUp();
  const last = view.events.at(-1)?.recordedAt;
  const clock = new VirtualClock(options.on ?? last ?? "2026-01-05");
  if (last !== undefined && clock.now() < last)
    throw new CarePathFailure(`The log goes on until ${last}; a story on it cannot begin ${clock.now()}.`);
  return new Municipality({ variant, also, store, clock, view, ids: keysAfter(seed, view.position) });
}

/** Keys that are the same every time: numbers, with what tells them from those of other stories on the same log. */
function keysAfter(seed: string, position: number): () => string {
  const prefix = `${seed}${position === 0 ? "" : `p${position}-`}`;
  let drawn = 0;
  return () => `${prefix}${++drawn}`;
}

interface Parts {
  readonly variant: Variant;
  readonly also: readonly Variant[];
  readonly store: EventStore;
  readonly clock: VirtualClock;
  readonly view: LogView;
  readonly ids: () => string;
}

/**
 * A municipality in a test: people in their roles, a clock, and everything that can be asked of what happened.
 * After every step the reactions and deadlines that follow from it have run and the promises have been checked.
 */
export class Municipality extends Cast {
  /** The rules that new referrals follow. */
  get variant(): Variant {
    return this.#rules[0];
  }
  readonly store: EventStore;
  /** The engine itself, for what has no verb. Call {@link catchUp} after using it. */
  get engine(): Engine {
    return this.#engine;
  }
  readonly time: Time;
  /** All rules that are loaded, those for new referrals first. */
  #rules: readonly [Variant, ...Variant[]];
  #engine: Engine;
  readonly #refusals: RefusalLog = refusalLog(inMemoryEventStore());
  readonly #parts: Parts;
  readonly #transcript: Transcript;
  readonly #turns = new Turns();
  readonly #steps: Steps;

  /** @internal Use {@link municipality}. */
  constructor(parts: Parts) {
    const { variant, also, store, clock, view, ids } = parts;
    super({
      variant: () => this.variant,
      listen: async (who, verb, args) => {
        const line = this.#transcript.add({ kind: "step", who, verb, args });
        const made = await this.#steps.take(who, verb, args, line);
        return made && this.#path(made);
      },
      introduced: (who, code) => this.#transcript.add({ kind: "introduced", who, code }),
      paths: () => this.paths,
      soFar: () => this.#soFar,
    });
    this.#parts = parts;
    this.#rules = [variant, ...also];
    this.store = store;
    this.#engine = this.#engineFor(this.#rules);
    this.#transcript = new Transcript(
      `const town = await municipality({ variant: ${variableFor(variant.id, new Set())}, on: ${JSON.stringify(clock.now())} });`,
    );
    const settle = () => this.#settle();
    const soFar = () => this.#soFar;
    this.#steps = new Steps({
      engine: () => this.engine,
      municipality: variant.municipality,
      clock,
      ids,
      view,
      turns: this.#turns,
      settle,
      soFar,
    });
    this.time = new Time({
      clock,
      nextDue: () => this.engine.nextDue(),
      settle,
      step: (code, work) => {
        this.#transcript.add({ kind: "time", code });
        return this.#turns.alone(code, work);
      },
      soFar,
    });
  }

  /** A coach, who starts work here now; one whom the log knows already just speaks. */
  async coach(key: string, profile?: Partial<Told<"RegisterCoach", "coach">>): Promise<Coach> {
    const args = [JSON.stringify(key), ...(profile === undefined ? [] : [literal(profile)])].join(", ");
    const coach = this.coachAs(key, `await town.coach(${args})`);
    if (!this.#view.coaches.has(CoachId.parse(key)))
      await this.#steps.take(coach, "startsWork", [profile], undefined);
    return coach;
  }

  /** An activity on the sociale kaart, from now on. Answers its key. */
  async activity(key: string, told?: Partial<Told<"OfferActivity", "activity">>): Promise<string> {
    await this.coordinator().offers(key, told);
    return key;
  }

  /** A path by the key of its referral, or the last one of a resident. @throws {CarePathFailure} */
  path(which: Key): Path {
    const key = keyOf(which);
    const id = [...this.#view.paths.keys()].findLast(
      (one) => one === key || this.#view.state(one)?.record.resident === key,
    );
    if (id === undefined)
      throw new CarePathFailure(`There is no referral ${key}, nor one of a resident ${key}.`, this.#soFar);
    return this.#path(id);
  }

  /** Every path there is, in order of registration. */
  get paths(): readonly Path[] {
    return [...this.#seen.paths.keys()].map((id) => this.#path(id));
  }

  /**
   * That a step is refused. Answers the no, whose sentences and details can be looked at further.
   *
   * @throws {CarePathFailure} when the step succeeds, or is refused for another reason.
   */
  async refuses(step: Promise<unknown>, because?: RejectionCode): Promise<Rejection> {
    const code = because === undefined ? "" : ` (${because})`;
    if (!(step instanceof Promise))
      throw new CarePathFailure("refuses takes the step itself: await town.refuses(gp.refers(…)).");
    try {
      await step;
    } catch (error) {
      if (!(error instanceof StepRefused)) throw error;
      if (because === undefined || error.rejection.code === because) return error.rejection;
      throw new CarePathFailure(
        `Expected the last step to be refused${code}, but the reason is: ${sayNo(error.rejection)}`,
        this.#soFar,
      );
    }
    throw new CarePathFailure(`Expected the last step to be refused${code}, but it was done.`, this.#soFar);
  }

  /** Says a sentence that came as data: what a generator or an explorer has made. A refusal it expects must come. */
  async tell(sentence: Sentence): Promise<void> {
    if ("until" in sentence) return this.time.until(sentence.until);
    const { who, verb, args, refused } = sentence;
    const someone = this.cast(who);
    const filled = args.map((arg) => (isNthPath(arg) ? this.paths[arg.path] : arg));
    if (filled.some((arg, i) => arg === undefined && isNthPath(args[i])))
      throw new CarePathFailure(`There is no referral yet for ${who.key} ${verb}.`, this.#soFar);
    const step = (someone[verb] as (...all: unknown[]) => Promise<unknown>)(...filled);
    if (refused === undefined) await step;
    else await this.refuses(step, refused as RejectionCode);
  }

  /** Several steps at the same moment, none knowing of the others. Answers what came of each, in order. */
  async atOnce(...steps: readonly (() => Promise<unknown>)[]): Promise<PromiseSettledResult<unknown>[]> {
    return this.#turns.together(
      "steps at once",
      () => this.#transcript.together(() => Promise.allSettled(steps.map((step) => step()))),
      () => this.#settle(),
    );
  }

  /** Whether there is a step that could be given again. */
  get hasStep(): boolean {
    return this.#steps.any;
  }

  /** Gives the last step that was done again under the same command id, as after a lost answer. @throws when it does anything. */
  async again(): Promise<void> {
    this.#transcript.add({ kind: "again", line: this.#steps.lastLine });
    await this.#steps.again();
  }

  /**
   * From now on other rules are loaded as well: new referrals follow the highest version, who is on the way keeps
   * the version they began with until somebody migrates them.
   */
  async adopts(variant: Variant): Promise<void> {
    const code = `await town.adopts(${variableFor(variant.id, new Set())}${variant.version});`;
    this.#transcript.add({ kind: "rules", code });
    await this.#turns.alone(code, async () => {
      this.#engine = this.#engineFor([variant, ...this.#rules]);
      const isNewer =
        variant.municipality === this.variant.municipality && variant.version > this.variant.version;
      this.#rules = isNewer ? [variant, ...this.#rules] : [...this.#rules, variant];
      await this.#settle();
    });
  }

  /** What `look` of `@wor/monitoring` wants to know: `table("funnel", await look(town.store, town.asItStands))`. */
  get asItStands(): {
    readonly municipality: string;
    readonly variants: readonly Variant[];
    readonly now: Instant;
    readonly refusals: Pick<RefusalLog, "of">;
  } {
    return {
      municipality: this.variant.municipality,
      variants: this.#rules,
      now: this.time.now,
      refusals: this.#refusals,
    };
  }

  /** Takes in what others wrote to the log, and does what follows from it. */
  async catchUp(): Promise<void> {
    await this.#turns.alone("catching up", () => this.#settle());
  }

  /** A mark in time, for asking what happened since. */
  get mark(): number {
    return this.#seen.position;
  }

  /** Everything that would have been sent, in order. */
  get messages(): readonly Message[] {
    return this.#seen.moments
      .filter(isOfPath)
      .map(messageOf)
      .filter((message) => message !== undefined);
  }

  /** What must be so of the municipality as a whole. */
  get expect(): TownExpectations {
    this.#turns.mustBeOver();
    return new TownExpectations({ paths: this.paths, events: this.events, soFar: this.timeline });
  }

  /** All that happened, as short lines: to everybody, and to coaches, activities and the intake. */
  get timeline(): string {
    return townTimeline(this.#seen.moments);
  }

  /** The log itself, every event of it. */
  get events(): readonly SequencedEvent[] {
    return this.#seen.events;
  }

  /** The story so far as harness code that can be pasted into a test. */
  get story(): string {
    return this.#transcript.code;
  }

  get #view(): LogView {
    return this.#parts.view;
  }

  /** The log as far as it is certain: not while a step is going on. */
  get #seen(): LogView {
    if (this.#turns.areUncertain) this.#turns.mustBeOver();
    return this.#view;
  }

  get #soFar(): string {
    return townTimeline(this.#view.moments);
  }

  #path(id: ReferralId): Path {
    return new Path(id, {
      moments: (one) => this.#seen.paths.get(one) ?? [],
      mustBeOver: () => this.#turns.mustBeOver(),
      variantOf: (state) => this.#variantOf(state) ?? this.variant,
    });
  }

  #engineFor(variants: readonly Variant[]): Engine {
    const { store, clock, ids } = this.#parts;
    return createEngine({ store, variants, clock, ids, refusals: this.#refusals.tell });
  }

  #variantOf(state: ReferralState): Variant | undefined {
    const key = variantKey(state.record.variant);
    return this.#rules.find((one) => variantKey(one) === key);
  }

  /** Does what follows by itself now, and checks the promises. */
  async #settle(): Promise<void> {
    await this.engine.runReactions();
    const { done } = await this.engine.runDue();
    if (done.length > 0) await this.engine.runReactions();
    await this.#view.catchUp();
    const [broken] = brokenPromises({
      states: this.#view.states,
      coaches: this.#view.coaches,
      variantOf: (state) => this.#variantOf(state),
    });
    if (broken !== undefined)
      throw new CarePathFailure(`A promise is broken: ${broken.sentence}.`, this.#soFar);
  }
}

const literal = (value: unknown): string => JSON.stringify(value).replace(/"(\w+)":/g, "$1: ");
