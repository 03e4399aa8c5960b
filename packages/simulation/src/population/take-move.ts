import {
  type CommandInput,
  dateOf,
  type EndReason,
  type FeedbackMessage,
  type Variant,
} from "@wor/lifecycle";
import type { LivedLife } from "./life.ts";
import type { Move } from "./next-move.ts";
import type { Population } from "./population.ts";
import { atWork, inDays, instant } from "./working-time.ts";

/** Does what was planned for a referral. What the rules refuse is looked at again a week later. */
export async function takeMove(move: Move, life: LivedLife, population: Population): Promise<void> {
  const variant = population.variantOf(life);
  const command = commandFor(move, life, population, variant);
  if (command === undefined) {
    // Nobody to assign yet; somebody looks again the next day.
    if (move.kind === "assign") population.goOnLater(life, atWork(inDays(population.now, 1), 60));
    return;
  }
  const executed = await population.gives(command, life);
  if (executed.ok || move.kind === "checkIn" || move.kind === "tellReferrer") return;
  if (move.kind === "match" || move.kind === "askForPlace") {
    if (await waits(command, life, population, variant)) return;
  }
  if (move.kind === "assign") {
    // Full meanwhile: another coach, or the next day again.
    population.goOnLater(life, atWork(inDays(population.now, 1), life.fate.chance.between(0, 480)));
    return;
  }
  population.goOnLater(life, atWork(inDays(population.now, 7), life.fate.chance.between(0, 480)));
}

function commandFor(
  { kind }: Move,
  life: LivedLife,
  population: Population,
  variant: Variant,
): CommandInput | undefined {
  const { id: referral, fate } = life;
  const { behaviour, now } = population;
  switch (kind) {
    case "judge":
      return fate.notSuitable
        ? drop(referral, "notSuitable", "service", true)
        : { type: "AcceptReferral", referral, answers: yes(variant) };
    case "assign": {
      const coach = leastLoaded(population);
      return coach === undefined ? undefined : { type: "AssignCoach", referral, coach };
    }
    case "reach":
      return reach(life, population, variant);
    case "talk":
      return talk(life, population, variant);
    case "match":
      if (fate.nothingFits)
        return drop(referral, "noFittingActivity", "circumstance", fate.stops?.helpedOn ?? false);
      return { type: "MatchActivity", referral, activity: choose(life, population) };
    case "askForPlace": {
      // Who waits for a course goes with the next group; who waits for an activity waits for that.
      const next = variant.pathway === "cohort" ? nextGroup(population) : life.waitingFor;
      return {
        type: "MatchActivity",
        referral,
        activity: next ?? life.waitingFor ?? choose(life, population),
      };
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
      return fate.stops && drop(referral, fate.stops.reason, fate.stops.initiator, fate.stops.helpedOn);
    case "complete":
      return { type: "CompleteParticipation", referral, outcome: "goesOnAlone" };
    case "checkIn":
      return life.node.next.has("CheckedIn") ? { type: "CheckIn", referral, went: "yes" } : undefined;
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

/** Who is meant to arrive does, at the last attempt; who is not ends before. */
function reach(life: LivedLife, { behaviour, now }: Population, variant: Variant): CommandInput | undefined {
  const { id: referral, fate, attempts } = life;
  const last = attempts + 1 >= variant.contact.maxAttempts;
  const missed = { type: "RecordContactAttempt", referral, channel: "phone", outcome: "noAnswer" } as const;
  if (fate.stops?.stage === "beforeArriving") {
    if (fate.stops.reason !== "unreachable")
      return drop(referral, fate.stops.reason, fate.stops.initiator, fate.stops.helpedOn);
    return attempts < variant.contact.maxAttempts
      ? missed
      : drop(referral, "unreachable", "circumstance", false);
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

/** No place: on the waiting list where there is one. Answers whether somebody has a way on. */
async function waits(
  command: CommandInput,
  life: LivedLife,
  population: Population,
  variant: Variant,
): Promise<boolean> {
  if (command.type !== "MatchActivity" || life.waitingFor !== undefined || !variant.matching.waitingList)
    return false;
  const { referral, activity } = command;
  return (await population.gives({ type: "JoinWaitingList", referral, activity }, life)).ok;
}

/** The group that starts last of those that are offered. */
function nextGroup({ behaviour, offered }: Population): string | undefined {
  return behaviour.activities.findLast(({ key }) => offered.has(key))?.key;
}

function choose({ fate }: LivedLife, population: Population): string {
  const { behaviour, offered, variant } = population;
  const group = variant.pathway === "cohort" ? nextGroup(population) : undefined;
  if (group !== undefined) return group;
  const open = behaviour.activities.filter(({ key }) => offered.has(key));
  if (open.length === 0) return "nothing-is-offered";
  return fate.chance.of(Object.fromEntries(open.map(({ key, weight = 1 }) => [key, weight])));
}

function leastLoaded({ coaches }: Population): string | undefined {
  return [...coaches].reduce<[string, number] | undefined>(
    (least, one) => (least === undefined || one[1] < least[1] ? one : least),
    undefined,
  )?.[0];
}

const drop = (
  referral: string,
  reason: EndReason,
  initiator: "resident" | "referrer" | "service" | "circumstance",
  helpedOn: boolean,
): CommandInput => ({
  type: "DropReferral",
  referral,
  reason,
  initiator,
  ...(helpedOn && { onwardTo: "otherHelp" }),
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

const yes = ({ triage }: Variant): Record<string, boolean> =>
  Object.fromEntries((triage.decisionTree ?? []).map(({ code }) => [code, true]));
