import type { LifecyclePlace } from "./place.ts";
import { type RegionTable, stay } from "./regions.ts";
import { beginning, endings, justBegins, onHold, onTheWay } from "./shared-stages.ts";

/** Somebody has a place in a group, or waits for the next one to start: there is nothing to search. */
const placed = { ActivityMatched: "matched.agreed", WaitingListJoined: "matched.waiting" } as const;

/**
 * A course in a group: GRIP&GLANS (groups of twelve; Samen in beweging §4), Stapjefitter (18 weeks, twice a
 * week, goals looked at every month; ten practices L564-574). The course is the activity, so there is no
 * matching step; who leaves early is often helped on (Samen in beweging L4075-4082).
 */
export const cohortLifecycle: RegionTable<LifecyclePlace> = {
  initial: "referred.unregistered",
  states: {
    ...beginning,
    "referred.contacting": { ...beginning["referred.contacting"], ...placed },

    "intake.conversing": { ...onTheWay, ...placed, ConversationHeld: stay, IntakePutOnHold: "intake.onHold" },
    "intake.onHold": onHold,

    "matched.waiting": {
      ...onTheWay,
      ...placed,
      ConversationHeld: stay,
      PlaceOffered: stay,
      MatchingReopened: "intake.conversing",
    },
    ...justBegins,
    ...endings,
  },
};
