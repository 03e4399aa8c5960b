import type { CalendarDate, Instant } from "@wor/lifecycle";
import { CarePathFailure, tellingThePath } from "./failure.ts";
import { momentOn, type VirtualClock } from "./virtual-clock.ts";

interface Parts {
  readonly clock: VirtualClock;
  readonly nextDue: () => Promise<string | undefined>;
  /** Does what follows by itself now. */
  readonly settle: () => Promise<void>;
  /** Tells the story that time goes by, and sees that nothing else does meanwhile. */
  readonly step: (code: string, work: () => Promise<void>) => Promise<void>;
  readonly soFar: () => string;
}

/** So many moments in one stretch of time are no care path any more. */
const mostMoments = 100_000;

/** One step can call for another at the same moment, but not without end. */
const mostLooks = 20;

/** The time in a municipality: it stands still until the story lets it pass. */
export class Time {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Now, in UTC. */
  get now(): Instant {
    return this.#parts.clock.now();
  }

  /** The day in the municipality. */
  get today(): CalendarDate {
    return this.#parts.clock.today;
  }

  /** Lets time pass, as `P2W`, `P3D` or `PT4H`. Whatever falls due on the way happens at its own moment, in order. */
  async passes(duration: string): Promise<void> {
    const { clock, step } = this.#parts;
    await step(`await town.time.passes("${duration}");`, () => this.#goTo(() => clock.after(duration)));
  }

  /** Lets time pass until a day (nine in the morning) or a moment. */
  async until(dayOrMoment: string): Promise<void> {
    const { step } = this.#parts;
    await step(`await town.time.until("${dayOrMoment}");`, () =>
      this.#goTo(() => momentOn(dayOrMoment, "09:00")),
    );
  }

  async #goTo(moment: () => Instant): Promise<void> {
    const { clock, nextDue, settle, soFar } = this.#parts;
    const end = tellingThePath(soFar, moment);
    if (end < clock.now())
      throw new CarePathFailure(`Time does not go back, from ${clock.now()} to ${end}.`, soFar());
    let looks = 0;
    for (let moments = 0; moments < mostMoments; moments += 1) {
      await settle();
      const next = (await nextDue()) as Instant | undefined;
      if (next === undefined || next > end) {
        if (clock.now() === end) return;
        clock.moveTo(end);
        continue;
      }
      looks = next <= clock.now() ? looks + 1 : 0;
      if (looks > mostLooks)
        throw new CarePathFailure(`What was due ${next} stays due: its step is refused.`, soFar());
      if (next > clock.now()) clock.moveTo(next);
    }
    throw new CarePathFailure(`More than ${mostMoments} moments fall due before ${end}.`, soFar());
  }
}
