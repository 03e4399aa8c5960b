import { view } from "../surroundings/view.ts";
import type { Code } from "../vocabulary/identifiers.ts";
import { type CalendarDate, dateOf, type Instant } from "../vocabulary/times.ts";

/** Whether a pathway takes new referrals. */
export interface PathwayIntakeState {
  closed?: { reason: Code; until?: CalendarDate | undefined } | undefined;
  /** Somebody opened it, once. */
  opened?: boolean;
}

/** How a pathway's intake is closed now; a closing until a day is over on that day. */
export function closedNow({ closed }: PathwayIntakeState, now: Instant): PathwayIntakeState["closed"] {
  return closed?.until !== undefined && closed.until <= dateOf(now) ? undefined : closed;
}

/** The facts that open and close a pathway's intake. */
export const pathwayIntakeView = view<PathwayIntakeState>(
  "pathway",
  {},
  {
    IntakeClosed: (intake, { data }) => {
      intake.closed = { reason: data.reason, until: data.until };
    },
    IntakeOpened: (intake) => {
      intake.closed = undefined;
      intake.opened = true;
    },
  },
);
