/** What a transaction is made of. */
export interface Transactions {
  /** Takes the write lock, however long another process holds it. */
  begin(): Promise<void>;
  commit(): void;
  /** Undoes all since `begin`, in the file and in memory. */
  rollBack(): void;
  /** Whether an error is a job's own answer, given before it wrote anything. Any other undoes everything. */
  isRefusal(error: unknown): boolean;
  /** What to do between two transactions. */
  afterCommit(): Promise<void>;
}

interface Job {
  /** Does its part, or answers why not. */
  run(): Outcome;
  reject(error: unknown): void;
}

/** What to tell whoever waits, once the transaction is committed. */
type Outcome = () => void;

/** So many jobs share a transaction at most: the process stands still meanwhile. */
const groupSize = 256;

/**
 * Commits together all that waits at the same time: the disk is waited for once, not once for each.
 *
 * Each job stands by itself. One that refuses (before it has written anything) does not concern its neighbours, and when a shared transaction fails, every job is done again in one of its own.
 * Nobody is answered before the commit.
 */
export class GroupCommit {
  readonly #transactions: Transactions;
  #waiting: Job[] = [];
  /** So many of the first in line have to go alone. */
  #alone = 0;
  #running = false;
  #idle: (() => void)[] = [];

  constructor(transactions: Transactions) {
    this.#transactions = transactions;
  }

  /** Runs `work` in a transaction, with others; resolves when it has been committed. */
  submit<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ run: () => attempt(work, resolve, reject, this.#transactions), reject });
      this.#start();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    // Not at once: whoever was answered by the last commit gets the time to come with its next append.
    setImmediate(() => void this.#turn());
  }

  async #turn(): Promise<void> {
    await this.#transact();
    await this.#transactions.afterCommit();
    this.#running = false;
    if (this.#waiting.length) this.#start();
    else for (const tell of this.#idle.splice(0)) tell();
  }

  async #transact(): Promise<void> {
    try {
      await this.#transactions.begin();
    } catch (error) {
      for (const job of this.#waiting.splice(0)) job.reject(error);
      this.#alone = 0;
      return;
    }
    const group = this.#waiting.splice(0, this.#alone > 0 ? 1 : groupSize);
    this.#alone = Math.max(0, this.#alone - 1);
    try {
      const outcomes = group.map((job) => job.run());
      this.#transactions.commit();
      for (const tell of outcomes) tell();
    } catch (error) {
      this.#transactions.rollBack();
      if (group.length === 1) group[0]?.reject(error);
      else {
        this.#waiting.unshift(...group);
        this.#alone = group.length;
      }
    }
  }
}

function attempt<Result>(
  work: () => Result,
  resolve: (result: Result) => void,
  reject: (error: unknown) => void,
  { isRefusal }: Transactions,
): Outcome {
  try {
    const result = work();
    return () => resolve(result);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return () => reject(error);
  }
}
