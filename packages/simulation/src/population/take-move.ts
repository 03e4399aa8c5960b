import {
  type CommandInput,
  dateOf,
  type EndReason,
  type FeedbackMessage,
  type Variant,
} from "@wor/lifecycle";
import type { Stops } from "./fate.ts";
import type { LivedLife } from "./life.ts";
import type { Move } from "./next-move.ts";
import type { Population } from "./population.ts";
import { judgement } from "./registration.ts";
import { atWork, inDays, instant } from "./working-time.ts";

/** Does what was planned for a referral. Where nothing can be done yet, somebody looks again. */
export async function takeMove(move: Move, life: LivedLife, population: Population): Promise<void> {
  const variant = population.variantOf(life);
  const command = doings[move.kind](life, population, variant);
  if (command !== undefined && (await population.gives(command, life)).ok) return;
  if (move.kind === "tellReferrer" || (move.kind === "start" && command === undefined)) return;
  const days = move.kind === "assign" ? 1 : 7;
  population.goOnLater(life, atWork(inDays(population.now, days), life.fate.chance.between(0, 480)));
}

/** What is done at a moment; nothing when nothing can be done yet. */
type Doing = (life: LivedLife, population: Population, variant: Variant) => CommandInput | undefined;

const doings: { readonly [Kind in Move["kind"]]: Doing } = {
  judge,
  assign: ({ id: referral }, { coaches }, variant) => {
    const coach = coaches.withRoom(variant);
    return coach === undefined ? undefined : { type: "AssignCoach", referral, coach };
  },
  reach,
  talk,
  match: (life, population, variant) =>
    life.fate.nothingFits ? nothingFits(life) : findPlace(life, population, variant),
  takePlace,
  start,
  pause: ({ id: referral }) => ({ type: "PauseParticipation", referral, reason: "illness" }),
  resume: ({ id: referral }) => ({ type: "ResumeParticipation", referral, stillSuitable: true }),
  volunteer: ({ id: referral }) => ({ type: "BecomeVolunteer", referral }),
  stop: ({ id: referral, fate }) => fate.stops && stop(referral, fate.stops),
  complete: ({ id: referral }) => ({ type: "CompleteParticipation", referral, outcome: "goesOnAlone" }),
  tellReferrer,
  lookAgain: () => undefined,
};

/** Whoever judges answers the decision tree, where the variant has one. */
function judge({ id: referral, fate }: LivedLife, { behaviour }: Population, variant: Variant): CommandInput {
  if (fate.notSuitable) return drop(referral, "notSuitable", "service", "otherHelp");
  const { answers, redirectTo } = judgement(variant, behaviour, fate.chance);
  return redirectTo === undefined
    ? { type: "AcceptReferral", referral, answers }
    : drop(referral, "notSuitable", "service", redirectTo);
}

/** What fits, if there is a place; else the waiting list, or where there is none, something else. */
function findPlace(life: LivedLife, population: Population, variant: Variant): CommandInput | undefined {
  const { id: referral } = life;
  const { places } = population;
  const wanted = choose(life, population);
  if (wanted === undefined) return undefined;
  if (places.hasPlaceFor(wanted, referral)) return { type: "MatchActivity", referral, activity: wanted };
  if (variant.matching.waitingList) return { type: "JoinWaitingList", referral, activity: wanted };
  const other = population.behaviour.activities.find(({ key }) => places.hasPlaceFor(key, referral));
  return other && { type: "MatchActivity", referral, activity: other.key };
}

/** Who is meant to arrive does, at the last attempt; who is not ends before. */
function reach(life: LivedLife, { behaviour, now }: Population, variant: Variant): CommandInput | undefined {
  const { id: referral, fate, attempts } = life;
  const last = attempts + 1 >= variant.contact.maxAttempts;
  const missed = { type: "RecordContactAttempt", referral, channel: "phone", outcome: "noAnswer" } as const;
  if (fate.stops?.stage === "beforeArriving") {
    if (fate.stops.reason !== "unreachable") return stop(referral, fate.stops);
    return attempts < variant.contact.maxAttempts ? missed : drop(referral, "unreachable", "circumstance");
  }
  if (!last && !fate.chance.happens(behaviour.contact.reached)) return missed;
  return {
    type: "HoldConversation",
    referral,
    mode: variant.conversations.modes[0] ?? "homeVisit",
    occurredAt: instant(now),
  };
}

