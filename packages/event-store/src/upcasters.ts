import type { z } from "zod";
import { AppendConditionFailed, InvalidAppend } from "./errors.ts";
import type { EventStore, NewEvent, Query, SequencedEvent } from "./event-store.ts";

/** One step from one version of an event's data to the next. */
export interface Upcaster {
  readonly type: string;
  /** The version it takes; it makes the one after. */
  readonly from: number;
  /** The name of the event from the next version on, when it changes. */
  readonly becomes?: string | undefined;
  readonly up: (data: unknown, event: SequencedEvent) => { readonly [key: string]: unknown };
}

/** An event as the code of today knows it; `stored` says how it was written, when that differs. */
export interface UpcastEvent extends SequencedEvent {
  readonly stored?: { readonly type: string; readonly schemaVersion: number } | undefined;
}

/**
 * Writes down an upcaster whose input is described by a schema.
 *
 * ```ts
 * upcaster({
 *   type: "ConversationHeld",
 *   from: 1,
 *   data: z.object({ via: z.string() }),
 *   up: ({ via }) => ({ channel: via }),
 * });
 * ```
 */
export function upcaster<Data>(step: {
  readonly type: string;
  readonly from: number;
  readonly data: z.ZodType<Data>;
  readonly becomes?: string | undefined;
  readonly up: (data: Data, event: SequencedEvent) => { readonly [key: string]: unknown };
}): Upcaster {
  const { data: schema, up, ...rest } = step;
  return {
    ...rest,
    up(data, event) {
      const parsed = schema.safeParse(data);
      if (!parsed.success) throw new UpcastFailed(event, step.from, parsed.error.issues[0]?.path.join("."));
      return up(parsed.data, event);
    },
  };
}

/**
 * The store, read through upcasters: whoever reads or subscribes sees every event in its current version.
 * Queries that ask for an event by its current name find it under its earlier names too.
 *
 * @throws {BrokenChain} at once, when a step is missing or is there twice.
 */
export function withUpcasters(store: EventStore, upcasters: readonly Upcaster[]): EventStore {
  const chains = new Chains(upcasters);
  const current = (events: readonly SequencedEvent[]) => events.map((event) => chains.upcast(event));
  return {
    async append(events, condition) {
      chains.refuseOutdated(events);
      const asked = condition && {
        ...condition,
        failIfEventsMatch: chains.widen(condition.failIfEventsMatch),
      };
      try {
        const result = await store.append(events, asked);
        return result.outcome === "repeated" ? { ...result, events: current(result.events) } : result;
      } catch (error) {
        if (!condition || !(error instanceof AppendConditionFailed)) throw error;
        throw new AppendConditionFailed(condition, current(error.matched));
      }
    },
    async *read(query, options) {
      for await (const batch of store.read(chains.widen(query), options)) yield current(batch);
    },
    async *subscribe(query, options) {
      for await (const batch of store.subscribe(chains.widen(query), options)) yield current(batch);
    },
    restore: (events) => store.restore(events),
    head: () => store.head(),
    close: () => store.close(),
  };
}

/**
 * The same for a single event, for logs that are kept as files.
 *
 * @throws {BrokenChain} at once, when a step is missing or is there twice.
 */
export function upcastWith(upcasters: readonly Upcaster[]): (event: SequencedEvent) => UpcastEvent {
  const chains = new Chains(upcasters);
  return (event) => chains.upcast(event);
}

/** The upcasters do not lead from every version they know to one current version. */
export class BrokenChain extends Error {
  override readonly name = "BrokenChain";
}

/** An event in the log is not what its upcaster expects, or is newer than the code that reads it. */
export class UpcastFailed extends Error {
  override readonly name = "UpcastFailed";

  constructor(event: SequencedEvent, version: number, path: string | undefined) {
    super(
      `The ${event.type} at position ${event.position} is not a version ${version}: see data.${path ?? ""}`,
    );
  }
}

class Chains {
  readonly #steps = new Map<string, Upcaster>();
  /** The current name and version of every name. */
  readonly #current = new Map<string, { readonly type: string; readonly version: number }>();
  /** The earlier names of every current name. */
  readonly #earlier = new Map<string, string[]>();

  constructor(upcasters: readonly Upcaster[]) {
    for (const step of upcasters) {
      const key = keyOf(step.type, step.from);
      if (this.#steps.has(key)) throw new BrokenChain(`There are two upcasters from ${key}.`);
      this.#steps.set(key, step);
    }
    const reached = new Set<string>();
    for (const step of upcasters) reached.add(keyOf(step.becomes ?? step.type, step.from + 1));
    for (const step of upcasters) {
      const begins = step.from === 1 || reached.has(keyOf(step.type, step.from));
      if (!begins)
        throw new BrokenChain(
          `No upcaster leads to ${keyOf(step.type, step.from)}; is one from ${step.from - 1} missing?`,
        );
    }
    for (const { type, from } of upcasters) this.#follow(type, from);
  }

  upcast(event: SequencedEvent): UpcastEvent {
    const end = this.#current.get(event.type);
    if (!end) return event;
    let { type, schemaVersion, data } = event;
    for (;;) {
      const step = this.#steps.get(keyOf(type, schemaVersion));
      if (!step) break;
      data = step.up(data, event);
      type = step.becomes ?? type;
      schemaVersion++;
    }
    if (schemaVersion !== end.version || type !== end.type)
      throw new UpcastFailed(event, end.version, undefined);
    if (type === event.type && schemaVersion === event.schemaVersion) return event;
    const stored = Object.freeze({ type: event.type, schemaVersion: event.schemaVersion });
    return Object.freeze({ ...event, type, schemaVersion, data, stored });
  }

  widen(query: Query): Query {
    if (this.#earlier.size === 0 || !query.items) return query;
    const items = query.items.map((item) => ({
      ...item,
      types: item.types?.flatMap((type) => [type, ...(this.#earlier.get(type) ?? [])]),
    }));
    return { ...query, items };
  }

  refuseOutdated(events: readonly NewEvent[]): void {
    for (const [i, { type, schemaVersion }] of events.entries()) {
      const current = this.#current.get(type);
      if (!current) continue;
      if (current.type !== type)
        throw new InvalidAppend(`events[${i}].type`, `is called ${current.type} now`);
      if (current.version !== schemaVersion)
        throw new InvalidAppend(
          `events[${i}].schemaVersion`,
          `is ${schemaVersion}; the current one is ${current.version}`,
        );
    }
  }

  #follow(type: string, from: number): void {
    let current = { type, version: from };
    for (;;) {
      const step = this.#steps.get(keyOf(current.type, current.version));
      if (!step) break;
      current = { type: step.becomes ?? current.type, version: current.version + 1 };
    }
    const known = this.#current.get(type);
    if (known && (known.type !== current.type || known.version !== current.version))
      throw new BrokenChain(
        `Upcasters of ${type} end at ${keyOf(known.type, known.version)} and at ${keyOf(current.type, current.version)}; one in between is missing.`,
      );
    this.#current.set(type, current);
    this.#current.set(current.type, current);
    if (current.type === type) return;
    const earlier = this.#earlier.get(current.type) ?? [];
    if (!earlier.includes(type)) this.#earlier.set(current.type, [...earlier, type]);
  }
}

function keyOf(type: string, version: number): string {
  return `${type} version ${version}`;
}
