import type { LifecyclePlace } from "./place.ts";
import { type RegionTable, stay } from "./regions.ts";
import { beginning, endings, justBegins, onTheWay } from "./shared-stages.ts";

const looking = { ConversationHeld: stay, GapSignalled: stay, ActivityMatched: "matched.agreed" } as const;

/**
 * Home visits to people over 75: another organisation screens, a volunteer visits, and the parties tell each
 * other what came of it (Samen in beweging L4109-4166). The match is with a volunteer; the visits are the
 * taking part.
 */
export const visitLifecycle: RegionTable<LifecyclePlace> = {
  initial: "referred.unregistered",
  states: {
    ...beginning,

    "intake.conversing": { ...onTheWay, ...looking, WaitingListJoined: "matched.waiting" },

    "matched.waiting": {
      ...onTheWay,
      ...looking,
      PlaceOffered: stay,
      MatchingReopened: "intake.conversing",
    },
    ...justBegins,
    ...endings,
  },
};
