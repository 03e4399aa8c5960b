import type { Position } from "./event-store.ts";

/**
 * Where named subscriptions have come, kept beside the log, so that many processes can share the work:
 * one live worker per name, handed over when it dies.
 *
 * Adapters offer it as `store.checkpoints`.
 */
export interface CheckpointStore {
  /**
   * Takes the lease on `name`, or renews it for the same `owner` (one owner is one worker, not one machine).
   * Answers `undefined` while another owner's lease runs.
   */
  acquire(name: string, options: { owner: string; leaseMs: number }): Promise<Lease | undefined>;

  /** Moves the checkpoint. @throws {LeaseLost} when another owner holds the lease by now. */
  save(lease: Lease, position: Position): Promise<void>;

  /** Gives the lease back, so that another worker need not wait for it to run out. */
  release(lease: Lease): Promise<void>;

  /** The checkpoint of `name`: everything up to and including it has been handled; 0 when it never ran. */
  position(name: string): Promise<Position>;

  /** Sets an event aside that failed too often, with its error. @throws {LeaseLost} */
  park(lease: Lease, event: ParkedEvent): Promise<void>;

  /** The events set aside, oldest first. */
  parked(name: string): Promise<readonly ParkedEvent[]>;

  /** Takes an event off the list: it was handled after all, or will not be. */
  unpark(name: string, position: Position): Promise<void>;
}

/** The right to work on a subscription for a while. `token` grows with every change of owner (fencing). */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly token: number;
  /** The checkpoint when the lease was taken. */
  readonly position: Position;
}

/** An event that a subscription could not handle, kept to be looked at and tried again. */
export interface ParkedEvent {
  readonly position: Position;
  readonly attempts: number;
  /** The error's name and message, without personal data. */
  readonly error: string;
  readonly parkedAt: string;
}

/** Another worker has taken over this subscription. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";

  constructor(lease: Lease) {
    super(`The lease on "${lease.name}" is held by another worker now; this one has to stop.`);
  }
}
