import { toLifeFact } from "@wor/engine";
import type { SequencedEvent } from "@wor/event-store";
import { compiled, type Instant, type PlaceNode, type ReferralId, type StepKind } from "@wor/lifecycle";
import type { Fate } from "./fate.ts";

/** One open referral as its people see it: enough to know what comes next, and nothing more. */
export interface LivedLife {
  readonly id: ReferralId;
  readonly resident: string;
  readonly fate: Fate;
  variant: { readonly id: string; readonly version: number };
  node: PlaceNode;
  coach: string | undefined;
  attempts: number;
  /** The appointment that the referrer made, in milliseconds since 1970. */
  readonly appointmentAt: number | undefined;
  held: number;
  /** When the first conversation was, in milliseconds since 1970. */
  metAt: number | undefined;
  /** Questionnaires that were filled in. */
  measured: number;
  activity: string | undefined;
  waitingFor: string | undefined;
  /** The place that is waited for has come free. */
  offered: boolean;
  /** When taking part began, in milliseconds since 1970. */
  tookPartAt: number | undefined;
  paused: boolean;
  volunteers: boolean;
  /** What is planned; a plan that was made before counts no more. */
  plan: number;
  feedbackPlan: number;
  /** Steps that somebody is going to see to, by the moment on which they are due. */
  tending: { [Kind in StepKind]?: Instant };
}

/** What a fact means for who has to plan. */
export interface Noticed {
  /** Somebody has to think again about what comes next. */
  readonly goesOn: boolean;
  /** The referrer is to be told from now on. */
  readonly owes: boolean;
  /** They have met for the first time. */
  readonly met: boolean;
  readonly reminded: Step | undefined;
  readonly risen: Step | undefined;
}

/** A step that was due, and when. */
export interface Step {
  readonly kind: StepKind;
  readonly dueAt: Instant;
}

export function begin(event: SequencedEvent, fate: Fate): LivedLife | undefined {
  const fact = toLifeFact(event);
  if (fact?.type !== "ReferralRegistered") return undefined;
  const { initial } = compiled(fact.data.pathway);
  return {
    id: fact.data.referral,
    resident: fact.data.resident,
    fate,
    variant: fact.data.variant,
    node: initial.next.get("ReferralRegistered") ?? initial,
    coach: undefined,
    attempts: 0,
    appointmentAt: fact.data.appointmentAt === undefined ? undefined : Date.parse(fact.data.appointmentAt),
    held: 0,
    metAt: undefined,
    measured: 0,
    activity: undefined,
    waitingFor: undefined,
    offered: false,
    tookPartAt: undefined,
    paused: false,
    volunteers: false,
    plan: 0,
    feedbackPlan: 0,
    tending: {},
  };
}

/** Takes in what happened to it. */
export function notice(life: LivedLife, event: SequencedEvent): Noticed {
  const fact = toLifeFact(event);
  const before = life.node;
  if (fact === undefined) return nothing;
  life.node = before.next.get(fact.type) ?? before;
  let goesOn =
    life.node.place.lifecycle !== before.place.lifecycle || life.node.place.coach !== before.place.coach;
  switch (fact.type) {
    case "VariantMigrated":
      life.variant = fact.data.to;
      break;
    case "CoachAssigned":
      life.coach = fact.data.coach;
      goesOn = true;
      break;
    case "CoachReleased":
    case "ReferralReopened":
      life.coach = undefined;
      break;
    case "ContactAttempted":
      life.attempts = fact.data.outcome === "reached" ? 0 : life.attempts + 1;
      goesOn = true;
      break;
    case "ConversationHeld":
      life.held += 1;
      life.metAt ??= Date.parse(fact.occurredAt);
      goesOn = true;
      break;
    case "ActivityMatched":
      life.activity = fact.data.activity;
      life.waitingFor = undefined;
      life.offered = false;
      goesOn = true;
      break;
    case "WaitingListJoined":
      life.waitingFor = fact.data.activity;
      life.offered = false;
      goesOn = true;
      break;
    case "PlaceOffered":
      life.offered = true;
      goesOn = true;
      break;
    case "MeasurementTaken":
      life.measured += 1;
      break;
    case "MatchingReopened":
      life.activity = undefined;
      life.waitingFor = undefined;
      life.offered = false;
      break;
    case "ParticipationStarted":
      life.tookPartAt ??= Date.parse(fact.occurredAt);
      break;
    case "ParticipationPaused":
      life.paused = true;
      break;
    case "BecameVolunteer":
      life.volunteers = true;
      goesOn = true;
      break;
    case "StepReminded":
      return { ...nothing, reminded: stepOf(fact.data) };
    case "StepEscalated":
      return { ...nothing, risen: stepOf(fact.data) };
    default:
  }
  const owes = life.node.place.feedback === "owed" && before.place.feedback !== "owed";
  return { goesOn, owes, met: fact.type === "ConversationHeld" && life.held === 1, ...noStep };
}

const noStep = { reminded: undefined, risen: undefined };
const nothing: Noticed = { goesOn: false, owes: false, met: false, ...noStep };

const stepOf = ({ step, dueAt }: { readonly step: string; readonly dueAt: Instant }): Step => ({
  kind: step as StepKind,
  dueAt,
});
