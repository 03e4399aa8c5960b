import { everyMunicipality, type Query, type QueryItem, type SequencedEvent } from "./event-store.ts";
import { matchesItem } from "./matches.ts";

/** Places in the log's array of events, rising. Those from `end` on do not count. */
interface Places {
  readonly list: readonly number[];
  readonly end: number;
}

/** Where the events of one log are, by tag, by type and by command, for each municipality. */
export class LogIndex {
  readonly #municipalities = new Map<string, MunicipalityIndex>();
  readonly #ids = new Map<string, number>();
  readonly #parent: LogIndex | undefined;
  readonly #shared: number;

  /** A fork shares what its parent holds below place `shared`, and copies a list when it adds to it. */
  constructor(parent?: LogIndex, shared = 0) {
    this.#parent = parent;
    this.#shared = shared;
  }

  add(event: SequencedEvent, place: number): void {
    this.#ids.set(event.id, place);
    this.#municipality(event.municipality).add(event, place);
  }

  /** Whether an event with this id is in the log. */
  holds(id: string, before: number = Number.POSITIVE_INFINITY): boolean {
    const place = this.#ids.get(id);
    if (place !== undefined) return place < before;
    return this.#parent?.holds(id, Math.min(before, this.#shared)) ?? false;
  }

  /** The places of a command's events. */
  ofCommand(municipality: string, commandId: string): readonly number[] {
    const { list, end } = this.#municipality(municipality).commands.get(commandId);
    return list.slice(0, end);
  }

  /** The places in `[from, until)` whose events match, rising or falling. */
  *select(
    events: readonly SequencedEvent[],
    query: Query,
    range: { readonly from: number; readonly until: number; readonly backwards: boolean },
  ): Generator<number, void, undefined> {
    const { from, until, backwards } = range;
    const items = query.items?.length ? query.items : [{}];
    if (query.municipality === everyMunicipality && items.every(asksNothing)) {
      for (let i = 0; i < until - from; i++) yield backwards ? until - 1 - i : from + i;
      return;
    }
    const municipalities = query.municipality === everyMunicipality ? this.#names() : [query.municipality];
    const cursors: Cursor[] = [];
    for (const name of municipalities) {
      const index = this.#municipality(name);
      for (const item of items)
        for (const places of index.candidates(item)) cursors.push(new Cursor(places, item, range));
    }
    let last = -1;
    for (;;) {
      const next = nearest(cursors, backwards);
      if (!next) return;
      const place = next.place;
      const event = events[place];
      if (place !== last && event && matchesItem(next.item, event)) {
        last = place;
        yield place;
      }
      next.advance();
    }
  }

  #municipality(name: string): MunicipalityIndex {
    let index = this.#municipalities.get(name);
    if (!index) {
      index = new MunicipalityIndex(
        this.#parent ? this.#parent.#municipality(name) : undefined,
        this.#shared,
      );
      this.#municipalities.set(name, index);
    }
    return index;
  }

  #names(): Set<string> {
    return new Set([...this.#municipalities.keys(), ...(this.#parent ? this.#parent.#names() : [])]);
  }
}

class MunicipalityIndex {
  readonly all: Lists;
  readonly types: Lists;
  readonly tags: Lists;
  readonly commands: Lists;

  constructor(parent: MunicipalityIndex | undefined, shared: number) {
    this.all = new Lists(parent?.all, shared);
    this.types = new Lists(parent?.types, shared);
    this.tags = new Lists(parent?.tags, shared);
    this.commands = new Lists(parent?.commands, shared);
  }

  add(event: SequencedEvent, place: number): void {
    this.all.add("", place);
    this.types.add(event.type, place);
    for (const tag of event.tags) this.tags.add(tag, place);
    if (event.commandId !== undefined) this.commands.add(event.commandId, place);
  }

  /** The shortest lists that together hold every event the item asks for, and maybe others. */
  candidates(item: QueryItem): readonly Places[] {
    let best: readonly Places[] = [this.all.get("")];
    if (item.types?.length) best = [...new Set(item.types)].map((type) => this.types.get(type));
    let size = best.reduce((sum, places) => sum + places.end, 0);
    for (const tag of item.tags ?? []) {
      const places = this.tags.get(tag);
      if (places.end > size) continue;
      best = [places];
      size = places.end;
    }
    return best;
  }
}

/** Lists of places by key; a fork's list begins as its parent's, cut off where the fork left. */
class Lists {
  readonly #own = new Map<string, number[]>();
  readonly #parent: Lists | undefined;
  readonly #shared: number;

  constructor(parent: Lists | undefined, shared: number) {
    this.#parent = parent;
    this.#shared = shared;
  }

  add(key: string, place: number): void {
    const own = this.#own.get(key);
    if (own) {
      own.push(place);
      return;
    }
    const inherited = this.#inherited(key);
    this.#own.set(key, inherited.end ? [...inherited.list.slice(0, inherited.end), place] : [place]);
  }

  get(key: string): Places {
    const own = this.#own.get(key);
    return own ? { list: own, end: own.length } : this.#inherited(key);
  }

  #inherited(key: string): Places {
    if (!this.#parent) return nowhere;
    const { list, end } = this.#parent.get(key);
    return { list, end: Math.min(end, firstAtLeast(list, end, this.#shared)) };
  }
}

const nowhere: Places = { list: [], end: 0 };

/** Walks one list of candidates for one item of a query. */
class Cursor {
  readonly item: QueryItem;
  readonly #list: readonly number[];
  readonly #step: 1 | -1;
  #at: number;
  #left: number;

  constructor(
    places: Places,
    item: QueryItem,
    range: { readonly from: number; readonly until: number; readonly backwards: boolean },
  ) {
    const first = firstAtLeast(places.list, places.end, range.from);
    const end = firstAtLeast(places.list, places.end, range.until);
    this.item = item;
    this.#list = places.list;
    this.#step = range.backwards ? -1 : 1;
    this.#at = range.backwards ? end - 1 : first;
    this.#left = end - first;
  }

  /** -1 when nothing is left. */
  get place(): number {
    return this.#left > 0 ? (this.#list[this.#at] ?? -1) : -1;
  }

  advance(): void {
    this.#at += this.#step;
    this.#left--;
  }
}

function nearest(cursors: readonly Cursor[], backwards: boolean): Cursor | undefined {
  let best: Cursor | undefined;
  for (const cursor of cursors) {
    if (cursor.place < 0) continue;
    if (!best || (backwards ? cursor.place > best.place : cursor.place < best.place)) best = cursor;
  }
  return best;
}

/** The index of the first entry of a rising list that is at least `place`, or `end`. */
function firstAtLeast(list: readonly number[], end: number, place: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function asksNothing(item: QueryItem): boolean {
  return !item.types?.length && !item.tags?.length;
}
