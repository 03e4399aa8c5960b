import type { ReferralState } from "../evolve.ts";
import { type LifecyclePlace, stageOf } from "../machine/place.ts";
import type { MeasurementMoment } from "../referral/record.ts";
import type { Variant } from "../variant/schema.ts";
import type { Role } from "../vocabulary/roles.ts";
import { after, type Instant, latest, startOfDay, type Term } from "../vocabulary/times.ts";

/** Something that is to be done next for a referral. */
export const stepKinds = [
  "judgeSuitability",
  "takeUpAgain",
  "assignCoach",
  "makeFirstContact",
  "tryContactAgain",
  "talkOrMatch",
  "takeUpIntakeAgain",
  "reviewWaiting",
  "answerOffer",
  "startParticipation",
  "evaluateTrial",
  "checkIn",
  "askAfterAbsence",
  "talkOfCompleting",
  "reviewGoals",
  "reviewPause",
  "giveFeedback",
  "measure",
] as const;
/** The kind of a next step. */
export type StepKind = (typeof stepKinds)[number];

/** What opens a step, when it is due and whose it is. */
interface StepRule {
  readonly kind: StepKind;
  /** The due moment while the step is open; nothing when it is not. */
  readonly due: (state: ReferralState, variant: Variant) => Instant | undefined;
  /** Whose step it is when the coach is there; without a coach, or where it says so, the coordinator's. */
  readonly owner: "coach" | "coordinator" | "judge";
}

/** Open in a place of the machine, or in several, due a term after something. */
function at(
  places: LifecyclePlace | readonly LifecyclePlace[],
  due: (
    state: ReferralState,
    variant: Variant,
    plus: (start: Instant, term: Term) => Instant,
  ) => Instant | undefined,
): StepRule["due"] {
  const open = new Set([places].flat());
  return (state, variant) =>
    open.has(state.place.lifecycle)
      ? due(state, variant, (start, term) => after(start, term, variant.calendar))
      : undefined;
}

/**
 * Every step there is, as a table. Together they are the safety net: wherever an open referral stands, at least
 * one of them is open (a property tests it on every variant). No source prints terms but the first contact; the
 * others are our defaults, to be filled in by the municipality.
 */
