import { toFact, toLifeFact } from "@wor/engine";
import type { EventStore, Position, SequencedEvent } from "@wor/event-store";
import {
  type CoachId,
  type CoachState,
  coachView,
  evolve,
  type ReferralId,
  type ReferralState,
} from "@wor/lifecycle";

/** One moment in a path: what happened, and how the referral stood before and after. */
export interface PathMoment {
  readonly event: SequencedEvent;
  readonly before: ReferralState | undefined;
  readonly after: ReferralState;
}

/**
 * A municipality's log as a test looks at it: every path from its beginning, also the closed ones. Folded apart
 * from the engine, so that it also checks what the engine believes.
 */
export class LogView {
  readonly paths = new Map<ReferralId, PathMoment[]>();
  readonly coaches = new Map<CoachId, CoachState>();
  readonly events: SequencedEvent[] = [];
  position: Position = 0;
  private readonly store: EventStore;
  private readonly municipality: string;

  constructor(store: EventStore, municipality: string) {
    this.store = store;
    this.municipality = municipality;
  }

  /** Takes in what is new. @throws {UnacceptedFact} when the log holds what the machine does not take. */
  async catchUp(): Promise<void> {
    const options = { after: this.position };
    for await (const batch of this.store.read({ municipality: this.municipality }, options))
      for (const event of batch) this.take(event);
  }

  /** A referral as it stands. */
  state(referral: ReferralId): ReferralState | undefined {
    return this.paths.get(referral)?.at(-1)?.after;
  }

  get states(): ReferralState[] {
    return [...this.paths.keys()].map((id) => this.state(id)).filter((state) => state !== undefined);
  }

  /** Every moment of every path, in the order of the log. */
  get moments(): PathMoment[] {
    return [...this.paths.values()].flat().sort((a, b) => a.event.position - b.event.position);
  }

  private take(event: SequencedEvent): void {
    this.events.push(event);
    this.position = event.position;
    const life = toLifeFact(event);
    if (life !== undefined) {
      const moments = this.paths.get(life.data.referral) ?? [];
      const before = moments.at(-1)?.after;
      moments.push({ event, before, after: evolve(before, life) });
      this.paths.set(life.data.referral, moments);
    }
    const fact = toFact(event);
    if (fact === undefined || !coachView.types.includes(fact.type)) return;
    for (const tag of event.tags) {
      if (!tag.startsWith("coach:")) continue;
      const coach = tag.slice("coach:".length) as CoachId;
      const state = structuredClone(this.coaches.get(coach) ?? coachView.initial);
      coachView.evolve(state, fact);
      this.coaches.set(coach, state);
    }
  }
}
