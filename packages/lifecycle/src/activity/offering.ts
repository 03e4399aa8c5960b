import { decision, type Rule, type Situation } from "../decision.ts";
import { reject } from "../rejections.ts";
import { ActivityId, Code } from "../vocabulary/identifiers.ts";
import { activityProfile } from "./facts.ts";

const isKnown: Rule<Situation<{ activity: ActivityId }>> = ({ command: { activity }, known }) => {
  if (known.activity.status === "unknown") return reject("unknown-activity", { activity });
  return known.activity.status === "stopped" ? reject("activity-stopped", { activity }) : undefined;
};

/** An activity comes on the sociale kaart. */
export const offerActivity = decision(
  "OfferActivity",
  { activity: ActivityId, ...activityProfile },
  {
    leadsTo: ["ActivityOffered"],
    subjects: ({ activity }) => ({ activity }),
    rules: [
      ({ command: { activity }, known }) => {
        const { status } = known.activity;
        return status === "offered" || status === "suspended"
          ? reject("activity-already-known", { activity })
          : undefined;
      },
    ],
    facts: ({ command: { type: _, occurredAt: __, ...profile } }) => [
      { type: "ActivityOffered", data: profile },
    ],
  },
);

/** Another place, provider, capacity or start. */
export const changeActivity = decision(
  "ChangeActivity",
  { activity: ActivityId, ...activityProfile },
  {
    leadsTo: ["ActivityChanged"],
    subjects: ({ activity }) => ({ activity }),
    rules: [isKnown],
    facts: ({ command: { type: _, occurredAt: __, ...profile } }) => [
      { type: "ActivityChanged", data: profile },
    ],
  },
);

/** Lies still for a while: a lockdown, a leader on leave (Samen in beweging L4979-4982). */
export const suspendActivity = decision(
  "SuspendActivity",
  { activity: ActivityId, reason: Code },
  {
    leadsTo: ["ActivitySuspended"],
    subjects: ({ activity }) => ({ activity }),
    rules: [
      isKnown,
      ({ command: { activity }, known }) =>
        known.activity.status === "suspended" ? reject("activity-suspended", { activity }) : undefined,
    ],
    facts: ({ command: { activity, reason } }) => [{ type: "ActivitySuspended", data: { activity, reason } }],
  },
);

/** Begins again. */
export const resumeActivity = decision(
  "ResumeActivity",
  { activity: ActivityId },
  {
    leadsTo: ["ActivityResumed"],
    subjects: ({ activity }) => ({ activity }),
    rules: [
      isKnown,
      ({ command: { activity }, known }) =>
        known.activity.status === "suspended" ? undefined : reject("activity-not-suspended", { activity }),
    ],
    facts: ({ command: { activity } }) => [{ type: "ActivityResumed", data: { activity } }],
  },
);

/** Stops for good; a reaction sends everyone in it back to matching, without a drop (RIVM/TNO L605-610). */
export const stopActivity = decision(
  "StopActivity",
  { activity: ActivityId, reason: Code },
  {
    leadsTo: ["ActivityStopped"],
    subjects: ({ activity }) => ({ activity }),
    rules: [isKnown],
    facts: ({ command: { activity, reason } }) => [{ type: "ActivityStopped", data: { activity, reason } }],
  },
);
