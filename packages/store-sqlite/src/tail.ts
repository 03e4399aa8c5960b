import {
  everyMunicipality,
  matches,
  type Position,
  type Query,
  type QueryItem,
  type SequencedEvent,
} from "@wor/event-store";
import { type Term, tagTerm, termsOf, typeTerm } from "./terms.ts";

/**
 * The newest events of the log, in memory and indexed there, until enough have come together to be written
 * to the index in the file at one go.
 *
 * An append then writes a page or two at the end of the file instead of one page for each term of its events,
 * scattered over the index.
 */
export class Tail {
  /** Up to here, events are found by the index in the file. */
  #indexed: Position = 0;
  #events: SequencedEvent[] = [];
  #byTerm = new Map<Term, SequencedEvent[]>();

  get indexed(): Position {
    return this.#indexed;
  }

  get events(): readonly SequencedEvent[] {
    return this.#events;
  }

  /** The highest position in the log. */
  get head(): Position {
    return this.#events.at(-1)?.position ?? this.#indexed;
  }

  /** `event` is frozen: all readers share it. */
  push(event: SequencedEvent): void {
    this.#events.push(event);
    for (const term of termsOf(event)) {
      const found = this.#byTerm.get(term);
      if (found) found.push(event);
      else this.#byTerm.set(term, [event]);
    }
  }

  /** Takes back what was pushed above `head`, by a transaction that was rolled back. */
  truncate(head: Position): void {
    for (let last = this.#events.at(-1); last && last.position > head; last = this.#events.at(-1)) {
      this.#events.pop();
      for (const term of termsOf(last)) {
        const found = this.#byTerm.get(term);
        found?.pop();
        if (found?.length === 0) this.#byTerm.delete(term);
      }
    }
  }

  /** Forgets, and answers with, what the index in the file holds by now. */
  indexedUpTo(position: Position): readonly SequencedEvent[] {
    if (position <= this.#indexed) return [];
    const events = this.#events;
    const place = this.#placeAfter(position);
    this.#indexed = position;
    this.#events = [];
    this.#byTerm = new Map();
    for (const event of events.slice(place)) this.push(event);
    return events.slice(0, place);
  }

  /** The events of one term, in order; some may have another thing of the same term. */
  ofTerm(term: Term): readonly SequencedEvent[] {
    return this.#byTerm.get(term) ?? [];
  }

  /** Every term with its events. */
  get terms(): ReadonlyMap<Term, readonly SequencedEvent[]> {
    return this.#byTerm;
  }

  /** The matching events after `after` and up to `until`, in order of position. */
  select(query: Query, after: Position, until: Position = this.head): SequencedEvent[] {
    if (after >= this.head) return [];
    const candidates = this.#candidates(query);
    if (!candidates)
      return this.#events
        .slice(this.#placeAfter(after), this.#placeAfter(until))
        .filter((event) => matches(query, event));
    const found = new Set<SequencedEvent>();
    for (const list of candidates) {
      for (let i = list.length - 1; i >= 0; i--) {
        const event = list[i];
        if (!event || event.position <= after) break;
        if (event.position <= until && matches(query, event)) found.add(event);
      }
    }
    return [...found].sort((a, b) => a.position - b.position);
  }

  /** Lists that hold all that can match, or `undefined` when that is the whole tail. */
  #candidates({ municipality, items }: Query): (readonly SequencedEvent[])[] | undefined {
    if (municipality === everyMunicipality || !items?.length) return undefined;
    const lists: (readonly SequencedEvent[])[] = [];
    for (const item of items) {
      const ofItem = this.#candidatesOf(municipality, item);
      if (!ofItem) return undefined;
      lists.push(...ofItem);
    }
    return lists;
  }

  #candidatesOf(municipality: string, { tags, types }: QueryItem): (readonly SequencedEvent[])[] | undefined {
    if (tags?.length) {
      const lists = tags.map((tag) => this.ofTerm(tagTerm(municipality, tag)));
      return [lists.reduce((shortest, list) => (list.length < shortest.length ? list : shortest))];
    }
    return types?.length ? types.map((type) => this.ofTerm(typeTerm(municipality, type))) : undefined;
  }

  /** Where in the tail the events after `position` begin. */
  #placeAfter(position: Position): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.position ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
