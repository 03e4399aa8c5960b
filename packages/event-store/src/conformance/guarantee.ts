import type { EventStore, NewEvent } from "../event-store.ts";

/** What a store promises, in plain words, and how to find out whether it keeps the promise. */
export interface Guarantee<Subject> {
  /** The name of the test. */
  readonly guarantee: string;
  /** What the adapter has to offer for this to be tested; without it the test is skipped by name. */
  readonly needs?: (keyof Subject & string) | undefined;
  /** Rejects when the promise is broken. */
  readonly run: (subject: Subject) => Promise<void>;
}

/** An adapter on the bench. */
export interface EventStoreUnderTest {
  /** A store on an empty log of its own. The suite closes it. */
  readonly open: () => Promise<EventStore>;
  /** Another store on the same log, as another process would have it. */
  readonly openAgain?: ((store: EventStore) => Promise<EventStore>) | undefined;
  /**
   * Begins an append without a condition as the adapter would, and stops just before its commit: positions
   * are drawn and locks are taken. For stores in which transactions can commit in another order than that of
   * their positions; a store that writes one append after the other has no use for it.
   */
  readonly holdOpen?: ((store: EventStore, events: readonly NewEvent[]) => Promise<HeldAppend>) | undefined;
  /** How long to wait for what should come before calling it lost. Default 10,000. */
  readonly patienceMs?: number | undefined;
  /** How many times the default number of runs a property gets. Default: the environment's `WOR_RUNS`, or 1. */
  readonly runs?: number | undefined;
}

/** An append that has been made but not committed. */
export interface HeldAppend {
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** The name under which a guarantee is tested, which says why when it is not. */
export function titleOf<Subject>(guarantee: Guarantee<Subject>, subject: Subject): string {
  const skipped = canTest(guarantee, subject) ? "" : ` (not tested: the adapter gives no ${guarantee.needs})`;
  return guarantee.guarantee + skipped;
}

/** Whether the adapter offers what testing this guarantee takes. */
export function canTest<Subject>(guarantee: Guarantee<Subject>, subject: Subject): boolean {
  return guarantee.needs === undefined || subject[guarantee.needs] !== undefined;
}

/** How often to run a property whose default is `runs`. */
export function runsOf(subject: { readonly runs?: number | undefined }, runs: number): number {
  return Math.max(1, Math.ceil(runs * (subject.runs ?? Number(process.env.WOR_RUNS ?? 1))));
}
