import {
  type CheckpointStore,
  type EventStore,
  type ParkedEvent,
  type Position,
  type Query,
  realTime,
  runSubscription,
  type SequencedEvent,
  type Timekeeping,
} from "@wor/event-store";

/** Something to be told to the outside because of an event. */
export interface Message<Body = unknown> {
  /** The same at every attempt and after every restart: a receiver that remembers it acts once. */
  readonly key: string;
  readonly body: Body;
  /** The event that it is about. */
  readonly event: SequencedEvent;
}

/** What goes out, whereto, and how patiently. */
export interface OutboxOptions<Body> {
  /** Workers with the same name share the work, and one of them sends at a time. */
  readonly name: string;
  readonly query: Query;
  /** This worker, unlike every other: `nanoid()` will do. */
  readonly owner: string;
  /** What an event gives occasion to tell; pure. */
  readonly messages: (event: SequencedEvent) => readonly Body[];
  /** Hands a message over. Throwing means that it may not have arrived, and is tried again. */
  readonly deliver: (
    message: Message<Body>,
    context: { readonly signal: AbortSignal; readonly attempt: number },
  ) => Promise<void>;
  /** Nothing is told of events up to here: what happened before the outbox was set up. Default 0. */
  readonly after?: Position | undefined;
  /**
   * After so many attempts a message is dead: kept, and tried again only when asked. What comes after it goes on without
   * it. Default 10.
   */
  readonly maxAttempts?: number | undefined;
  /** How long to wait after an attempt that failed. Default: 1 second, doubled every time, at most an hour. */
  readonly backoffMs?: ((attempts: number) => number) | undefined;
  /** What has to arrive in order: later messages of the same key wait. Default: those about one referral. */
  readonly keepInOrder?: ((event: SequencedEvent) => string | undefined) | undefined;
  /** How often to look whether something is due again. Default every second. */
  readonly everyMs?: number | undefined;
  readonly leaseMs?: number | undefined;
  /** Hears of failures of the log itself; the worker goes on trying. Default: nobody does. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
  /** Describes why a message did not arrive, without personal data. Default: the error's name. */
  readonly describeError?: ((error: unknown) => string) | undefined;
  readonly time?: Timekeeping | undefined;
}

/** A worker that tells the outside what the log says. */
export interface Outbox {
  /** Whether this worker is the one that sends at the moment. */
  readonly working: boolean;
  /** Resolves when everything up to `position` has been sent, or has failed and waits. */
  reached(position: Position, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** What waits for another attempt, oldest first. */
  waiting(): Promise<readonly ParkedEvent[]>;
  /** What is not tried any more, oldest first: for somebody to look at. */
  deadLetters(): Promise<readonly ParkedEvent[]>;
  /** Tries what is waiting or dead once more, now. @throws {Error} when another worker sends: ask that one. */
  redeliver(): Promise<{ readonly handled: number; readonly left: number }>;
  stop(): Promise<void>;
}

/**
 * Sends messages at least once each, in order per referral, also across crashes: a message is only forgotten after its
 * delivery has succeeded. One that fails holds up just those about the same referral; it is tried again later and later,
 * and is a dead letter in the end, without which the others go on. What happened before is never sent twice because something was rebuilt: an outbox has its own
 * checkpoint.
 */
export function runOutbox<Body>(
  store: EventStore,
  checkpoints: CheckpointStore,
  options: OutboxOptions<Body>,
): Outbox {
  const { name, query, owner, messages, deliver, after = 0, leaseMs, onTrouble } = options;
  const { maxAttempts = 10, backoffMs = doubling, everyMs = 1_000, time = realTime } = options;
  const stopping = new AbortController();
  const orderOf = options.keepInOrder ?? referralOf;
  /** Where the dead letters are: nothing has to wait for what may never arrive. */
  let dead: ReadonlySet<Position> = new Set();

  const subscription = runSubscription(store, checkpoints, {
    name,
    query,
    owner,
    leaseMs,
    onTrouble,
    time,
    // One attempt here: what fails waits on the list of parked events, so that the rest goes on.
    maxAttempts: 1,
    keepInOrder: (event) => (dead.has(event.position) ? undefined : orderOf(event)),
    describeError: options.describeError ?? nameOnly,
    async handle(event, context) {
      if (event.position <= after) return;
      for (const [index, body] of messages(event).entries())
        await deliver({ key: `${name}/${event.id}/${index}`, body, event }, context);
    },
  });

  const isDead = ({ attempts }: ParkedEvent) => attempts >= maxAttempts;
  const isDue = (parked: ParkedEvent) =>
    !isDead(parked) && Date.parse(parked.parkedAt) + waitAfter(parked) <= time.now();
  // Those that only wait behind another have not been tried.
  const waitAfter = ({ attempts }: ParkedEvent) => (attempts === 0 ? 0 : backoffMs(attempts));

  async function retry(): Promise<void> {
    while (!stopping.signal.aborted) {
      await time.sleep(everyMs, stopping.signal);
      if (stopping.signal.aborted || !subscription.working) continue;
      try {
        const list = await checkpoints.parked(name);
        dead = new Set(list.filter(isDead).map(({ position }) => position));
        if (list.some(isDue)) await subscription.retryParked({ isDue });
      } catch (error) {
        onTrouble?.(error);
      }
    }
  }

  const retrying = retry();
  const parked = async (dead: boolean) => {
    const list = await checkpoints.parked(name);
    return list.filter((one) => isDead(one) === dead);
  };
  return {
    get working() {
      return subscription.working;
    },
    reached: (position, asked) => subscription.reached(position, asked),
    waiting: () => parked(false),
    deadLetters: () => parked(true),
    redeliver: () => subscription.retryParked(),
    async stop() {
      stopping.abort();
      await retrying;
      await subscription.stop();
    },
  };
}

const doubling = (attempts: number): number => Math.min(1_000 * 2 ** (attempts - 1), 3_600_000);

const referralOf = ({ tags }: SequencedEvent): string | undefined =>
  tags.find((tag) => tag.startsWith("referral:"));

const nameOnly = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