/** Sometimes a talk is written down days later, under the day on which it was held. */
function talk(life: LivedLife, { behaviour, now }: Population, variant: Variant): CommandInput {
  const { id: referral, fate } = life;
  const late = fate.chance.happens(behaviour.conversations.writtenLate);
  const days = late ? fate.chance.number(behaviour.conversations.daysLate) : 0;
  const mode = variant.conversations.modes[0] ?? "homeVisit";
  return { type: "HoldConversation", referral, mode, occurredAt: instant(inDays(now, -days)) };
}

function nothingFits({ id: referral, fate }: LivedLife): CommandInput {
  return drop(referral, "noFittingActivity", "circumstance", fate.stops?.helpedOn ? "otherHelp" : undefined);
}

/** The place that was offered; who waits for a course goes with the next group. */
function takePlace(
  { id: referral, offered, waitingFor }: LivedLife,
  { nextGroup, places }: Population,
): CommandInput | undefined {
  if (offered && waitingFor !== undefined) return { type: "MatchActivity", referral, activity: waitingFor };
  if (nextGroup === undefined || nextGroup === waitingFor) return undefined;
  const type = places.hasPlaceFor(nextGroup, referral) ? "MatchActivity" : "JoinWaitingList";
  return { type, referral, activity: nextGroup };
}

/** Taking part begins; in a group on its first day. */
function start(life: LivedLife, population: Population): CommandInput | undefined {
  const { id: referral, activity = "none" } = life;
  const startsOn = population.behaviour.activities.find(({ key }) => key === life.activity)?.startsOn;
  if (startsOn === undefined || startsOn <= dateOf(instant(population.now)))
    return { type: "StartParticipation", referral, activity };
  population.goOnLater(life, atWork(Date.parse(`${startsOn}T00:00:00Z`), 120));
  return undefined;
}

function tellReferrer(life: LivedLife, _: Population, variant: Variant): CommandInput | undefined {
  if (life.node.place.feedback !== "owed") return undefined;
  const { messages, via } = variant.feedback;
  const message = messagesThatFit(life).find((one) => messages.includes(one)) ?? messages[0] ?? "takesPart";
  return { type: "GiveFeedback", referral: life.id, message, via: via[0] ?? "phone" };
}

/** What the referrer is told where somebody stands, the nearest to what happened first. */
function messagesThatFit({ node, activity, fate }: LivedLife): readonly FeedbackMessage[] {
  const { lifecycle } = node.place;
  if (lifecycle.startsWith("dropped"))
    return fate.notSuitable ? ["notSuitable", "stopped"] : ["stopped", "notSuitable"];
  if (lifecycle.startsWith("feedback")) return ["completed", "takesPart"];
  return activity === undefined ? ["exploring", "takesPart"] : ["takesPart", "exploring"];
}

function choose({ id, fate }: LivedLife, population: Population): string | undefined {
  const { behaviour, places, variant, nextGroup } = population;
  if (variant.pathway === "cohort") {
    const today = dateOf(instant(population.now));
    const first = behaviour.activities.find(
      ({ key, startsOn = "9999" }) => startsOn > today && places.hasPlaceFor(key, id),
    );
    return first?.key ?? nextGroup;
  }
  const open = behaviour.activities.filter(({ key }) => places.isOffered(key));
  return open.length === 0
    ? undefined
    : fate.chance.of(Object.fromEntries(open.map(({ key, weight = 1 }) => [key, weight])));
}

const stop = (referral: string, { reason, initiator, helpedOn }: Stops): CommandInput =>
  drop(referral, reason, initiator, helpedOn ? "otherHelp" : undefined);

const drop = (
  referral: string,
  reason: EndReason,
  initiator: "resident" | "referrer" | "service" | "circumstance",
  onwardTo?: string,
): CommandInput => ({
  type: "DropReferral",
  referral,
  reason,
  initiator,
  ...(onwardTo !== undefined && { onwardTo }),
});
