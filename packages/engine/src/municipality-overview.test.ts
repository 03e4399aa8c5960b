import type { CommandInput } from "@wor/lifecycle";
import { expect, test } from "vitest";
import type { Given } from "./asked.ts";
import { MunicipalityOverview } from "./municipality-overview.ts";
import { coordinator, registration, town, variantOf } from "./testing/town-with-rules.ts";

test("an overview holds as much after many lives have ended as after one", async () => {
  expect(await heldAfter(20)).toBe(await heldAfter(1));
});

/** How many things an overview holds when so many lives have come, been put off, waited and ended. */
async function heldAfter(lives: number): Promise<number> {
  const { engine, clock, store } = town();
  const known = new Map<string, { state: unknown; upTo: number }>();
  const overview = new MunicipalityOverview(
    store,
    "testdorp",
    () => variantOf(),
    (tag) => known.get(tag),
  );
  async function does(actor: Given["actor"], command: CommandInput) {
    const executed = await engine.execute(command, { actor });
    if (!executed.ok) throw new Error(executed.rejection.message.en);
    const { state, events } = executed;
    if (state !== undefined)
      known.set(`referral:${state.record.id}`, { state, upTo: events.at(-1)?.position ?? 0 });
    return state?.record.id ?? "";
  }
  await does(coordinator, { type: "RegisterCoach", coach: "coach-1" });
  await does(coordinator, { type: "OfferActivity", activity: "choir", kind: "singing", capacity: 1 });
  const ends = async (referral: string) => {
    await does(coordinator, { type: "DropReferral", referral, reason: "moved", initiator: "resident" });
    await does(coordinator, { type: "MarkFeedbackImpossible", referral, reason: "noConsent" });
  };
  for (let life = 0; life < lives; life += 1) {
    const referral = await does(coordinator, registration(`resident-${life}`));
    await overview.catchUp();
    await does(coordinator, { type: "AssignCoach", referral, coach: "coach-1" });
    await does(coordinator, { type: "HoldConversation", referral, mode: "phone" });
    await does(coordinator, { type: "MatchActivity", referral, activity: "choir" });
    await overview.catchUp();
    await ends(referral);
    await does(coordinator, { type: "ReopenReferral", referral, reason: "back" });
    await overview.catchUp();
    await ends(referral);
  }
  await overview.catchUp();
  expect(overview.open.size).toBe(0);
  clock.at = "2027-01-05T08:00:00.000Z";
  expect(overview.agenda.first).toBeUndefined();
  return held(overview);
}

/** How much can be reached from a value, all entries of its collections counted, but the log and the functions. */
function held(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== "object" || value === null || seen.has(value)) return 1;
  seen.add(value);
  const { store: _, ...own } = value as { store?: unknown };
  const parts =
    value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(own);
  return parts.reduce<number>((sum, part) => sum + held(part, seen), 1);
}
