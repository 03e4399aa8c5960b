import type { CoachBehaviour } from "./behaviour.ts";
import { atWork, startOf, startOfWeek, weekOf } from "./working-time.ts";

/** The weeks of one coach: so many conversations fit in each, none while away. This is where waiting comes from. */
export class Diary {
  readonly #coach: CoachBehaviour;
  readonly #booked = new Map<number, number>();

  constructor(coach: CoachBehaviour) {
    this.#coach = coach;
  }

  /** Books the first conversation at or after `wish`, `minutes` into a working day. */
  book(wish: number, minutes: number): number {
    for (let at = atWork(wish, minutes); ; at = atWork(startOfWeek(weekOf(at) + 1), minutes)) {
      const week = weekOf(at);
      const booked = this.#booked.get(week) ?? 0;
      if (booked >= this.#coach.perWeek || this.#isAway(at)) continue;
      this.#booked.set(week, booked + 1);
      return at;
    }
  }

  /** Forgets the weeks that have gone. */
  forget(before: number): void {
    const now = weekOf(before);
    for (const week of this.#booked.keys()) if (week < now) this.#booked.delete(week);
  }

  #isAway(at: number): boolean {
    const { away = [] } = this.#coach;
    return away.some(({ from, until }) => startOf(from) <= at && at < startOf(until));
  }
}
