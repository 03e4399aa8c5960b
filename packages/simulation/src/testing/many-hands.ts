import type { Engine, Given, Ran } from "@wor/engine";
import { createEngine, toLifeFact } from "@wor/engine";
import { type EventStore, inMemoryEventStore, type SequencedEvent } from "@wor/event-store";
import {
  type CommandInput,
  deadlines,
  evolve,
  isClosed,
  isOnTheWay,
  type LifeFact,
  type ReferralId,
  type ReferralState,
  type Role,
  type Variant,
  variantKey,
} from "@wor/lifecycle";
import { byCommand, eventsOf } from "./log.ts";
import { plain } from "./plain-town.ts";

/** Rules that were changed, with other terms and less room: beside the old ones, as while a new version is brought in. */
export const changed: Variant = {
  ...plain,
  version: 2,
  coach: { ...plain.coach, within: "P10D", maxCaseload: 1 },
  contact: { ...plain.contact, firstWithin: "P28D" },
};

/** What a process knows of the rules, and by how much its clock is off. */
export interface Hand {
  readonly variants: readonly Variant[];
  readonly minutesOff: number;
}

/** A process of the old release with an old clock, one that is on time, and one that is ahead. */
export const hands: readonly Hand[] = [
  { variants: [plain], minutesOff: -7 },
  { variants: [plain, changed], minutesOff: 0 },
  { variants: [plain, changed], minutesOff: 11 },
];

/** A command as it was given, to be given again elsewhere. */
interface Said {
  readonly hand: number;
  readonly command: CommandInput;
  readonly given: Given;
}

let drawn = 0;

/** Several processes on one log that are not of one mind about the rules or the time, and a note of all they were told. */
export function manyHands(store: EventStore) {
  const said = new Map<string, Said>();
  const clock = { at: Date.parse("2026-01-05T08:00:00.000Z") };
  const now = (minutesOff: number) => new Date(clock.at + minutesOff * 60_000).toISOString();
  const engines = hands.map(({ variants, minutesOff }, hand) =>
    createEngine({
      store,
      variants,
      clock: { now: () => now(minutesOff) },
      ids: () => `h${hand}-${++drawn}`,
    }),
  );
  const at = (hand: number) => engines[hand % engines.length] as Engine;
  const remember = (hand: number, ran: Ran) => {
    for (const { command, events } of ran.done) {
      const commandId = events[0]?.commandId ?? "";
      said.set(commandId, { hand: hand % hands.length, command, given: { actor: system, commandId } });
    }
  };
  return {
    clock,
    said,
    at,
    async execute(hand: number, command: CommandInput, role: Role = "coordinator") {
      const given = { actor: { id: `some-${role}`, role }, commandId: `said-${++drawn}` };
      said.set(given.commandId, { hand: hand % hands.length, command, given });
      return await at(hand).execute(command, given);
    },
    async runDue(hand: number) {
      remember(hand, await at(hand).runDue());
    },
    async runReactions(hand: number) {
      remember(hand, await at(hand).runReactions());
    },
  };
}

const system = { id: "system", role: "system" } as const;

/**
 * The same log made by one process after the other: every command decided once more, alone, where it stands in the
 * log. Whatever a decision looked at without its append having waited for it comes out as a difference.
 */
export async function onceMoreInTurn(
  events: readonly SequencedEvent[],
  said: ReadonlyMap<string, Said>,
): Promise<readonly string[]> {
  const store = inMemoryEventStore();
  // Each time a process that remembers nothing: one that was behind would draw the key of a referral twice.
  const alone = (hand: number, time: string, ids: string[]) =>
    createEngine({
      store,
      variants: hands[hand]?.variants ?? [],
      clock: { now: () => time },
      ids: () => ids.shift() ?? `again-${++drawn}`,
    });
  const told = (list: readonly SequencedEvent[]) =>
    list.map(({ type, data, tags, occurredAt }) => JSON.stringify({ type, data, tags, occurredAt }));
  const differences: string[] = [];
  for (const [commandId, first] of byCommand(events)) {
    const one = said.get(commandId);
    if (one === undefined) {
      differences.push(`nobody said ${commandId}`);
      continue;
    }
    const ids = first.flatMap(({ type, data }) =>
      type === "ReferralRegistered" ? [`${data.referral}`] : [],
    );
    const executed = await alone(one.hand, first[0]?.recordedAt ?? "", ids).execute(one.command, one.given);
    const again = executed.ok ? told(executed.events) : [executed.rejection.code];
    const was = told(first);
    if (JSON.stringify(again) !== JSON.stringify(was))
      differences.push(`${one.command.type} at ${first[0]?.position}: ${was} became ${again}`);
  }
  return differences;
}

