import {
  FeedbackMessage,
  feedbackChannels,
  type LifecyclePlace,
  type LifeFactType,
  type RejectionCode,
  type StepKind,
  type Variant,
} from "@wor/lifecycle";

type Uses = (variant: Variant) => boolean;

const judgesLater: Uses = ({ triage, referring }) => triage.by !== "referrer" || referring.selfReferral;
const measures: Uses = ({ measurements }) => measurements.length > 0;
const hasTree: Uses = ({ triage }) => triage.decisionTree !== undefined;
const hasAges: Uses = ({ referring }) =>
  referring.minimumAge !== undefined || referring.maximumAge !== undefined;

/** Refusals that only come where a variant uses what they are about. */
const refusalsInUse: { readonly [code in RejectionCode]?: Uses } = {
  "too-young": ({ referring }) => referring.minimumAge !== undefined,
  "too-old": ({ referring }) => referring.maximumAge !== undefined,
  "age-missing": hasAges,
  "channel-not-used": ({ referring }) => referring.channels.length > 0,
  "handover-not-used": ({ referring }) => referring.handovers.length < 3,
  "organisation-does-not-take-part": ({ referring }) => referring.organisations !== "all",
  "no-self-referral": ({ referring }) => !referring.selfReferral,
  "unknown-area": ({ areas }) => areas.length > 0,
  "consent-missing": ({ referring }) => referring.consent.length > 0,
  "resident-not-informed": ({ referring }) => referring.residentMustBeInformed,
  excluded: ({ referring }) => referring.exclusions.length > 0,
  "appointment-missing": ({ referring }) => referring.handovers.includes("appointment"),
  "nobody-to-tell": ({ referring }) => referring.selfReferral,
  "message-not-used": ({ feedback }) => feedback.messages.length < FeedbackMessage.options.length,
  "way-not-used": ({ feedback }) => feedback.via.length < feedbackChannels.length,
  "already-enrolled": ({ pathway }) => pathway === "individual",
  "only-enrolment": ({ pathway }) => pathway === "individual",
  "question-unanswered": hasTree,
  "tree-says-no": hasTree,
  "not-your-judgement": judgesLater,
  "mode-not-used": ({ conversations }) => conversations.modes.length < 6,
  "too-many-conversations": ({ conversations }) => conversations.maximum !== undefined,
  "already-measured": measures,
  "coach-not-trained": ({ coach }) => coach.trainingRequired,
  "stand-in-required": ({ coach }) => coach.standIn === "required",
  "stage-not-used": ({ matching }) => !matching.trying || !matching.accompanying || !matching.waitingList,
  "not-permitted-here": ({ restrictions }) => restrictions.length > 0,
  // In a story a coach speaks of nobody's work but their own.
  "not-your-own-work": () => false,
};

/** Steps that a variant does not ask for are never due. */
const stepsInUse: { readonly [kind in StepKind]?: Uses } = {
  judgeSuitability: judgesLater,
  measure: measures,
  reviewGoals: ({ participation }) => participation.reviewGoalsEvery !== undefined,
  evaluateTrial: ({ matching, pathway }) => matching.trying && pathway === "individual",
  reviewWaiting: ({ matching }) => matching.waitingList,
  answerOffer: ({ matching }) => matching.waitingList,
};

const factsInUse: { readonly [type in LifeFactType]?: Uses } = {
  MeasurementTaken: measures,
  TrialStarted: ({ matching }) => matching.trying,
  WaitingListJoined: ({ matching }) => matching.waitingList,
};

/** Places in which nobody stands: where the referrer judges, referring and judging are one. */
const placesInUse: { readonly [place in LifecyclePlace]?: Uses } = {
  "referred.unregistered": () => false,
  "referred.triage": judgesLater,
  "matched.trying": ({ matching }) => matching.trying,
  "matched.waiting": ({ matching }) => matching.waitingList,
};

/** What cannot come under a variant, since it does not use what it takes: no questionnaires, no decision tree. */
export interface OutOfUse {
  readonly place: (lifecycle: LifecyclePlace) => boolean;
  readonly fact: (type: LifeFactType) => boolean;
  readonly refusal: (code: RejectionCode) => boolean;
  readonly step: (kind: StepKind) => boolean;
}

export function outOfUse(variant: Variant): OutOfUse {
  const isOut = (uses: Uses | undefined) => uses?.(variant) === false;
  return {
    place: (lifecycle) => isOut(placesInUse[lifecycle]),
    fact: (type) => isOut(factsInUse[type]),
    refusal: (code) => isOut(refusalsInUse[code]),
    step: (kind) => isOut(stepsInUse[kind]),
  };
}
