import type { EventStore, Position, SequencedEvent } from "@wor/event-store";
import {
  type ActivityId,
  type ActivityState,
  activityView,
  availableCoaches,
  type CoachId,
  type CoachState,
  coachView,
  deadlines,
  evolve,
  fold,
  type Instant,
  isAvailable,
  isClosed,
  privateCopy,
  type ReferralId,
  type ReferralState,
  type Variant,
  type View,
} from "@wor/lifecycle";
import { Agenda } from "./agenda.ts";
import { toFact, toLifeFact } from "./recorded-facts.ts";

/**
 * All that is open in a municipality, kept up with the log: what deadlines and reactions look over. Derived, so it
 * may be behind; whatever is done because of it is decided on the log itself. It holds nothing of a referral that
 * is closed.
 */
export class MunicipalityOverview {
  /** Every referral that is not closed. */
  readonly open = new Map<ReferralId, ReferralState>();
  readonly coaches = new Map<CoachId, CoachState>();
  readonly activities = new Map<ActivityId, ActivityState>();
  /** When time calls for something, for each open referral. */
  readonly agenda = new Agenda<ReferralId>();
  /**
   * What cannot be read, by tag, and why: facts of a newer release, or that the machine does not take. A referral stays
   * in sight as it was last understood; nothing is done by itself for it, and others go on.
   */
  readonly unreadable = new Map<string, unknown>();
  /** Up to where the log has been taken in. */
  position: Position = 0;

  private readonly store: EventStore;
  private readonly municipality: string;
  private readonly variantOf: (state: ReferralState) => Variant | undefined;
  private catchingUp: Promise<void> | undefined;
  /** Open referrals without a coach: since when, and in which order they came to wait. */
  private readonly withoutCoach = new Map<ReferralId, Wait>();
  private waits = 0;
  /** Referrals for which something may have to follow from what has changed since they were looked at. */
  private readonly unsettled = new Set<ReferralId>();
  /** Coaches who could take somebody on, by the rules under which that was asked; kept up with every change. */
  private readonly available = new Map<Variant, Map<CoachId, CoachState>>();
  /** A coach could take on nobody before and can now: whoever waits is to be looked at again. */
  private roomCame = false;
  /** Up to where each subject was known already when its state was taken from elsewhere, by tag. */
  private readonly ahead = new Map<string, Position>();
  private readonly alreadyKnown: (
    tag: string,
  ) => { readonly state: unknown; readonly upTo: Position } | undefined;

