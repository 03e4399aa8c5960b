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
  const command = commandFor(move, life, population, variant);
  if (command !== undefined && (await population.gives(command, life)).ok) return;
  if (move.kind === "tellReferrer" || (move.kind === "start" && command === undefined)) return;
  const days = move.kind === "assign" ? 1 : 7;
  population.goOnLater(life, atWork(inDays(population.now, days), life.fate.chance.between(0, 480)));
}

function commandFor(
  { kind }: Move,
  life: LivedLife,
  population: Population,
  variant: Variant,
): CommandInput | undefined {
  const { id: referral, fate } = life;
  const { behaviour, now, places } = population;
  switch (kind) {
    case "judge":
      return judge(life, population, variant);
    case "assign": {
      const coach = population.coaches.withRoom(variant);
      return coach === undefined ? undefined : { type: "AssignCoach", referral, coach };
    }
    case "reach":
      return reach(life, population, variant);
    case "talk":
      return talk(life, population, variant);
    case "match":
      if (fate.nothingFits)
        return drop(
          referral,
          "noFittingActivity",
          "circumstance",
          fate.stops?.helpedOn ? "otherHelp" : undefined,
        );
      return findPlace(life, population, variant);
    case "takePlace": {
      if (life.offered && life.waitingFor !== undefined)
        return { type: "MatchActivity", referral, activity: life.waitingFor };
      // Who waits for a course goes with the next group.
      const { nextGroup } = population;
      if (nextGroup === undefined || nextGroup === life.waitingFor) return undefined;
      return places.hasPlaceFor(nextGroup, referral)
        ? { type: "MatchActivity", referral, activity: nextGroup }
        : { type: "JoinWaitingList", referral, activity: nextGroup };
    }
    case "start": {
      const startsOn = behaviour.activities.find(({ key }) => key === life.activity)?.startsOn;
      if (startsOn !== undefined && startsOn > dateOf(instant(now))) {
        population.goOnLater(life, atWork(Date.parse(`${startsOn}T00:00:00Z`), 120));
        return undefined;
      }
      return { type: "StartParticipation", referral, activity: life.activity ?? "none" };
    }
    case "pause":
      return { type: "PauseParticipation", referral, reason: "illness" };
    case "resume":
      return { type: "ResumeParticipation", referral, stillSuitable: true };
    case "volunteer":
      return { type: "BecomeVolunteer", referral };
    case "stop":
      return fate.stops && stop(referral, fate.stops);
    case "complete":
      return { type: "CompleteParticipation", referral, outcome: "goesOnAlone" };
    case "tellReferrer":
      return life.node.place.feedback === "owed"
        ? {
            type: "GiveFeedback",
            referral,
            message: messageFor(life, variant),
            via: variant.feedback.via[0] ?? "phone",
          }
        : undefined;
    case "lookAgain":
      return undefined;
  }
}

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

function messageFor({ node, activity, fate }: LivedLife, { feedback }: Variant): FeedbackMessage {
  const { lifecycle } = node.place;
  const fits: readonly FeedbackMessage[] = lifecycle.startsWith("dropped")
    ? fate.notSuitable
      ? ["notSuitable", "stopped"]
      : ["stopped", "notSuitable"]
    : lifecycle.startsWith("feedback")
      ? ["completed", "takesPart"]
      : activity === undefined
        ? ["exploring", "takesPart"]
        : ["takesPart", "exploring"];
  return fits.find((one) => feedback.messages.includes(one)) ?? feedback.messages[0] ?? "takesPart";
}
