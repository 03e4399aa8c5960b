import { toFact, toLifeFact } from "@wor/engine";
import { type EventStore, exportLog, type SequencedEvent } from "@wor/event-store";
import {
  type CoachId,
  type CoachState,
  coachView,
  evolve,
  type ReferralId,
  type ReferralState,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import { type BrokenPromise, brokenPromises } from "../harness/promises.ts";

/** A log as it is written out, byte for byte. */
export async function textOf(store: EventStore): Promise<string> {
  let text = "";
  for await (const line of exportLog(store)) text += line;
  return text;
}

/** All events of a municipality. */
export async function eventsOf(store: EventStore, municipality: string): Promise<SequencedEvent[]> {
  const events: SequencedEvent[] = [];
  for await (const batch of store.read({ municipality })) events.push(...batch);
  return events;
}

/** The events of each command, by its id, in the order in which the commands began to be written. */
export const byCommand = (events: readonly SequencedEvent[]): Map<string, SequencedEvent[]> =>
  Map.groupBy(events, ({ id, commandId }) => commandId ?? id);

/**
 * Walks through a log command by command and answers every promise that did not hold in between, and every coach
 * who was given more residents than there is room for.
 */
export function brokenOnTheWay(events: readonly SequencedEvent[], variants: readonly Variant[]): string[] {
  const states = new Map<ReferralId, ReferralState>();
  const coaches = new Map<CoachId, CoachState>();
  const broken: string[] = [];
  const variantOf = (state: ReferralState) =>
    variants.find((one) => variantKey(one) === variantKey(state.record.variant));
  // Positions of two commands that have nothing in common may alternate; each was there at once or not at all.
  const inOrder = [...byCommand(events).values()].flat();
  for (const [i, event] of inOrder.entries()) {
    const life = toLifeFact(event);
    if (life !== undefined) states.set(life.data.referral, evolve(states.get(life.data.referral), life));
    const fact = toFact(event);
    for (const tag of event.tags) {
      if (fact === undefined || !tag.startsWith("coach:") || !coachView.types.includes(fact.type)) continue;
      const coach = tag.slice("coach:".length) as CoachId;
      const state = structuredClone(coaches.get(coach) ?? coachView.initial);
      coachView.evolve(state, fact);
      coaches.set(coach, state);
    }
    if (life?.type === "CoachAssigned") {
      const coach = coaches.get(life.data.coach);
      const assigned = states.get(life.data.referral);
      const room = coach?.maxCaseload ?? (assigned && variantOf(assigned))?.coach.maxCaseload ?? 0;
      if (coach === undefined || coach.caseload.length > room)
        broken.push(
          `at ${event.position}: ${life.data.coach} guides ${coach?.caseload.length}, with room for ${room}`,
        );
    }
    if (inOrder[i + 1]?.commandId === event.commandId) continue;
    const sentences = brokenPromises({ states: states.values(), coaches, variantOf });
    broken.push(
      ...sentences.map(({ sentence }: BrokenPromise) => `at ${event.position} (${event.type}): ${sentence}`),
    );
  }
  return broken;
}
