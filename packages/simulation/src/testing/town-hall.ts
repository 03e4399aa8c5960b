import { appendFileSync } from "node:fs";
import { setImmediate as breath, setTimeout as sleep } from "node:timers/promises";
import { createEngine, type Engine, noticesOf, runOutbox } from "@wor/engine";
import type { CheckpointStore, EventStore } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import { plain, registration } from "./plain-town.ts";

/** A log that several processes can work on at once. */
export type SharedStore = EventStore & { readonly checkpoints: CheckpointStore };

/** One of several processes that run a municipality. */
export interface TownHall {
  readonly store: SharedStore;
  /** Unlike every other. */
  readonly name: string;
  /** When the town began, in milliseconds since 1970; an hour passes in a millisecond. */
  readonly began: number;
  /** By how much this process's clock is off. */
  readonly minutesOff: number;
  /** Where every process notes what it has delivered. */
  readonly notes: string;
  /** Is told of every command that was acknowledged. */
  readonly acknowledged: (commandId: string) => void;
  readonly signal: AbortSignal;
}

/** Registers, guides and ends what it can, does what time and reactions call for, and tells the outside, until stopped. */
export async function runTownHall(hall: TownHall): Promise<void> {
  const { store, name, signal, acknowledged } = hall;
  const outbox = postOf(hall);
  let drawn = 0;
  const ids = () => `${name}-${++drawn}`;
  const engine = createEngine({ store, variants: [plain], clock: townClock(hall), ids });
  const referralsOf = referralsSeen();
  try {
    while (!signal.aborted) {
      // Several at once, as from several desks.
      await Promise.all(
        Array.from({ length: 4 }, async () => {
          const command = anything(await referralsOf(engine));
          const commandId = `${name}/${++drawn}`;
          const executed = await engine.execute(command, { actor: coordinator, commandId });
          if (executed.ok) acknowledged(commandId);
        }),
      );
      await engine.runReactions();
      await engine.runDue();
      await breath();
    }
  } finally {
    await outbox.stop();
  }
}

/** Does what is left to be done by itself, and tells all that is to be told. */
export async function tidyUp(hall: TownHall): Promise<void> {
  const engine = createEngine({ store: hall.store, variants: [plain], clock: townClock(hall) });
  await engine.runReactions();
  await engine.runDue();
  const outbox = postOf(hall);
  await outbox.reached(await hall.store.head());
  while ((await outbox.waiting()).length > 0) await sleep(5);
  await outbox.stop();
}

const postOf = ({ store, name, notes }: TownHall) =>
  runOutbox(store, store.checkpoints, {
    name: "post",
    owner: name,
    query: { municipality: plain.municipality },
    messages: noticesOf,
    async deliver({ key, event }) {
      await breath();
      if (Math.random() < 0.1) throw new Error("the line was busy");
      appendFileSync(notes, `${key} ${event.position}\n`);
    },
    backoffMs: () => 5,
    everyMs: 5,
    leaseMs: 400,
    maxAttempts: 1_000,
  });

const townClock = ({ began, minutesOff }: TownHall) => ({
  now: () => new Date(monday + (Date.now() - began) * 3_600_000 + minutesOff * 60_000).toISOString(),
});

/** Those that are open, and now and then one that was: it may come back. */
function referralsSeen() {
  const seen: string[] = [];
  return async (engine: Engine): Promise<readonly string[]> => {
    const open = await engine.openReferrals({ actor: coordinator });
    const ids = open.ok ? open.referrals.map(({ state }) => state.record.id as string) : [];
    for (const id of ids) if (!seen.includes(id)) seen.push(id);
    return Math.random() < 0.8 ? ids : seen.slice(-6);
  };
}

const monday = Date.parse("2026-01-05T08:00:00.000Z");
const coordinator = { id: "some-coordinator", role: "coordinator" } as const;
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** Something that somebody asks for, sensible or not. */
function anything(referrals: readonly string[]): CommandInput {
  const referral = referrals.length === 0 ? "nobody" : oneOf(referrals);
  const coach = oneOf(["coach-1", "coach-2", "coach-3"]);
  const activity = oneOf(["choir", "walking"]);
  const resident = `resident-${oneOf([1, 2, 3, 4, 5, 6])}`;
  return oneOf<CommandInput>([
    registration(resident, oneOf([0, 1, 2, 3])),
    registration(resident, oneOf([0, 1, 2, 3])),
    { type: "RegisterCoach", coach, maxCaseload: 2 },
    { type: "LetCoachDepart", coach, reason: "otherWork" },
    { type: "SendCoachOnLeave", coach, standIn: oneOf(["coach-1", "coach-2", "coach-3"]) },
    { type: "BringCoachBack", coach },
    { type: "AssignCoach", referral, coach },
    { type: "OfferActivity", activity, kind: "outing", capacity: 1 },
    { type: "StopActivity", activity, reason: "noLeader" },
    { type: "HoldConversation", referral, mode: "phone" },
    { type: "MatchActivity", referral, activity },
    { type: "JoinWaitingList", referral, activity },
    { type: "StartParticipation", referral, activity },
    { type: "CompleteParticipation", referral, outcome: "takesPart" },
    { type: "DropReferral", referral, reason: "moved", initiator: "resident" },
    {
      type: "DropReferral",
      referral,
      reason: "duplicate",
      initiator: "service",
      mergedInto: oneOf(["x", ...referrals]),
    },
    { type: "ReopenReferral", referral, reason: "back" },
    { type: "GiveFeedback", referral, message: "stopped", via: "system" },
    { type: "GiveFeedback", referral, message: "stopped", via: "system" },
  ]);
}
