import { z } from "zod";
import { type ReferralSituation, type Rule, referralDecision } from "../decision.ts";
import { interimFeedback } from "../feedback/recipient.ts";
import { reject } from "../rejections.ts";
import { startsWithinAYear } from "../steps/putting-off.ts";
import { ActivityId, Code, type ReferralId } from "../vocabulary/identifiers.ts";
import { CalendarDate } from "../vocabulary/times.ts";
import { hasPlace, isAwaited, isEnrolled, isNext, isOffered, waitsNoLessThanOthers } from "./capacity.ts";

const kindOf = ({ known }: ReferralSituation<unknown>): Code => known.activity.kind ?? "other";
const about = ({ activity }: { activity: ActivityId }) => ({ activity });

/** The coach puts something before the resident. */
export const proposeActivity = referralDecision(
  "ProposeActivity",
  { activity: ActivityId },
  {
    leadsTo: ["ActivityProposed"],
    subjects: about,
    rules: [isOffered],
    facts: (situation) => [
      {
        type: "ActivityProposed",
        data: {
          referral: situation.command.referral,
          activity: situation.command.activity,
          kind: kindOf(situation),
        },
      },
    ],
  },
);

/** Nothing on offer fits; the gap can be counted (Samen in beweging L4700-4712). */
export const signalGap = referralDecision(
  "SignalGap",
  { wanted: Code, because: Code.optional() },
  {
    leadsTo: ["GapSignalled"],
    facts: ({ command }) => [
      {
        type: "GapSignalled",
        data: {
          referral: command.referral,
          wanted: command.wanted,
          ...(command.because && { because: command.because }),
        },
      },
    ],
  },
);

export const mayAccompany: Rule<ReferralSituation<{ accompanied: boolean }>> = ({ command, variant }) =>
  command.accompanied && !variant.matching.accompanying
    ? reject("stage-not-used", { stage: "accompanying" })
    : undefined;

/** On which day it begins: as agreed, or as the sociale kaart says. */
const startOf = ({ command, known }: ReferralSituation<{ startsOn?: CalendarDate | undefined }>) =>
  command.startsOn ?? known.activity.startsOn;

/** Coach and resident have found what fits, and there is a place. */
export const matchActivity = referralDecision(
  "MatchActivity",
  {
    activity: ActivityId,
    startsOn: CalendarDate.optional(),
    accompanied: z.boolean().default(false),
    beforeOthersBecause: Code.optional(),
  },
  {
    leadsTo: ["ActivityMatched"],
    subjects: about,
    rules: [
      isOffered,
      hasPlace,
      waitsNoLessThanOthers,
      mayAccompany,
      (situation) => startsWithinAYear(startOf(situation), situation),
    ],
    facts: (situation) => {
      const { command, referral, variant } = situation;
      const startsOn = startOf(situation);
      return [
        {
          type: "ActivityMatched",
          data: {
            referral: command.referral,
            activity: command.activity,
            kind: kindOf(situation),
            accompanied: command.accompanied,
            ...(command.beforeOthersBecause && { beforeOthersBecause: command.beforeOthersBecause }),
            ...(startsOn && { startsOn }),
          },
        },
        ...interimFeedback(referral.record, "match", variant),
      ];
    },
  },
);

const waitingListIsUsed: Rule<ReferralSituation<unknown>> = ({ variant }) =>
  variant.matching.waitingList ? undefined : reject("stage-not-used", { stage: "waitingList" });

const isFull: Rule<ReferralSituation<{ activity: ActivityId; referral: ReferralId }>> = ({
  command,
  known,
}) =>
  isNext(known.activity, command.referral)
    ? reject("activity-has-room", { activity: command.activity })
    : undefined;

/** It fits but it is full: waiting is no end, and the expected day is in sight (Samen in beweging L4096-4100). */
export const joinWaitingList = referralDecision(
  "JoinWaitingList",
  { activity: ActivityId, expectedOn: CalendarDate.optional() },
  {
    leadsTo: ["WaitingListJoined"],
    subjects: about,
    rules: [waitingListIsUsed, isOffered, isFull],
    facts: (situation) => {
      const { command, known } = situation;
      const expectedOn = command.expectedOn ?? known.activity.startsOn;
      return [
        {
          type: "WaitingListJoined",
          data: {
            referral: command.referral,
            activity: command.activity,
            kind: kindOf(situation),
            ...(expectedOn && { expectedOn }),
          },
        },
      ];
    },
  },
);

/** A place came free and this resident is next; the coach is to ask whether it still fits. */
export const offerPlace = referralDecision(
  "OfferPlace",
  { activity: ActivityId },
  {
    leadsTo: ["PlaceOffered"],
    subjects: about,
    rules: [isAwaited, isOffered, hasPlace, waitsNoLessThanOthers],
    facts: ({ command: { referral, activity } }) => [{ type: "PlaceOffered", data: { referral, activity } }],
  },
);

const tryingIsUsed: Rule<ReferralSituation<unknown>> = ({ variant }) =>
  variant.matching.trying ? undefined : reject("stage-not-used", { stage: "trying" });

/** A first time to see whether it is right, if need be together (Nijmegen L62; Samen in beweging L1468-1469). */
export const startTrial = referralDecision(
  "StartTrial",
  { activity: ActivityId, accompanied: z.boolean().default(false) },
  {
    leadsTo: ["TrialStarted"],
    rules: [tryingIsUsed, isEnrolled, mayAccompany],
    facts: ({ command: { referral, activity, accompanied } }) => [
      { type: "TrialStarted", data: { referral, activity, accompanied } },
    ],
  },
);

/** It did not click, or the activity is gone: back to looking, without a drop (peers.md, P15, P16). */
export const returnToMatching = referralDecision(
  "ReturnToMatching",
  { reason: Code },
  {
    leadsTo: ["MatchingReopened"],
    facts: ({ command }) => [
      { type: "MatchingReopened", data: { referral: command.referral, reason: command.reason } },
    ],
  },
);
