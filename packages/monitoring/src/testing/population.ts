import type { EventStore } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import { testTown } from "./town.ts";

/** Chance that comes out the same every time. */
function chances(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    happens: (chance: number) => next() < chance,
    between: (low: number, high: number) => low + next() * (high - low),
    oneOf: <T>(...choices: [T, ...T[]]): T => choices[Math.floor(next() * choices.length)] ?? choices[0],
  };
}

const day = 86_400_000;

/**
 * A town in which people are referred through the months, and live on as chance has it: some never arrive, wait, stop
 * or are never told of; the same for the same seed. Each life is told in order of time, in turns with the others.
 */
export async function population({ seed = 1, people = 120, months = 14, store }: Population = {}) {
  const town = await testTown(store, "2025-01-03T08:00:00.000Z");
  const { happens, between, oneOf } = chances(seed);
  const begin = Date.parse("2025-01-03T09:00:00.000Z");
  const agenda: { at: number; does: () => Promise<void> }[] = [];
  const plan = (at: number, does: () => Promise<void>) => agenda.push({ at, does });
  const tries = async (role: "coach" | "coordinator", command: CommandInput) =>
    (await town.engine.execute(command, { actor: { id: `${role}-1`, role } })).ok;

  for (let person = 0; person < people; person += 1) {
    let at = begin + between(0, months * 30) * day;
    const later = (low: number, high: number, does: () => Promise<void>) => {
      at += between(low, high) * day;
      plan(at, does);
    };
    plan(at, async () => {
      const profession = oneOf("gp", "gp", "gp", "practiceNurse", "practiceNurse", "self");
      const referral = await town.refers(`r${person}`, {
        profession,
        ...(profession !== "self" && { practice: oneOf("noord", "noord", "zuid", "haven") }),
        reason: oneOf("lonely", "lonely", "grief"),
        sex: oneOf("female", "female", "male"),
        age: Math.round(between(24, 91)),
        hindered: happens(0.5),
      });
      later(0, 3, async () => {
        await tries("coordinator", { type: "AcceptReferral", referral });
        await tries("coordinator", { type: "AssignCoach", referral, coach: "coach-1" });
      });
      if (happens(0.12)) {
        later(20, 60, async () => void (await stops(referral, "wantsNoHelp")));
        return;
      }
      const talks = Math.round(between(1, 4.4));
      for (let held = 0; held < talks; held += 1)
        later(held === 0 ? 3 : 14, held === 0 ? 34 : 30, async () => {
          await tries("coach", { type: "HoldConversation", referral, mode: oneOf("homeVisit", "phone") });
          if (happens(0.06))
            await tries("coach", { type: "SignalGap", referral, wanted: oneOf("buddy", "evening") });
        });
      if (happens(0.18)) {
        later(
          5,
          40,
          async () => void (await stops(referral, oneOf("noTransport", "otherHelp", "wantsNoHelp"))),
        );
        return;
      }
      later(
        5,
        30,
        async () => void (await tries("coach", { type: "MatchActivity", referral, activity: "walking" })),
      );
      tells(referral, "takesPart");
      later(
        3,
        20,
        async () =>
          void (await tries("coach", { type: "StartParticipation", referral, activity: "walking" })),
      );
      if (happens(0.25)) later(20, 120, async () => void (await stops(referral, "conditionWorsened")));
      else if (happens(0.6))
        later(90, 220, async () => {
          await tries("coach", { type: "CompleteParticipation", referral, outcome: "onOwnFeet" });
        });
      tells(referral, "stopped");
    });

    async function stops(
      referral: string,
      reason: "wantsNoHelp" | "noTransport" | "otherHelp" | "conditionWorsened",
    ) {
      await tries("coach", { type: "DropReferral", referral, reason, initiator: "resident" });
      tells(referral, "stopped");
    }

    function tells(referral: string, message: "takesPart" | "stopped") {
      if (happens(0.85))
        later(
          2,
          22,
          async () => void (await tries("coach", { type: "GiveFeedback", referral, message, via: "phone" })),
        );
    }
  }

  const end = begin + months * 30 * day;
  for (;;) {
    agenda.sort((a, b) => a.at - b.at);
    const next = agenda.shift();
    if (next === undefined || next.at > end) break;
    town.clock.at = new Date(next.at).toISOString();
    await next.does();
  }
  town.clock.at = new Date(end).toISOString();
  return town;
}

/** How many, over how long. */
export interface Population {
  readonly seed?: number;
  readonly people?: number;
  readonly months?: number;
  readonly store?: EventStore;
}