  /**
   * @param alreadyKnown what deciding has folded already, by tag: every event of a subject up to a position. Saves
   * folding what this process appended itself once more.
   */
  constructor(
    store: EventStore,
    municipality: string,
    variantOf: (state: ReferralState) => Variant | undefined,
    alreadyKnown: MunicipalityOverview["alreadyKnown"] = () => undefined,
  ) {
    this.store = store;
    this.municipality = municipality;
    this.variantOf = variantOf;
    this.alreadyKnown = alreadyKnown;
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

  /** The coaches who could take on anybody who follows these rules. */
  availableCoaches(variant: Variant): ReadonlyMap<CoachId, CoachState> {
    const known = this.available.get(variant);
    if (known !== undefined) return known;
    const available = availableCoaches(this.coaches, variant);
    this.available.set(variant, available);
    return available;
  }

  /** The referrals for which something may follow by itself, those longest without a coach first. */
  toSettle(): readonly ReferralId[] {
    if (this.roomCame) for (const referral of this.withoutCoach.keys()) this.unsettled.add(referral);
    this.roomCame = false;
    const wait = (referral: ReferralId) => this.withoutCoach.get(referral) ?? notWaiting;
    return [...this.unsettled].sort((a, b) => longestFirst(wait(a), wait(b)));
  }

  /** Nothing more follows for this referral until something changes that it depends on. */
  settled(referral: ReferralId): void {
    this.unsettled.delete(referral);
  }

  /** What should have followed did not: it is to be tried again. */
  unsettle(referral: ReferralId): void {
    if (this.open.has(referral) && !this.unreadable.has(`referral:${referral}`)) this.unsettled.add(referral);
  }

  /** Looks for the next moment of a referral for which time called for nothing by `now` after all. */
  nothingBy(referral: ReferralId, now: Instant): void {
    const later = this.momentsOf(referral).filter((moment) => moment > now);
    this.agenda.plan(referral, earliest(later));
  }

  private async takeIn(): Promise<void> {
    for await (const batch of this.store.read(
      { municipality: this.municipality },
      { after: this.position },
    )) {
      const changed = new Set<ReferralId>();
      try {
        for (const event of batch) {
          await this.take(event, changed);
          this.position = event.position;
        }
      } finally {
        // Also when reading breaks off: what has been taken in is not read again.
        for (const referral of changed) this.agenda.plan(referral, earliest(this.momentsOf(referral)));
      }
    }
  }

  private async take(event: SequencedEvent, changed: Set<ReferralId>): Promise<void> {
    const tag = event.tags.find((one) => one.startsWith("referral:"));
    const referral = tag?.slice("referral:".length) as ReferralId | undefined;
    if (referral !== undefined) {
      const isBack = event.type === "ReferralReopened" && !this.open.has(referral);
      const history = isBack ? await this.historyOf(referral, event.position) : [event];
      this.reading(`referral:${referral}`, () => this.takeLife(referral, history, event, changed));
    }
    for (const one of event.tags) this.reading(one, () => this.look(one, event));
  }

  /** @param history just the event, or all there is of a closed referral that comes back with it */
  private takeLife(
    referral: ReferralId,
    history: readonly SequencedEvent[],
    event: SequencedEvent,
    changed: Set<ReferralId>,
  ): void {
    const facts = history.map(toLifeFact).filter((fact) => fact !== undefined);
    const last = facts.at(-1);
    const before = this.open.get(referral);
    const comes = last?.type === "ReferralRegistered" || last?.type === "ReferralReopened";
    if (last === undefined || (before === undefined && !comes)) return;
    const shortcut = this.shortcut(`referral:${referral}`, event, before);
    if (shortcut !== undefined) this.keep(shortcut.state);
    else this.keep(history.length > 1 ? fold(facts) : evolve(before, last));
    changed.add(referral);
  }

  /** Reads of one subject what an event says. What cannot be read is set aside, for somebody to look at. */
  private reading(tag: string, read: () => void): void {
    if (this.unreadable.has(tag)) return;
    try {
      read();
    } catch (error) {
      this.unreadable.set(tag, error);
      const id = tag.slice(tag.indexOf(":") + 1);
      if (tag.startsWith("referral:")) {
        this.agenda.plan(id as ReferralId, undefined);
        this.withoutCoach.delete(id as ReferralId);
        this.unsettled.delete(id as ReferralId);
      } else if (tag.startsWith("coach:")) {
        this.coaches.delete(id as CoachId);
        for (const available of this.available.values()) available.delete(id as CoachId);
      } else if (tag.startsWith("activity:")) this.activities.delete(id as ActivityId);
    }
  }

  /** The state of a subject after an event, where that is known without taking the event in. */
  private shortcut<State>(
    tag: string,
    event: SequencedEvent,
    before: State,
  ): { readonly state: State } | undefined {
    const ahead = this.ahead.get(tag);
    if (ahead !== undefined && ahead >= event.position) return { state: before };
    this.ahead.delete(tag);
    const known = this.alreadyKnown(tag);
    if (known === undefined || known.upTo < event.position) return undefined;
    this.ahead.set(tag, known.upTo);
    return { state: known.state as State };
  }

  private keep(state: ReferralState | undefined): void {
    if (state === undefined) return;
    const referral = state.record.id;
    if (isClosed(state.place)) {
      this.open.delete(referral);
      this.ahead.delete(`referral:${referral}`);
      this.withoutCoach.delete(referral);
      this.unsettled.delete(referral);
      return;
    }
    this.open.set(referral, state);
    this.unsettled.add(referral);
    const since = state.place.coach === "missing" ? state.record.coach.missingSince : undefined;
    if (since === undefined) this.withoutCoach.delete(referral);
    else if (this.withoutCoach.get(referral)?.since !== since)
      this.withoutCoach.set(referral, { since, order: ++this.waits });
  }

  /** A closed referral that comes back is read from its beginning. */
  private async historyOf(referral: ReferralId, upTo: Position): Promise<SequencedEvent[]> {
    const query = { municipality: this.municipality, items: [{ tags: [`referral:${referral}` as const] }] };
    const events: SequencedEvent[] = [];
    for await (const batch of this.store.read(query)) events.push(...batch);
    return events.filter(({ position }) => position <= upTo);
  }

  private look(tag: string, event: SequencedEvent): void {
    const kind = tag.slice(0, tag.indexOf(":"));
    const id = tag.slice(kind.length + 1);
    if (kind === "coach" && this.lookAt(coachView, this.coaches, id as CoachId, event))
      this.lookForRoom(id as CoachId);
    if (kind !== "activity") return;
    const before = this.activities.get(id as ActivityId);
    if (!this.lookAt(activityView, this.activities, id as ActivityId, event)) return;
    const after = this.activities.get(id as ActivityId);
    // Any change may free a place; one of status concerns everybody in it.
    for (const referral of after?.waiting ?? []) this.unsettle(referral);
    if (after?.status === before?.status) return;
    for (const one of [before, after])
      for (const referral of [...(one?.taking ?? []), ...(one?.waiting ?? [])]) this.unsettle(referral);
  }

  /**
   * Only a coach who could take on nobody before concerns those who wait: for them nothing has changed while every
   * coach stays full, and what was refused to them is tried again in any case.
   */
  private lookForRoom(id: CoachId): void {
    const coach = this.coaches.get(id);
    if (coach === undefined) return;
    for (const [variant, available] of this.available) {
      if (!isAvailable(coach, variant)) available.delete(id);
      else {
        this.roomCame ||= !available.has(id);
        available.set(id, coach);
      }
    }
  }

  /** Takes an event into a view. Answers whether it is one that the view looks at. */
  private lookAt<Id extends string, State extends object>(
    view: View<State>,
    states: Map<Id, State>,
    id: Id,
    event: SequencedEvent,
  ): boolean {
    const fact = toFact(event);
    if (fact === undefined || !view.types.includes(fact.type)) return false;
    const before = states.get(id) ?? view.initial;
    const shortcut = this.shortcut(`${view.tag}:${id}`, event, before);
    const taken = () => {
      const own = privateCopy(before);
      view.evolve(own, fact);
      return own;
    };
    states.set(id, shortcut === undefined ? taken() : shortcut.state);
    return true;
  }

  /** When time calls for something, whether or not that has passed. */
  private momentsOf(referral: ReferralId): Instant[] {
    const state = this.unreadable.has(`referral:${referral}`) ? undefined : this.open.get(referral);
    const variant = state === undefined ? undefined : this.variantOf(state);
    if (state === undefined || variant === undefined) return [];
    return deadlines(state, variant).flatMap(({ dueAt, remindAt, escalation, level }) => {
      // What has risen to the last of the chain calls for nothing more.
      const next = escalation?.at ?? (level === 0 ? dueAt : undefined);
      return [remindAt, next].filter((moment) => moment !== undefined);
    });
  }
}

/** Waiting for a coach. */
interface Wait {
  readonly since: Instant | "~";
  readonly order: number;
}

/** Comes after everybody who waits. */
const notWaiting: Wait = { since: "~", order: 0 };

const longestFirst = (a: Wait, b: Wait): number =>
  a.since < b.since ? -1 : a.since > b.since ? 1 : a.order - b.order;

const earliest = (moments: readonly Instant[]): Instant | undefined =>
  moments.reduce<Instant | undefined>(
    (first, one) => (first === undefined || one < first ? one : first),
    undefined,
  );
