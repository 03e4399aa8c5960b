import { type Moment, toLifeFact } from "@wor/engine";
import type { Instant, ReferralState } from "@wor/lifecycle";
import { type AsOf, horizonOf, walk } from "./as-of.ts";
import { evolveAsSeen } from "./lives.ts";

/** One referral from a horizon. */
export interface MomentsSeen {
  /** Those that count, each with the referral as it stands from there. None: there was no referral yet. */
  readonly moments: readonly Moment[];
  /** Against which what is due is measured. */
  readonly moment: Instant;
}

/** The life of one referral as of any moment, in both senses. `moments` come from `engine.history`. */
export function momentsAsOf(
  moments: readonly Moment[],
  options: { readonly now: string; readonly asOf?: AsOf | undefined },
): MomentsSeen {
  const horizon = horizonOf(options.asOf, options.now);
  const step = walk(horizon);
  const seen: Moment[] = [];
  let state: ReferralState | undefined;
  for (const { event } of moments) {
    const fact = toLifeFact(event);
    const place = fact === undefined ? undefined : step(fact);
    if (fact === undefined || place === undefined) continue;
    state = evolveAsSeen(state, fact, place);
    seen.push({ event, state });
  }
  return { moments: seen, moment: horizon.moment };
}
