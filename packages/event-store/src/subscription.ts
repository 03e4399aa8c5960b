import { type CheckpointStore, type Lease, LeaseLost, type ParkedEvent } from "./checkpoints.ts";
import type { EventStore, Position, Query, SequencedEvent } from "./event-store.ts";
import { realTime, type Timekeeping } from "./timekeeping.ts";
import { wakeUp } from "./wake-up.ts";

/** What a named subscription does, and how patiently. */
export interface SubscriptionOptions {
  /** Workers with the same name share one checkpoint, and one of them works at a time. */
  readonly name: string;
  readonly query: Query;
  /** This worker, unlike every other: `nanoid()` will do. */
  readonly owner: string;
  /**
   * Gets each event at least once, in order, and may get one again after a crash. Throwing means "not handled".
   * `signal` aborts when the worker has to stop or has lost its lease.
   */
  readonly handle: (event: SequencedEvent, context: { signal: AbortSignal; attempt: number }) => unknown;
  /** After so many attempts an event is parked. Default 5. */
  readonly maxAttempts?: number | undefined;
  /** How long to wait before an attempt, from the second on. Default: 50 ms, doubled every time. */
  readonly retryDelayMs?: ((attempt: number) => number) | undefined;
  /**
   * What has to stay in order when an event is parked, for example its referral: later events with the same
   * key are parked behind it. Without it, all later events are handled.
   */
  readonly keepInOrder?: ((event: SequencedEvent) => string | undefined) | undefined;
  /** How long a dead worker blocks the others, in milliseconds. Renewed three times as often. Default 5,000. */
  readonly leaseMs?: number | undefined;
  /** How many events lie between two saved checkpoints at most. Default 100. */
  readonly batchSize?: number | undefined;
  /** Describes an error for the list of parked events, without personal data. Default: name and message. */
  readonly describeError?: ((error: unknown) => string) | undefined;
  /** Hears of failures of the log itself; the worker goes on trying. Default: nobody does. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
  readonly time?: Timekeeping | undefined;
}

/** A worker on a named subscription. */
export interface Subscription {
  /** Whether this worker is the one that works at the moment. */
  readonly working: boolean;
  /**
   * Resolves when every event up to `position` that the query asks for has been handled or parked, by
   * whichever worker: for reading one's own writes.
   */
  reached(position: Position, options?: { signal?: AbortSignal | undefined }): Promise<void>;
  /**
   * Tries parked events again, oldest first, between two others; what succeeds is taken off the list. `isDue` leaves
   * some for later, and with them those that have to stay in order behind them.
   * @throws {Error} when another worker has the lease: ask that one.
   */
  retryParked(options?: {
    readonly isDue?: ((parked: ParkedEvent) => boolean) | undefined;
  }): Promise<{ readonly handled: number; readonly left: number }>;
  /** Finishes the event at hand, saves the checkpoint and gives the lease back. */
  stop(): Promise<void>;
}

/**
 * Starts a worker on a named subscription. Any number of processes may start one under the same name: one of
 * them works, and another takes over within about a lease when it stops or dies.
 */
export function runSubscription(
  store: EventStore,
  checkpoints: CheckpointStore,
  options: SubscriptionOptions,
): Subscription {
  return new Worker(store, checkpoints, options);
}

/** A lease as this worker knows it: it counts as lost when it could not be renewed in time. */
interface Tenure {
  readonly lease: Lease;
  readonly over: AbortController;
  /** Aborts with the tenure, or when the worker stops. */
  readonly signal: AbortSignal;
  until: number;
  /** Keys with a parked event, behind which others have to wait. */
  readonly blocked: Set<string>;
}

class Worker implements Subscription {
  readonly #store: EventStore;
  readonly #checkpoints: CheckpointStore;
  readonly #options: SubscriptionOptions;
  readonly #time: Timekeeping;
  readonly #leaseMs: number;
  readonly #stopping = new AbortController();
  readonly #progress = wakeUp();
  readonly #finished: Promise<void>;
  #tenure: Tenure | undefined;
  #handled: Position = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: EventStore, checkpoints: CheckpointStore, options: SubscriptionOptions) {
    this.#store = store;
    this.#checkpoints = checkpoints;
    this.#options = options;
    this.#time = options.time ?? realTime;
    this.#leaseMs = options.leaseMs ?? 5_000;
    this.#finished = this.#run();
  }

