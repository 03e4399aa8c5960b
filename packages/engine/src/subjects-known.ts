import {
  type AppendConditionFailed,
  type EventStore,
  matchesItem,
  type Position,
  type Query,
  type QueryItem,
  type SequencedEvent,
} from "@wor/event-store";
import {
  fold,
  type Known,
  nothingKnown,
  privateCopy,
  type ReferralId,
  type ReferralState,
  type ResidentId,
  type Subjects,
  samePerson,
  subjectViews,
  type View,
} from "@wor/lifecycle";
import type { LRUCache } from "lru-cache";
import { toFact, toLifeFact } from "./recorded-facts.ts";

/** One subject as far as it has been read: everything that matches `item` up to and including `upTo`. */
export interface SubjectKnown {
  readonly item: QueryItem;
  readonly state: unknown;
  readonly upTo: Position;
}

/** Subjects that were read before, by municipality and tag. Stale ones do no harm: the append condition sees to that. */
export type SubjectCache = LRUCache<string, SubjectKnown>;

/** The subjects of one command, known up to the same position, so that one append condition can cover them. */
export class SubjectsKnown {
  /** By role; a role that several play has a place for each. */
  private readonly subjects = new Map<string, { role: Role; key: string; known: SubjectKnown }>();
  /** Whether the log has been asked, or only the cache. */
  private fresh = false;
  private readonly store: EventStore;
  private readonly cache: SubjectCache;
  private readonly municipality: string;

  constructor(store: EventStore, cache: SubjectCache, municipality: string) {
    this.store = store;
    this.cache = cache;
    this.municipality = municipality;
  }

  /** Comes to know `subjects`, from the cache where it can. */
  async learn(subjects: Subjects): Promise<void> {
    for (const role of roles) {
      const asked = subjects[role];
      if (asked === undefined) continue;
      if (typeof asked === "string") this.seat(role, role, asked);
      else for (const id of asked) this.seat(`${role}/${id}`, role, id);
    }
    const positions = new Set(this.all.map(({ known }) => known.upTo));
    if (positions.size > 1 || positions.has(never)) await this.read();
  }

  /** Comes to know the residents as whom else they are in the log, as far as it says who is the same person. */
  async learnUnderEveryName(): Promise<void> {
    for (;;) {
      const { pseudonyms, merged } = samePerson(this.known);
      const names = [...pseudonyms, ...(await this.registeredAs(merged))];
      const alsoKnownAs = names.filter((id) => !this.knows(id));
      if (alsoKnownAs.length === 0) return;
      await this.learn({ alsoKnownAs });
    }
  }

  private knows(resident: ResidentId): boolean {
    const key = this.keyOf("resident", resident);
    return this.all.some((one) => one.key === key);
  }

  /** Under which pseudonyms referrals were registered: that never changes, so no append has to wait for it. */
  private async registeredAs(referrals: readonly ReferralId[]): Promise<ResidentId[]> {
    if (referrals.length === 0) return [];
    const items = referrals.map((id) => ({
      types: ["ReferralRegistered"],
      tags: [`referral:${id}`] as const,
    }));
    const residents: ResidentId[] = [];
    for await (const batch of this.store.read({ municipality: this.municipality, items }))
      for (const event of batch) {
        const fact = toFact(event);
        if (fact?.type === "ReferralRegistered") residents.push(fact.data.resident);
      }
    return residents;
  }

  private seat(place: string, role: Role, id: string): void {
    if (this.subjects.has(place)) return;
    const key = this.keyOf(role, id);
    const known = this.cache.get(key) ?? unread(role, `${tagOf(role)}:${id}`);
    this.subjects.set(place, { role, key, known });
  }

  private keyOf(role: Role, id: string): string {
    return `${this.municipality}|${tagOf(role)}:${id}`;
  }

  /** Asks the log for what was not known yet. Answers whether it had not been asked before. */
  async refresh(): Promise<boolean> {
    if (this.fresh) return false;
    await this.read();
    return true;
  }

