import { toLifeFact } from "@wor/engine";
import type { SequencedEvent } from "@wor/event-store";
import { compiled, type PlaceNode, type ReferralId, type StepKind } from "@wor/lifecycle";
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
  held: number;
  activity: string | undefined;
  waitingFor: string | undefined;
  /** When taking part began, in milliseconds since 1970. */
  tookPartAt: number | undefined;
  paused: boolean;
  volunteers: boolean;
  /** What is planned; a plan that was made before counts no more. */
  plan: number;
  feedbackPlan: number;
}

/** What a fact means for who has to plan. */
export interface Noticed {
  /** Somebody has to think again about what comes next. */
  readonly goesOn: boolean;
  /** The referrer is to be told from now on. */
  readonly owes: boolean;
  readonly reminded: StepKind | undefined;
  readonly risen: StepKind | undefined;
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
    held: 0,
    activity: undefined,
    waitingFor: undefined,
    tookPartAt: undefined,
    paused: false,
    volunteers: false,
    plan: 0,
    feedbackPlan: 0,
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
      goesOn = true;
      break;
    case "ActivityMatched":
      life.activity = fact.data.activity;
      life.waitingFor = undefined;
      goesOn = true;
      break;
    case "WaitingListJoined":
      life.waitingFor = fact.data.activity;
      goesOn = true;
      break;
    case "MatchingReopened":
      life.activity = undefined;
      life.waitingFor = undefined;
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
      return { ...nothing, reminded: fact.data.step as StepKind };
    case "StepEscalated":
      return { ...nothing, risen: fact.data.step as StepKind };
    default:
  }
  const owes = life.node.place.feedback === "owed" && before.place.feedback !== "owed";
  return { goesOn, owes, reminded: undefined, risen: undefined };
}

const nothing: Noticed = { goesOn: false, owes: false, reminded: undefined, risen: undefined };
