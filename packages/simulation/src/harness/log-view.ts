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

/** One moment in a town: in a path, or something about coaches, activities or the intake. */
export type Moment = PathMoment | { readonly event: SequencedEvent; readonly after?: undefined };

/** Whether a moment belongs to a path. */
export const isOfPath = (moment: Moment): moment is PathMoment => moment.after !== undefined;

/**
 * A municipality's log as a test looks at it: every path from its beginning, also the closed ones. Folded apart
 * from the engine, so that it also checks what the engine believes.
 */
export class LogView {
  readonly paths = new Map<ReferralId, PathMoment[]>();
  readonly coaches = new Map<CoachId, CoachState>();
  /** Everything, in the order of the log. */
  readonly moments: Moment[] = [];
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

  get events(): SequencedEvent[] {
    return this.moments.map(({ event }) => event);
  }

  private take(event: SequencedEvent): void {
    this.position = event.position;
    this.moments.push(this.lived(event) ?? { event });
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

  /** The moment in a path that an event is, if it is one. */
  private lived(event: SequencedEvent): PathMoment | undefined {
    const life = toLifeFact(event);
    if (life === undefined) return undefined;
    const moments = this.paths.get(life.data.referral) ?? [];
    this.paths.set(life.data.referral, moments);
    const before = moments.at(-1)?.after;
    const moment = { event, before, after: evolve(before, life) };
    moments.push(moment);
    return moment;
  }
}