/**
 * What was opened for somebody who was on the way already, by accident. Who is the same person is what the log says:
 * a pseudonym that replaced another, and referrals that were merged.
 */
export function openedTwice(events: readonly SequencedEvent[]): string[] {
  const states = new Map<ReferralId, ReferralState>();
  const same = new Map<string, string>();
  const person = (pseudonym: string): string => {
    const next = same.get(pseudonym);
    return next === undefined ? pseudonym : person(next);
  };
  const join = (one: string, other: string | undefined) => {
    if (other !== undefined && person(one) !== person(other)) same.set(person(one), person(other));
  };
  const twice: string[] = [];
  for (const event of events) {
    const fact = toLifeFact(event);
    if (fact === undefined) continue;
    if (fact.type === "ReferralRegistered") join(fact.data.resident, fact.data.formerResident);
    const state = evolve(states.get(fact.data.referral), fact);
    if (opens(fact) && state.record.secondBecause === undefined) {
      const { resident, pathway } = state.record;
      for (const other of states.values())
        if (
          other.record.id !== state.record.id &&
          isOnTheWay(other.place) &&
          other.record.pathway === pathway &&
          person(other.record.resident) === person(resident)
        )
          twice.push(`at ${event.position}: ${resident} is on the way already as ${other.record.resident}`);
    }
    states.set(fact.data.referral, state);
    if (fact.type === "ReferralDropped" && fact.data.mergedInto !== undefined)
      join(state.record.resident, states.get(fact.data.mergedInto)?.record.resident);
  }
  return twice;
}

const opens = ({ type }: LifeFact): boolean => type === "ReferralRegistered" || type === "ReferralReopened";

/** Reminders and escalations that were told while nothing called for them: a second time, or too high. */
export function toldInVain(events: readonly SequencedEvent[], variants: readonly Variant[]): string[] {
  const states = new Map<ReferralId, ReferralState>();
  const vain: string[] = [];
  for (const event of events) {
    const fact = toLifeFact(event);
    if (fact === undefined) continue;
    const before = states.get(fact.data.referral);
    if (before !== undefined && (fact.type === "StepEscalated" || fact.type === "StepReminded")) {
      const variant = variants.find((one) => variantKey(one) === variantKey(before.record.variant));
      const open = variant && deadlines(before, variant).find(({ kind }) => kind === fact.data.step);
      const isCalledFor =
        open?.dueAt === fact.data.dueAt &&
        (fact.type === "StepEscalated"
          ? open.escalation?.level === fact.data.level
          : open.remindAt !== undefined);
      if (!isCalledFor) vain.push(`at ${event.position}: ${fact.type} of ${fact.data.step}`);
    }
    states.set(fact.data.referral, evolve(before, fact));
  }
  return vain;
}

/** Lets time pass with nobody acting, and answers the steps that have not risen to the last who is there. */
export async function leftBelow(
  { at, clock }: ReturnType<typeof manyHands>,
  store: EventStore,
): Promise<string[]> {
  const engine = at(1);
  for (let month = 0; month < 30; month += 1) {
    clock.at += 30 * 86_400_000;
    await engine.runDue();
  }
  const states = new Map<ReferralId, ReferralState>();
  for (const event of await eventsOf(store, plain.municipality)) {
    const fact = toLifeFact(event);
    if (fact !== undefined) states.set(fact.data.referral, evolve(states.get(fact.data.referral), fact));
  }
  return [...states.values()].flatMap((state) => {
    const variant = [plain, changed].find((one) => variantKey(one) === variantKey(state.record.variant));
    if (isClosed(state.place) || variant === undefined) return [];
    return deadlines(state, variant)
      .filter(({ escalation }) => escalation !== undefined)
      .map(({ kind, dueAt, level }) => `${state.record.id}: ${kind} of ${dueAt} stays at level ${level}`);
  });
}
