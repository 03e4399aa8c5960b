import { view } from "../surroundings/view.ts";
import type { Code } from "../vocabulary/identifiers.ts";
import type { CalendarDate } from "../vocabulary/times.ts";

/** Whether a pathway takes new referrals. */
export interface PathwayIntakeState {
  closed?: { reason: Code; until?: CalendarDate | undefined } | undefined;
  /** Somebody opened it, once. */
  opened?: boolean;
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
