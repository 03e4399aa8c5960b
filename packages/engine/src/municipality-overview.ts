import type { EventStore, Position, SequencedEvent } from "@wor/event-store";
import {
  type ActivityId,
  type ActivityState,
  activityView,
  type CoachId,
  type CoachState,
  coachView,
  deadlines,
  evolve,
  type Instant,
  isClosed,
  type ReferralId,
  type ReferralState,
  type Variant,
  type View,
} from "@wor/lifecycle";
import { produce } from "immer";
import { toFact, toLifeFact } from "./recorded-facts.ts";

/**
 * All that is open in a municipality, kept up with the log: what deadlines and reactions look over. Derived, so it
 * may be behind; whatever is done because of it is decided on the log itself.
 */
export class MunicipalityOverview {
  /** Every referral that is not closed. */
  readonly open = new Map<ReferralId, ReferralState>();
  readonly coaches = new Map<CoachId, CoachState>();
  readonly activities = new Map<ActivityId, ActivityState>();
  /** For each open referral, the first moment at which time calls for something. */
  readonly nextMoment = new Map<ReferralId, Instant>();
  /** Up to where the log has been taken in. */
  position: Position = 0;

  private readonly store: EventStore;
  private readonly municipality: string;
  private readonly variantOf: (state: ReferralState) => Variant | undefined;
  private catchingUp: Promise<void> | undefined;

  constructor(
    store: EventStore,
    municipality: string,
    variantOf: (state: ReferralState) => Variant | undefined,
  ) {
    this.store = store;
    this.municipality = municipality;
    this.variantOf = variantOf;
  }

  /** Takes in what is new in the log. Callers at the same time share the work, then look once more. */
  async catchUp(): Promise<void> {
    while (this.catchingUp !== undefined) await this.catchingUp;
    this.catchingUp = this.takeIn();
    try {
      await this.catchingUp;
    } finally {
      this.catchingUp = undefined;
    }
  }

  private async takeIn(): Promise<void> {
    const changed = new Set<ReferralId>();
    for await (const batch of this.store.read(
      { municipality: this.municipality },
      { after: this.position },
    )) {
      for (const event of batch) this.take(event, changed);
      this.position = batch.at(-1)?.position ?? this.position;
    }
    for (const referral of changed) this.schedule(referral);
  }

  private take(event: SequencedEvent, changed: Set<ReferralId>): void {
    const life = toLifeFact(event);
    if (life !== undefined) {
      const referral = life.data.referral;
      const before = this.open.get(referral);
      changed.add(referral);
      // A closed referral that is heard of again (a late measurement) is none of the overview's business,
      // unless it comes back: then it is read whole, which `reopened` does.
      if (before !== undefined || life.type === "ReferralRegistered") {
        const state = evolve(before, life);
        if (isClosed(state.place)) this.close(referral, state);
        else this.open.set(referral, state);
      } else if (life.type === "ReferralReopened") {
        const closed = this.closed.get(referral);
        if (closed !== undefined) this.open.set(referral, evolve(closed, life));
        this.closed.delete(referral);
      }
    }
    for (const tag of event.tags) this.look(tag, event);
  }

  /** Closed referrals that might still be reopened: they end with a drop, which most do not. */
  private readonly closed = new Map<ReferralId, ReferralState>();

  private close(referral: ReferralId, state: ReferralState): void {
    this.open.delete(referral);
    this.nextMoment.delete(referral);
    if (state.place.lifecycle === "dropped.closed") this.closed.set(referral, state);
  }

  private look(tag: string, event: SequencedEvent): void {
    const kind = tag.slice(0, tag.indexOf(":"));
    const id = tag.slice(kind.length + 1);
    if (kind === "coach") lookAt(coachView, this.coaches, id as CoachId, event);
    if (kind === "activity") lookAt(activityView, this.activities, id as ActivityId, event);
  }

  private schedule(referral: ReferralId): void {
    const state = this.open.get(referral);
    const variant = state === undefined ? undefined : this.variantOf(state);
    if (state === undefined || variant === undefined) {
      this.nextMoment.delete(referral);
      return;
    }
    const moments = deadlines(state, variant).flatMap(({ dueAt, remindAt, escalation }) =>
      [remindAt, escalation?.at ?? dueAt].filter((moment) => moment !== undefined),
    );
    const first = moments.sort()[0];
    if (first === undefined) this.nextMoment.delete(referral);
    else this.nextMoment.set(referral, first);
  }
}

function lookAt<Id, State extends object>(
  view: View<State>,
  states: Map<Id, State>,
  id: Id,
  event: SequencedEvent,
): void {
  const fact = toFact(event);
  if (fact === undefined || !view.types.includes(fact.type)) return;
  states.set(
    id,
    produce(states.get(id) ?? view.initial, (draft) => {
      view.evolve(draft as State, fact);
    }),
  );
}
