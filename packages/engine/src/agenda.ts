import type { Instant } from "@wor/lifecycle";
import TinyQueue from "tinyqueue";

/** Who is to be looked at when: one moment each, the soonest found without looking at the others. */
export class Agenda<Key> {
  private readonly moments = new Map<Key, Instant>();
  /** May hold moments that were moved since; those are passed over. */
  private readonly queue = new TinyQueue<{ readonly key: Key; readonly moment: Instant }>([], (a, b) =>
    a.moment < b.moment ? -1 : a.moment > b.moment ? 1 : 0,
  );

  /** Sets or moves somebody's moment; without one, takes them off. */
  plan(key: Key, moment: Instant | undefined): void {
    if (this.moments.get(key) === moment) return;
    if (moment === undefined) {
      this.moments.delete(key);
      return;
    }
    this.moments.set(key, moment);
    this.queue.push({ key, moment });
  }

  /** The soonest moment; nothing when nobody is waiting. */
  get first(): Instant | undefined {
    return this.peek()?.moment;
  }

  /** Whose moment has come by `now`, the soonest first. They stay until they are planned anew. */
  by(now: Instant): readonly Key[] {
    const due = new Map<Key, Instant>();
    for (let next = this.peek(); next !== undefined && next.moment <= now; next = this.peek()) {
      due.set(next.key, next.moment);
      this.queue.pop();
    }
    for (const [key, moment] of due) this.queue.push({ key, moment });
    return [...due.keys()];
  }

  private peek() {
    for (;;) {
      const next = this.queue.peek();
      if (next === undefined || this.moments.get(next.key) === next.moment) return next;
      this.queue.pop();
    }
  }
}
