import type { SequencedEvent } from "@wor/event-store";
import { type Deadline, deadlines, type ReferralId, type ReferralState, type Variant } from "@wor/lifecycle";
import type { PathMoment } from "./log-view.ts";
import { type Message, messageOf } from "./messages.ts";
import { PathExpectations } from "./path-expectations.ts";
import { timeline } from "./timeline.ts";

/** Where a path reads what happened. */
export interface PathSource {
  /** @throws when a step is still going on. */
  readonly moments: (id: ReferralId) => readonly PathMoment[];
  /** @throws when anything is going on, also steps at once. */
  readonly mustBeOver: () => void;
  readonly variantOf: (state: ReferralState) => Variant;
}

/** One referral from its beginning, as it stands after the last step. */
export class Path {
  readonly isPath = true;
  readonly id: ReferralId;
  readonly #source: PathSource;

  constructor(id: ReferralId, source: PathSource) {
    this.id = id;
    this.#source = source;
  }

  /** What must be so; every one of them throws a readable failure when it is not. */
  get expect(): PathExpectations {
    this.#source.mustBeOver();
    return new PathExpectations(this);
  }

  get moments(): readonly PathMoment[] {
    return this.#source.moments(this.id);
  }

  get state(): ReferralState {
    const state = this.moments.at(-1)?.after;
    if (state === undefined) throw new Error(`There is no referral ${this.id}.`);
    return state;
  }

  get variant(): Variant {
    return this.#source.variantOf(this.state);
  }

  get resident(): string {
    return this.state.record.resident;
  }

  /** What happened to it, in order. */
  get events(): readonly SequencedEvent[] {
    return this.moments.map(({ event }) => event);
  }

  /** What happened after a mark that the town gave. */
  since(mark: number): readonly SequencedEvent[] {
    return this.events.filter(({ position }) => position > mark);
  }

  /** The next steps, soonest first: what, whose, by when. */
  get nextSteps(): readonly Deadline[] {
    return deadlines(this.state, this.variant);
  }

  /** The reminders, escalations and feedback that would have been sent. */
  get messages(): readonly Message[] {
    return this.moments.map(messageOf).filter((message) => message !== undefined);
  }

  /** What happened as short lines, for an inline snapshot. */
  get timeline(): string {
    return timeline(this.moments);
  }
}