  /** What a decision may look at. */
  get known(): Known {
    const known: { -readonly [role in Role]: unknown } = { ...nothingKnown };
    const alsoKnownAs: unknown[] = [];
    for (const { role, known: one } of this.subjects.values()) {
      if (role === "alsoKnownAs") alsoKnownAs.push(one.state);
      else known[role] = one.state;
    }
    known.alsoKnownAs = alsoKnownAs;
    return known as Known;
  }

  /** The query and the position under which what is decided now may be appended. */
  get condition(): { failIfEventsMatch: Query; after: Position } {
    return { failIfEventsMatch: this.query, after: this.after };
  }

  /** Takes in what others appended meanwhile, as a failed append tells it. */
  takeIn(failed: AppendConditionFailed): void {
    this.apply(failed.matched);
    this.fresh = true;
  }

  /** Takes in what this command appended. `referral` is the state it leads to, which need not be folded again. */
  appended(events: readonly SequencedEvent[], referral: ReferralState | undefined): void {
    this.apply(events, new Set(["referral"]));
    const position = events.at(-1)?.position ?? this.after;
    const own = this.subjects.get("referral");
    if (referral === undefined) return;
    const tag = `referral:${referral.record.id}` as const;
    this.cache.set(own?.key ?? `${this.municipality}|${tag}`, {
      item: { tags: [tag] },
      state: referral,
      upTo: position,
    });
  }

  private get all() {
    return [...this.subjects.values()];
  }

  private get query(): Query {
    return { municipality: this.municipality, items: this.all.map(({ known }) => known.item) };
  }

  private get after(): Position {
    return Math.max(0, Math.min(...this.all.map(({ known }) => known.upTo)));
  }

  private async read(): Promise<void> {
    const events: SequencedEvent[] = [];
    for await (const batch of this.store.read(this.query, { after: this.after })) events.push(...batch);
    this.apply(events);
    this.fresh = true;
  }

  private apply(events: readonly SequencedEvent[], except?: ReadonlySet<Role>): void {
    const upTo = Math.max(
      0,
      this.after,
      ...this.all.map(({ known }) => known.upTo),
      events.at(-1)?.position ?? 0,
    );
    for (const one of this.subjects.values()) {
      const { role } = one;
      if (except?.has(role)) continue;
      const news = events.filter(
        (event) => event.position > one.known.upTo && matchesItem(one.known.item, event),
      );
      one.known = {
        item: one.known.item,
        state: news.length === 0 ? one.known.state : evolved(role, one.known.state, news),
        upTo,
      };
      this.cache.set(one.key, one.known);
    }
  }
}

type Role = keyof Subjects;

const never = -1;
const roles = [
  "referral",
  "resident",
  "formerResident",
  "alsoKnownAs",
  "coach",
  "standIn",
  "activity",
  "pathway",
  "other",
] as const satisfies readonly Role[];

/** A referral is known as a whole, and the same whichever part it plays. */
const isReferral = (role: Role): role is "referral" | "other" => role === "referral" || role === "other";

const viewOf = (role: Exclude<Role, "referral" | "other">) =>
  subjectViews[role === "alsoKnownAs" ? "resident" : role];

const tagOf = (role: Role): string => (isReferral(role) ? "referral" : viewOf(role).tag);

function unread(role: Role, tag: `${string}:${string}`): SubjectKnown {
  return isReferral(role)
    ? { item: { tags: [tag] }, state: undefined, upTo: never }
    : {
        item: { types: viewOf(role).types, tags: [tag] },
        state: viewOf(role).initial,
        upTo: never,
      };
}

function evolved(role: Role, state: unknown, events: readonly SequencedEvent[]): unknown {
  if (isReferral(role)) {
    const facts = events.map(toLifeFact).filter((fact) => fact !== undefined);
    return fold(facts, state as ReferralState | undefined);
  }
  const view = viewOf(role) as View<object>;
  const own = privateCopy(state as object);
  for (const event of events) {
    const fact = toFact(event);
    if (fact !== undefined) view.evolve(own, fact);
  }
  return own;
}
