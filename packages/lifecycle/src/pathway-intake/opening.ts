import { decision } from "../decision.ts";
import { Pathway } from "../referral/facts.ts";
import { reject } from "../rejections.ts";
import { fromTomorrow } from "../vocabulary/days-ahead.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";
import { closedNow } from "./intake.ts";

/** No new referrals for now; those on their way go on (Zwartewaterland without a coach, Samen in beweging L5020-5025). */
export const closeIntake = decision(
  "CloseIntake",
  { pathway: Pathway.default("individual"), reason: Code, until: CalendarDate.optional() },
  {
    leadsTo: ["IntakeClosed"],
    subjects: ({ pathway }) => ({ pathway }),
    rules: [
      ({ known, now }) =>
        closedNow(known.pathway, now) === undefined ? undefined : reject("intake-already-closed"),
      ({ command, now }) => fromTomorrow(command.until, now),
    ],
    facts: ({ command: { pathway, reason, until } }) => [
      { type: "IntakeClosed", data: { pathway, reason, ...(until && { until }) } },
    ],
  },
);

/** New referrals are welcome again. */
export const openIntake = decision(
  "OpenIntake",
  { pathway: Pathway.default("individual") },
  {
    leadsTo: ["IntakeOpened"],
    subjects: ({ pathway }) => ({ pathway }),
    rules: [
      ({ known, variant }) => {
        const isOpen = variant.referring.opens === "atOnce" || known.pathway.opened === true;
        // Whoever opens what was closed until today says so, though it is open by itself.
        return isOpen && known.pathway.closed === undefined ? reject("intake-already-open") : undefined;
      },
    ],
    facts: ({ command: { pathway } }) => [{ type: "IntakeOpened", data: { pathway } }],
  },
);
