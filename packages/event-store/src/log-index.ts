import { everyMunicipality, type Query, type QueryItem, type SequencedEvent } from "./event-store.ts";
import { matchesItem } from "./matches.ts";

/** Which places in the log's array of events to look at: those in `[from, until)`, rising or falling. */
export interface Range {
  readonly from: number;
  readonly until: number;
  readonly backwards: boolean;
}

/** Hands out what matches, one by one; `undefined` when there is nothing left. */
export interface Scan {
  next(): SequencedEvent | undefined;
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
    return end === list.length ? list : list.slice(0, end);
  }

  select(events: readonly SequencedEvent[], query: Query, range: Range): Scan {
    const items = query.items?.length ? query.items : everything;
    if (query.municipality !== everyMunicipality) {
      const cursors = this.#cursors(query.municipality, items, range);
      const [only] = cursors;
      return only && cursors.length === 1
        ? new SingleScan(events, only)
        : new MergedScan(events, cursors, range);
    }
    if (items.every(asksNothing)) return new WholeScan(events, range);
    const cursors = [...this.#names()].flatMap((name) => this.#cursors(name, items, range));
    return new MergedScan(events, cursors, range);
  }

  #cursors(municipality: string, items: readonly QueryItem[], range: Range): Cursor[] {
    const index = this.#municipality(municipality);
    const cursors: Cursor[] = [];
    for (const item of items) index.addCursors(cursors, item, range);
    return cursors;
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

const everything: readonly QueryItem[] = [{}];

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

  /** Adds cursors over the shortest lists that together hold every event the item asks for, and maybe others. */
  addCursors(cursors: Cursor[], item: QueryItem, range: Range): void {
    const { types = [], tags = [] } = item;
    let shortest: Places | undefined;
    for (const tag of tags) {
      const places = this.tags.get(tag);
      if (!shortest || places.end < shortest.end) shortest = places;
    }
    if (types.length === 0) {
      const asked = tags.length > 1 ? item : undefined;
      cursors.push(new Cursor(shortest ?? this.all.get(""), asked, range));
      return;
    }
    const ofTypes = types.map((type) => this.types.get(type));
    if (shortest && shortest.end <= ofTypes.reduce((sum, { end }) => sum + end, 0))
      cursors.push(new Cursor(shortest, item, range));
    else
      for (const places of ofTypes) cursors.push(new Cursor(places, tags.length ? item : undefined, range));
  }
}

/** Places in the log's array of events, rising. Those from `end` on do not count. */
interface Places {
  readonly list: readonly number[];
  readonly end: number;
}

/** Lists of places by key; a fork's list begins as its parent's, cut off where the fork left. */
class Lists {
  /** A key with one place, as most commands are, needs no list. */
  readonly #own = new Map<string, number | number[]>();
  readonly #parent: Lists | undefined;
  readonly #shared: number;

  constructor(parent: Lists | undefined, shared: number) {
    this.#parent = parent;
    this.#shared = shared;
  }

  add(key: string, place: number): void {
    const own = this.#own.get(key);
    if (typeof own === "object") {
      own.push(place);
      return;
    }
    if (own !== undefined) {
      this.#own.set(key, [own, place]);
      return;
    }
    const { list, end } = this.#inherited(key);
    this.#own.set(key, end ? [...list.slice(0, end), place] : place);
  }

  get(key: string): Places {
    const own = this.#own.get(key);
    if (own === undefined) return this.#inherited(key);
    return typeof own === "number" ? { list: [own], end: 1 } : { list: own, end: own.length };
  }

  #inherited(key: string): Places {
    if (!this.#parent) return nowhere;
    const { list, end } = this.#parent.get(key);
    return { list, end: firstAtLeast(list, end, this.#shared) };
  }
}

const nowhere: Places = { list: [], end: 0 };

/** Walks one list of candidates for one item of a query. */
class Cursor {
  /** What is still to be asked of a candidate; nothing when the list is the answer. */
  readonly item: QueryItem | undefined;
  readonly #list: readonly number[];
  readonly #step: 1 | -1;
  #at: number;
  #left: number;

  constructor({ list, end }: Places, item: QueryItem | undefined, { from, until, backwards }: Range) {
    const first = firstAtLeast(list, end, from);
    const last = firstAtLeast(list, end, until);
    this.item = item;
    this.#list = list;
    this.#step = backwards ? -1 : 1;
    this.#at = backwards ? last - 1 : first;
    this.#left = last - first;
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

/** Everything, of every municipality. */
class WholeScan implements Scan {
  readonly #events: readonly SequencedEvent[];
  readonly #step: 1 | -1;
  #at: number;
  #left: number;

  constructor(events: readonly SequencedEvent[], { from, until, backwards }: Range) {
    this.#events = events;
    this.#step = backwards ? -1 : 1;
    this.#at = backwards ? until - 1 : from;
    this.#left = until - from;
  }

  next(): SequencedEvent | undefined {
    if (this.#left-- <= 0) return undefined;
    const event = this.#events[this.#at];
    this.#at += this.#step;
    return event;
  }
}

/** The usual decision: one list to walk. */
class SingleScan implements Scan {
  readonly #events: readonly SequencedEvent[];
  readonly #cursor: Cursor;

  constructor(events: readonly SequencedEvent[], cursor: Cursor) {
    this.#events = events;
    this.#cursor = cursor;
  }

  next(): SequencedEvent | undefined {
    const { item } = this.#cursor;
    for (let place = this.#cursor.place; place >= 0; place = this.#cursor.place) {
      this.#cursor.advance();
      const event = this.#events[place];
      if (event && (!item || matchesItem(item, event))) return event;
    }
    return undefined;
  }
}

/** Several lists, walked together, so that what is in more than one comes out once. */
class MergedScan implements Scan {
  readonly #events: readonly SequencedEvent[];
  readonly #cursors: readonly Cursor[];
  readonly #backwards: boolean;
  #last = -1;

  constructor(events: readonly SequencedEvent[], cursors: readonly Cursor[], { backwards }: Range) {
    this.#events = events;
    this.#cursors = cursors;
    this.#backwards = backwards;
  }

  next(): SequencedEvent | undefined {
    for (let nearest = this.#nearest(); nearest; nearest = this.#nearest()) {
      const { place, item } = nearest;
      nearest.advance();
      if (place === this.#last) continue;
      const event = this.#events[place];
      if (!event || (item && !matchesItem(item, event))) continue;
      this.#last = place;
      return event;
    }
    return undefined;
  }

  #nearest(): Cursor | undefined {
    let best: Cursor | undefined;
    let bestPlace = -1;
    for (const cursor of this.#cursors) {
      const { place } = cursor;
      if (place < 0 || (best && (this.#backwards ? place <= bestPlace : place >= bestPlace))) continue;
      best = cursor;
      bestPlace = place;
    }
    return best;
  }
}

/** The index of the first entry of a rising list that is at least `place`, or `end`. */
function firstAtLeast(list: readonly number[], end: number, place: number): number {
  if (place === 0 || end === 0) return 0;
  if ((list[end - 1] ?? 0) < place) return end;
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
