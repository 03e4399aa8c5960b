import type { SequencedEvent } from "@wor/event-store";
import { isClosed, isOnTheWay, type LifecyclePlace, type Stage, stageOf } from "@wor/lifecycle";
import { CarePathFailure } from "./failure.ts";
import type { Path } from "./path.ts";
import { type Key, keyOf } from "./told.ts";

interface Parts {
  readonly paths: readonly Path[];
  readonly events: readonly SequencedEvent[];
  readonly soFar: string;
}

/** A table or another reading of the log, as `@wor/monitoring` has them: folded over every event. */
export interface Reading<State> {
  readonly initial: State | (() => State);
  readonly evolve: (state: State, event: SequencedEvent) => State;
}

/** What must be so of the municipality as a whole. Each answers itself. */
export class TownExpectations {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Everybody on the way has a coach. */
  everybodyHasACoach(): this {
    const without = this.#onTheWay.filter((path) => path.state.place.coach !== "assigned");
    return this.#must(
      without.length === 0,
      () => `everybody to have a coach; without one: ${names(without)}`,
    );
  }

  /** Every open referral has a next step with an owner; answered by the promises after every step, and here by name. */
  nobodyIsForgotten(): this {
    const forgotten = this.#parts.paths.filter(
      (path) => !isClosed(path.state.place) && path.nextSteps.length === 0,
    );
    return this.#must(
      forgotten.length === 0,
      () => `everybody to have a next step; not: ${names(forgotten)}`,
    );
  }

  /** How many are at a stage or place; without one, how many are on the way. */
  count(expected: number, at?: Stage | LifecyclePlace): this {
    const found = at === undefined ? this.#onTheWay : this.#parts.paths.filter((path) => isAt(path, at));
    return this.#must(
      found.length === expected,
      () =>
        `${expected} ${at === undefined ? "on the way" : `at ${at}`}, but ${found.length} are: ${names(found)}`,
    );
  }

  /** That a resident has exactly one referral on the way. */
  openOnce(resident: Key): this {
    const open = this.#onTheWay.filter((path) => path.resident === keyOf(resident));
    return this.#must(
      open.length === 1,
      () => `one open referral of ${keyOf(resident)}, but there are ${open.length}`,
    );
  }

  /** A table of the whole log, for a snapshot or an assertion of the runner's own. */
  reading<State>({ initial, evolve }: Reading<State>): State {
    let state = typeof initial === "function" ? (initial as () => State)() : structuredClone(initial);
    for (const event of this.#parts.events) state = evolve(state, event);
    return state;
  }

  get #onTheWay(): readonly Path[] {
    return this.#parts.paths.filter((path) => isOnTheWay(path.state.place));
  }

  #must(holds: boolean, sentence: () => string): this {
    if (!holds) throw new CarePathFailure(`Expected ${sentence()}.`, this.#parts.soFar);
    return this;
  }
}

const isAt = (path: Path, at: Stage | LifecyclePlace): boolean =>
  path.state.place.lifecycle === at || stageOf(path.state.place) === at;

const names = (paths: readonly Path[]): string => paths.map((path) => path.resident).join(", ") || "nobody";
