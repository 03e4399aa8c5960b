import { decision, type Rule, type Situation } from "../decision.ts";
import type { AnyFact } from "../facts.ts";
import { reject } from "../rejections.ts";
import { fromTomorrow } from "../vocabulary/days-ahead.ts";
import { CoachId, Code, type ReferralId } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";
import type { CoachState } from "./coach.ts";
import { coachWorksHere } from "./registering.ts";

type Leaving = Situation<{ coach: CoachId; standIn?: CoachId | undefined }>;

const standInWorksHere: Rule<Leaving> = ({ command: { coach, standIn }, known, variant }) => {
  if (standIn === undefined)
    return variant.coach.standIn === "required" ? reject("stand-in-required", { coach }) : undefined;
  if (standIn === coach) return reject("stands-in-for-itself");
  if (!known.standIn.known) return reject("unknown-coach", { coach: standIn });
  if (known.standIn.departed) return reject("coach-departed", { coach: standIn });
  return known.standIn.leave === undefined ? undefined : reject("coach-on-leave", { coach: standIn });
};

const notOnLeaveYet: Rule<Leaving> = ({ command: { coach }, known }) =>
  known.coach.leave === undefined ? undefined : reject("coach-on-leave", { coach });

/**
 * A coach is away for a while. With a stand-in the caseload stays together; without one everyone in it is
 * released in the same append, so that nobody waits for somebody who is not there (replacement at absence:
 * Samen in beweging L6117-6133).
 */
export const sendCoachOnLeave = decision(
  "SendCoachOnLeave",
  { coach: CoachId, until: CalendarDate.optional(), standIn: CoachId.optional() },
  {
    leadsTo: ["CoachWentOnLeave"],
    subjects: ({ coach, standIn }) => ({ coach, standIn }),
    rules: [
      coachWorksHere,
      notOnLeaveYet,
      standInWorksHere,
      ({ command, now }) => fromTomorrow(command.until, now),
    ],
    facts: ({ command: { coach, until, standIn }, known }) => [
      { type: "CoachWentOnLeave", data: { coach, ...(until && { until }), ...(standIn && { standIn }) } },
      ...(standIn === undefined
        ? released(coach, known.coach, "onLeave")
        : [
            ...known.coach.caseload.map(
              ({ referral }): AnyFact => ({ type: "StandInArranged", data: { referral, coach, standIn } }),
            ),
            ...noLongerCovered(coach, known.coach),
          ]),
    ],
  },
);

/** The coach is back; the stand-in steps aside. */
export const bringCoachBack = decision(
  "BringCoachBack",
  { coach: CoachId },
  {
    leadsTo: ["CoachReturned"],
    subjects: ({ coach }) => ({ coach }),
    rules: [
      coachWorksHere,
      ({ command: { coach }, known }) =>
        known.coach.leave === undefined ? reject("coach-not-on-leave", { coach }) : undefined,
    ],
    facts: ({ command: { coach }, known }) => {
      const standIn = known.coach.leave?.standIn;
      return [
        { type: "CoachReturned", data: { coach } },
        ...(standIn === undefined
          ? []
          : known.coach.caseload.map(
              ({ referral }): AnyFact => ({ type: "StandInEnded", data: { referral, coach, standIn } }),
            )),
      ];
    },
  },
);

/**
 * A coach leaves for good. The departure and the release of the whole caseload are one append: there is no
 * moment at which somebody still has a coach who is gone (Samen in beweging L5020-5025).
 */
export const letCoachDepart = decision(
  "LetCoachDepart",
  { coach: CoachId, reason: Code },
  {
    leadsTo: ["CoachDeparted"],
    subjects: ({ coach }) => ({ coach }),
    rules: [coachWorksHere],
    facts: ({ command: { coach, reason }, known }) => [
      { type: "CoachDeparted", data: { coach, reason } },
      ...released(coach, known.coach, "departed"),
    ],
  },
);

/** Everyone the coach guides or stands in for is released, so that they are seen and picked up again. */
const released = (coach: CoachId, state: CoachState, reason: Code): AnyFact[] => [
  ...state.caseload.flatMap(({ referral }) => [
    ...standInEnds(referral, coach, state.leave?.standIn),
    release(referral, coach, reason),
  ]),
  ...noLongerCovered(coach, state),
];

/** Whom the coach stood in for loses both: their own coach is away, or there would be no stand-in. */
const noLongerCovered = (standIn: CoachId, { covering }: CoachState): AnyFact[] =>
  covering.flatMap(({ referral, of }) => [
    ...standInEnds(referral, of, standIn),
    release(referral, of, "standInLeft"),
  ]);

const release = (referral: ReferralId, coach: CoachId, reason: Code): AnyFact => ({
  type: "CoachReleased",
  data: { referral, coach, reason },
});

const standInEnds = (referral: ReferralId, coach: CoachId, standIn: CoachId | undefined): AnyFact[] =>
  standIn === undefined ? [] : [{ type: "StandInEnded", data: { referral, coach, standIn } }];
