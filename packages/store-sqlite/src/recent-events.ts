import type { Position, SequencedEvent } from "@wor/event-store";

/**
 * Events of the file that were written or asked for lately, so that a life that goes on is not read and parsed again
 * at every step. Events never change, so what is in here is never out of date; it is only ever forgotten.
 *
 * In two generations: whoever is asked for moves to the young one; when that is full, the old one is forgotten.
 */
export class RecentEvents {
  readonly #size: number;
  #young = new Map<Position, SequencedEvent>();
  #old = new Map<Position, SequencedEvent>();

  /** At most twice `size` are kept. */
  constructor(size: number) {
    this.#size = size;
  }

  get(position: Position): SequencedEvent | undefined {
    const young = this.#young.get(position);
    if (young) return young;
    const old = this.#old.get(position);
    if (old) this.keep(old);
    return old;
  }

  /** `event` is committed, and frozen all through: all readers share it. */
  keep(event: SequencedEvent): void {
    if (this.#young.size >= this.#size) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(event.position, event);
  }
}