export const stepRules: readonly StepRule[] = [
  {
    kind: "judgeSuitability",
    owner: "judge",
    due: at("referred.triage", ({ record }, { triage }, plus) => plus(record.placeSince, triage.within)),
  },
  {
    kind: "takeUpAgain",
    owner: "coach",
    due: at(
      "referred.postponed",
      ({ record }) => record.triage.postponedUntil && startOfDay(record.triage.postponedUntil),
    ),
  },
  {
    kind: "assignCoach",
    owner: "coordinator",
    // Nobody looks for a coach before it is judged to be the right help, so the term begins there.
    due: ({ place, record }, { coach, calendar }) =>
      place.coach === "missing" &&
      place.lifecycle !== "referred.triage" &&
      record.coach.missingSince !== undefined
        ? after(latest(record.coach.missingSince, record.triage.acceptedAt), coach.within, calendar)
        : undefined,
  },
  {
    kind: "makeFirstContact",
    owner: "coach",
    due: at("referred.contacting", ({ record }, { contact }, plus) =>
      record.contact.attempts > 0
        ? undefined
        : (record.appointmentAt ??
          plus(latest(record.placeSince, record.contact.reachedAt), contact.firstWithin)),
    ),
  },
  {
    kind: "tryContactAgain",
    owner: "coach",
    due: at("referred.contacting", ({ record }, { contact }, plus) =>
      record.contact.attempts > 0 && record.contact.lastAttemptAt !== undefined
        ? // Nobody was to call while the referral was postponed.
          plus(latest(record.placeSince, record.contact.lastAttemptAt), contact.nextAttemptWithin)
        : undefined,
    ),
  },
  {
    kind: "talkOrMatch",
    owner: "coach",
    due: at("intake.conversing", ({ record }, { conversations }, plus) =>
      plus(latest(record.placeSince, record.conversations.lastAt), conversations.nextWithin),
    ),
  },
  {
    kind: "takeUpIntakeAgain",
    owner: "coach",
    due: at(
      "intake.onHold",
      ({ record }) => record.conversations.holdUntil && startOfDay(record.conversations.holdUntil),
    ),
  },
  {
    kind: "reviewWaiting",
    owner: "coach",
    due: at("matched.waiting", ({ record }, { matching }, plus) => {
      const review = plus(
        latest(record.placeSince, record.conversations.lastAt),
        matching.reviewWaitingEvery,
      );
      const { expectedOn } = record.matching;
      const place = expectedOn === undefined ? review : startOfDay(expectedOn);
      return place > record.placeSince && place < review ? place : review;
    }),
  },
  {
    kind: "answerOffer",
    owner: "coach",
    due: at("matched.waiting", ({ record }, { contact }, plus) =>
      record.matching.offeredAt === undefined
        ? undefined
        : plus(record.matching.offeredAt, contact.nextAttemptWithin),
    ),
  },
  {
    kind: "startParticipation",
    owner: "coach",
    due: at("matched.agreed", ({ record }, { matching }, plus) => {
      const startsOn = record.enrolments.findLast((one) => one.status === "agreed")?.startsOn;
      // What runs already began before the match; that day has nothing to do with this resident.
      return plus(latest(record.placeSince, startsOn && startOfDay(startsOn)), matching.startWithin);
    }),
  },
  {
    kind: "evaluateTrial",
    owner: "coach",
    due: at("matched.trying", ({ record }, { matching }, plus) =>
      plus(record.placeSince, matching.startWithin),
    ),
  },
  {
    kind: "checkIn",
    owner: "coach",
    due: at("participating.active", ({ record }, { participation }, plus) =>
      plus(latest(record.placeSince, record.participation.lastCheckInAt), participation.checkInEvery),
    ),
  },
  {
    // Who stays away after one visit is easily lost (Samen in beweging L3630-3631); asked as soon as after a missed call.
    kind: "askAfterAbsence",
    owner: "coach",
    due: at(
      ["matched.trying", "participating.active"],
      ({ record: { participation } }, { contact }, plus) => {
        const { noShows, lastNoShowAt, lastCheckInAt } = participation;
        const asked =
          lastCheckInAt !== undefined && lastNoShowAt !== undefined && lastCheckInAt >= lastNoShowAt;
        return noShows === 0 || lastNoShowAt === undefined || asked
          ? undefined
          : plus(lastNoShowAt, contact.nextAttemptWithin);
      },
    ),
  },
  {
    kind: "talkOfCompleting",
    owner: "coach",
    due: at("participating.active", ({ record }, { participation }, plus) =>
      // Who looked at the goals and goes on is asked again a term later.
      plus(
        latest(record.participation.startedAt ?? record.placeSince, record.participation.goalsReviewedAt),
        participation.completeAfter,
      ),
    ),
  },
  {
    kind: "reviewGoals",
    owner: "coach",
    due: at("participating.active", ({ record }, { participation }, plus) =>
      participation.reviewGoalsEvery === undefined
        ? undefined
        : // While it lay still there was nothing to look at.
          plus(
            latest(record.placeSince, record.participation.goalsReviewedAt),
            participation.reviewGoalsEvery,
          ),
    ),
  },
  {
    kind: "reviewPause",
    owner: "coach",
    due: at("participating.paused", ({ record }, { participation }, plus) =>
      record.participation.pausedUntil === undefined
        ? plus(record.participation.pausedSince ?? record.placeSince, participation.pauseAtMost)
        : startOfDay(record.participation.pausedUntil),
    ),
  },
  {
    kind: "giveFeedback",
    owner: "coach",
    due: ({ place, record }, { feedback, calendar }) => {
      if (place.feedback !== "owed") return undefined;
      // What was written down last may have been owed for longest.
      const due = record.feedback.owedFor.map(({ since }) => after(since, feedback.within, calendar));
      // After a crisis the referrer is told at once (peers.md, P9); the next working day is our choice.
      const { ending } = record;
      if (ending?.reason === "safety") due.push(after(ending.at, { workingDays: 1 }, calendar));
      return due.sort()[0];
    },
  },
  {
    kind: "measure",
    owner: "coach",
    due: ({ place, record }, { measurements, calendar }) => {
      const over = place.lifecycle === "feedback.closed" || stageOf(place) === "dropped";
      if (over || record.conversations.firstAt === undefined) return undefined;
      const first = record.conversations.firstAt;
      const open = measurements.flatMap(({ instrument, moments }) =>
        moments
          .filter(
            (moment) =>
              !record.measurements.some((one) => one.instrument === instrument && one.moment === moment),
          )
          .map((moment) => after(first, measureAfter[moment], calendar)),
      );
      return open.sort()[0];
    },
  },
];

/** At the start, after three and after six months (Samen in beweging L2173-2182); two weeks for the first is ours. */
const measureAfter: { readonly [Moment in MeasurementMoment]: Term } = {
  start: "P14D",
  after3Months: "P3M",
  after6Months: "P6M",
};

/** Who judges suitability, as a role that can own a step. */
export const judgeRole: { readonly [Judge in Variant["triage"]["by"]]: Role } = {
  referrer: "coordinator",
  coach: "coach",
  coordinator: "coordinator",
};
