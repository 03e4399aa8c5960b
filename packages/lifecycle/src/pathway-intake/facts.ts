import { fact } from "../fact.ts";
import { Pathway } from "../referral/facts.ts";
import { Code } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";

/** Whether a municipality takes new referrals at all: without a coach none can start (Samen in beweging L5020-5025). */
export const pathwayIntakeFacts = {
  IntakeClosed: fact(1, { pathway: Pathway, reason: Code, until: CalendarDate.optional() }),
  IntakeOpened: fact(1, { pathway: Pathway }),
};
