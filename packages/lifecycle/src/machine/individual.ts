import type { LifecyclePlace } from "./place.ts";
import { type RegionTable, stay } from "./regions.ts";
import { active, beginning, endings, onHold, onTheWay, paused } from "./shared-stages.ts";

const searching = { ConversationHeld: stay, ActivityProposed: stay, GapSignalled: stay } as const;
const found = { ActivityMatched: "matched.agreed", WaitingListJoined: "matched.waiting" } as const;
const searchAgain = { MatchingReopened: "intake.conversing" } as const;

/** Welzijn op Recept for one resident: a coach, an intake, a match with an activity, taking part, feedback. */
export const individualLifecycle: RegionTable<LifecyclePlace> = {
  initial: "referred.unregistered",
  states: {
    ...beginning,

    "intake.conversing": { ...onTheWay, ...searching, ...found, IntakePutOnHold: "intake.onHold" },
    "intake.onHold": onHold,

    "matched.waiting": { ...onTheWay, ...searching, ...found, ...searchAgain, PlaceOffered: stay },
    "matched.agreed": {
      ...onTheWay,
      ...searchAgain,
      ConversationHeld: stay,
      TrialStarted: "matched.trying",
      ParticipationStarted: "participating.active",
    },
    "matched.trying": {
      ...onTheWay,
      ...searchAgain,
      ConversationHeld: stay,
      AttendanceRecorded: stay,
      CheckedIn: stay,
      ParticipationStarted: "participating.active",
    },

    "participating.active": { ...active, ...searching, ActivityAdded: stay, EnrolmentEnded: stay },
    "participating.paused": paused,

    ...endings,
  },
};
