/** A number of days that things took: how many there were, and what most, half and nearly all of them took. */
export interface Durations {
  readonly count: number;
  readonly mean: number | undefined;
  readonly median: number | undefined;
  /** Nine out of ten took no longer. */
  readonly ninetieth: number | undefined;
  readonly longest: number | undefined;
}

/** Whole days and how often each came: as large as the longest duration, however many there are. */
export class Histogram {
  readonly #days: number[] = [];
  #count = 0;
  #sum = 0;

  add(days: number): void {
    const whole = Math.max(0, Math.floor(days));
    this.#days[whole] = (this.#days[whole] ?? 0) + 1;
    this.#count += 1;
    this.#sum += Math.max(0, days);
  }

  get durations(): Durations {
    return {
      count: this.#count,
      mean: this.#count === 0 ? undefined : Math.round((this.#sum / this.#count) * 10) / 10,
      median: this.#at(0.5),
      ninetieth: this.#at(0.9),
      longest: this.#count === 0 ? undefined : this.#days.length - 1,
    };
  }

  #at(share: number): number | undefined {
    let passed = 0;
    for (const [days, count = 0] of this.#days.entries()) {
      passed += count ?? 0;
      if (passed >= share * this.#count && passed > 0) return days;
    }
    return undefined;
  }
}
