import { view } from "../surroundings/view.ts";
import type { ActivityId, Code, OrganisationId, ReferralId } from "../vocabulary/identifiers.ts";
import type { CalendarDate } from "../vocabulary/times.ts";

/** What the log knows of one activity on the sociale kaart. */
export interface ActivityState {
  id?: ActivityId | undefined;
  status: "unknown" | "offered" | "suspended" | "stopped";
  kind?: Code | undefined;
  provider?: OrganisationId | undefined;
  capacity?: number | undefined;
  startsOn?: CalendarDate | undefined;
  /** Who has a place. */
  taking: ReferralId[];
  /** Who waits for one, longest first. */
  waiting: ReferralId[];
}

/** An activity's own facts, and every place taken or given up that carries its tag. */
export const activityView = view<ActivityState>(
  "activity",
  { status: "unknown", taking: [], waiting: [] },
  {
    ActivityOffered: (activity, { data }) => {
      activity.id = data.activity;
      activity.status = "offered";
      fill(activity, data);
    },
    ActivityChanged: (activity, { data }) => fill(activity, data),
    ActivitySuspended: (activity) => {
      activity.status = "suspended";
    },
    ActivityResumed: (activity) => {
      activity.status = "offered";
    },
    ActivityStopped: (activity) => {
      activity.status = "stopped";
    },
    // A match elsewhere carries this tag too when it ends the wait here.
    ActivityMatched: (activity, { data }) => {
      leaves(activity, data.referral);
      if (data.activity === activity.id) activity.taking.push(data.referral);
    },
    ActivityAdded: (activity, { data }) => {
      activity.taking.push(data.referral);
    },
    WaitingListJoined: (activity, { data }) => {
      // Who waits here already keeps the place in the row: only the expected day may be another.
      if (data.activity === activity.id && activity.waiting.includes(data.referral)) return;
      leaves(activity, data.referral);
      if (data.activity === activity.id) activity.waiting.push(data.referral);
    },
    EnrolmentEnded: (activity, { data }) => leaves(activity, data.referral),
    MatchingReopened: (activity, { data }) => leaves(activity, data.referral),
    ReferralDropped: (activity, { data }) => leaves(activity, data.referral),
    ReferralEnteredInError: (activity, { data }) => leaves(activity, data.referral),
    ParticipationCompleted: (activity, { data }) => leaves(activity, data.referral),
  },
);

function fill(
  activity: ActivityState,
  profile: Pick<ActivityState, "kind" | "provider" | "capacity" | "startsOn">,
): void {
  activity.kind = profile.kind;
  activity.provider = profile.provider;
  activity.capacity = profile.capacity;
  activity.startsOn = profile.startsOn;
}

function leaves(activity: ActivityState, referral: ReferralId): void {
  activity.taking = activity.taking.filter((one) => one !== referral);
  activity.waiting = activity.waiting.filter((one) => one !== referral);
}