  get working(): boolean {
    return this.#tenure !== undefined;
  }

  async reached(position: Position, options: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    const signal = options.signal ?? this.#stopping.signal;
    for (;;) {
      const waiting = new AbortController();
      const either = AbortSignal.any([signal, waiting.signal]);
      try {
        const progress = this.#progress.next(either);
        if (await this.#hasReached(position)) return;
        signal.throwIfAborted();
        // Another worker's progress cannot be heard, so it is looked up now and then.
        await Promise.race([progress, this.#time.sleep(this.working ? this.#leaseMs : 100, either)]);
      } finally {
        waiting.abort();
      }
    }
  }

  async #hasReached(position: Position): Promise<boolean> {
    const { name, query } = this.#options;
    const handled = Math.max(this.#handled, await this.#checkpoints.position(name));
    if (handled >= position) return true;
    for await (const [next] of this.#store.read(query, { after: handled, limit: 1 }))
      return next === undefined || next.position > position;
    return true;
  }

  async retryParked({
    isDue = () => true,
  }: {
    readonly isDue?: ((parked: ParkedEvent) => boolean) | undefined;
  } = {}): Promise<{ handled: number; left: number }> {
    const tenure = this.#tenure;
    const { name } = this.#options;
    if (!tenure)
      throw new Error(`Another worker holds the lease on "${name}"; parked events are retried there.`);
    let handled = 0;
    const stuck = new Set<string>();
    for (const parked of await this.#checkpoints.parked(name))
      await this.#alone(async () => {
        const event = await this.#at(parked.position);
        const key = event && this.#keyOf(event);
        if (key !== undefined && stuck.has(key)) return;
        if (!isDue(parked)) {
          if (key !== undefined) stuck.add(key);
          return;
        }
        const failure = event && (await this.#attempt(event, tenure, parked.attempts + 1));
        if (failure) {
          if (key !== undefined) stuck.add(key);
          await this.#park(event, tenure, failure.error, parked.attempts + 1);
          return;
        }
        await this.#checkpoints.unpark(name, parked.position);
        handled++;
      });
    await this.#alone(() => this.#block(tenure));
    return { handled, left: (await this.#checkpoints.parked(name)).length };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#finished;
  }

  async #run(): Promise<void> {
    const { name, owner, onTrouble } = this.#options;
    const stopping = this.#stopping.signal;
    while (!stopping.aborted) {
      const asked = this.#time.now();
      try {
        const lease = await this.#checkpoints.acquire(name, { owner, leaseMs: this.#leaseMs });
        if (lease) await this.#work(lease, asked + this.#leaseMs);
      } catch (error) {
        if (!(error instanceof LeaseLost)) onTrouble?.(error);
      }
      if (!stopping.aborted) await this.#time.sleep(this.#leaseMs / 3, stopping);
    }
  }

  async #work(lease: Lease, until: number): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#stopping.signal]);
    const tenure: Tenure = { lease, over, signal, until, blocked: new Set() };
    const renewing = this.#renew(tenure);
    this.#handled = lease.position;
    this.#tenure = tenure;
    try {
      await this.#stepBack(tenure);
      await this.#block(tenure);
      const { query, batchSize = 100 } = this.#options;
      for await (const batch of this.#store.subscribe(query, { after: this.#handled, signal, batchSize }))
        await this.#handleBatch(batch, tenure);
    } finally {
      this.#tenure = undefined;
      over.abort();
      await renewing;
      await this.#turn;
      await this.#checkpoints.release(lease);
    }
  }

  /**
   * A log that was put back from a backup ends before a checkpoint that was not. What it gets next takes positions that
   * count as handled, and would never be told.
   */
  async #stepBack({ lease }: Tenure): Promise<void> {
    const head = await this.#store.head();
    if (head >= lease.position) return;
    this.#handled = head;
    await this.#checkpoints.save(lease, head);
  }

  async #renew(tenure: Tenure): Promise<void> {
    const { name, owner, onTrouble } = this.#options;
    for (;;) {
      await this.#time.sleep(this.#leaseMs / 3, tenure.signal);
      if (tenure.signal.aborted) return;
      const asked = this.#time.now();
      try {
        const renewed = await this.#checkpoints.acquire(name, { owner, leaseMs: this.#leaseMs });
        if (renewed?.token !== tenure.lease.token) return tenure.over.abort();
        tenure.until = asked + this.#leaseMs;
      } catch (error) {
        onTrouble?.(error);
        if (this.#time.now() >= tenure.until) return tenure.over.abort();
      }
    }
  }

  async #handleBatch(batch: readonly SequencedEvent[], tenure: Tenure): Promise<void> {
    const before = this.#handled;
    try {
      for (const event of batch) {
        if (tenure.signal.aborted) return;
        if (this.#time.now() >= tenure.until) throw new LeaseLost(tenure.lease);
        const done = await this.#alone(() => this.#handleOrPark(event, tenure));
        if (!done) return;
        this.#handled = event.position;
        this.#progress.ring();
      }
    } finally {
      if (this.#handled > before) await this.#checkpoints.save(tenure.lease, this.#handled);
    }
  }

  /** Answers false when the worker had to stop before the event was handled or parked. */
  async #handleOrPark(event: SequencedEvent, tenure: Tenure): Promise<boolean> {
    const key = this.#keyOf(event);
    if (key !== undefined && tenure.blocked.has(key)) {
      await this.#park(event, tenure, new BehindParkedEvent(), 0);
      return true;
    }
    const { maxAttempts = 5, retryDelayMs = (attempt) => 25 * 2 ** (attempt - 1) } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#attempt(event, tenure, attempt);
      if (!failure) return true;
      if (tenure.signal.aborted) return false;
      if (attempt >= maxAttempts) {
        await this.#park(event, tenure, failure.error, attempt);
        if (key !== undefined) tenure.blocked.add(key);
        return true;
      }
      await this.#time.sleep(retryDelayMs(attempt + 1), tenure.signal);
    }
  }

  async #attempt(
    event: SequencedEvent,
    { signal }: Tenure,
    attempt: number,
  ): Promise<{ error: unknown } | undefined> {
    try {
      await this.#options.handle(event, { signal, attempt });
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  async #park(event: SequencedEvent, { lease }: Tenure, error: unknown, attempts: number): Promise<void> {
    const { describeError = nameAndMessage } = this.#options;
    const parkedAt = new Date(this.#time.now()).toISOString();
    const parked: ParkedEvent = { position: event.position, attempts, error: describeError(error), parkedAt };
    await this.#checkpoints.park(lease, parked);
  }

  /** Finds out behind which keys others have to wait. */
  async #block({ blocked }: Tenure): Promise<void> {
    blocked.clear();
    const { keepInOrder, name } = this.#options;
    if (!keepInOrder) return;
    for (const { position } of await this.#checkpoints.parked(name)) {
      const event = await this.#at(position);
      const key = event && keepInOrder(event);
      if (key !== undefined) blocked.add(key);
    }
  }

  async #at(position: Position): Promise<SequencedEvent | undefined> {
    for await (const [event] of this.#store.read(this.#options.query, { after: position - 1, limit: 1 }))
      return event?.position === position ? event : undefined;
    return undefined;
  }

  #keyOf(event: SequencedEvent): string | undefined {
    return this.#options.keepInOrder?.(event);
  }

  /** One thing at a time: an event from the log, or one of those parked. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

class BehindParkedEvent extends Error {
  override readonly name = "BehindParkedEvent";

  constructor() {
    super("an earlier event that has to come first is parked");
  }
}

function nameAndMessage(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
