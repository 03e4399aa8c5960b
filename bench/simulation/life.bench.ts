import { createEngine } from "@wor/engine";
import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import type { CommandInput, Role } from "@wor/lifecycle";
import { coverPaths } from "@wor/simulation";
import { nijmegen } from "@wor/variants";
import { type Figure, median, ratio } from "../measure.ts";
import { stopwatch, writtenBare } from "./written-bare.ts";

/** One life of seven commands through the engine in memory, and the explorer that tries every turn. */
export async function figures(): Promise<Figure[]> {
  await town(500);
  const [lives, bare]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 5; turn++) {
    const { store, seconds } = await town(1_500);
    lives.push(seconds);
    bare.push(await writtenBare(store, "nijmegen"));
  }
  const spent = stopwatch();
  const { situations } = coverPaths(nijmegen, { situations: 150 });
  return [
    {
      name: "simulation life of seven commands",
      value: (median(lives) * 1_000) / 1_500,
      unit: "ms of processor time",
    },
    ratio("simulation life over writing its events bare", lives, bare),
    { name: "simulation situations explored", value: situations / spent(), unit: "per second" },
  ];
}

/** So many lives in a town with fifty coaches. */
async function town(lives: number): Promise<{ store: EventStore; seconds: number }> {
  let drawn = 0;
  const store = inMemoryEventStore();
  const clock = { now: () => "2026-01-05T08:00:00.000Z" };
  const ids = () => `id${++drawn}`;
  const engine = createEngine({ store, variants: [nijmegen], clock, ids });
  const give = async (command: CommandInput, role: Role) => {
    const executed = await engine.execute(command, { actor: { id: role, role } });
    if (!executed.ok) throw new Error(executed.rejection.message.en);
    return executed.state?.record.id ?? "";
  };
  for (let i = 0; i < 50; i++)
    await give({ type: "RegisterCoach", coach: `coach-${i}`, maxCaseload: 1_000 }, "coordinator");
  await give({ type: "OfferActivity", activity: "walking", kind: "walking" }, "coordinator");
  let lived = 0;
  async function life() {
    const referral = await give(
      {
        type: "RegisterReferral",
        resident: `resident-${++lived}`,
        referrer: { profession: "gp", organisation: "practice-a" },
        channel: "phone",
        mainReason: "loneliness",
        residentInformed: true,
        consent: { referral: true, contact: true, feedback: true },
      },
      "referrer",
    );
    await give({ type: "AssignCoach", referral, coach: `coach-${lived % 50}` }, "coordinator");
    await give({ type: "HoldConversation", referral, mode: "homeVisit" }, "coach");
    await give({ type: "MatchActivity", referral, activity: "walking" }, "coach");
    await give({ type: "StartParticipation", referral, activity: "walking" }, "coach");
    await give({ type: "CompleteParticipation", referral, outcome: "goesOnAlone" }, "coach");
    await give({ type: "GiveFeedback", referral, message: "completed", via: "phone" }, "coach");
  }
  const spent = stopwatch();
  while (lived < lives) await life();
  return { store, seconds: spent() };
}
