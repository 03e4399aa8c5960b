import { createEngine } from "@wor/engine";
import { inMemoryEventStore } from "@wor/event-store";
import type { CommandInput, Role } from "@wor/lifecycle";
import { coverPaths } from "@wor/simulation";
import { nijmegen } from "@wor/variants";
import { type Figure, rateOfCpu } from "../measure.ts";

/** One life of seven commands through the engine in memory, and the explorer that tries every turn. */
export async function figures(): Promise<Figure[]> {
  const perSecond = await lives();
  const start = process.cpuUsage();
  const { situations } = coverPaths(nijmegen, { situations: 150 });
  const { user, system } = process.cpuUsage(start);
  return [
    { name: "simulation life of seven commands", value: 1_000 / perSecond, unit: "ms of processor time" },
    {
      name: "simulation situations explored",
      value: (situations * 1_000_000) / (user + system),
      unit: "per second",
    },
  ];
}

async function lives(): Promise<number> {
  let drawn = 0;
  const clock = { now: () => "2026-01-05T08:00:00.000Z" };
  const ids = () => `id${++drawn}`;
  const engine = createEngine({ store: inMemoryEventStore(), variants: [nijmegen], clock, ids });
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
  for (let i = 0; i < 300; i++) await life();
  return rateOfCpu(life, 20_000, 3_000);
}
