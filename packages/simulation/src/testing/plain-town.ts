import { createEngine, type Engine } from "@wor/engine";
import type { EventStore } from "@wor/event-store";
import { type CommandInput, type Role, Variant } from "@wor/lifecycle";

/** Rules with every stage in use and little else, for proofs about the engine. */
export const plain: Variant = Variant.parse({
  id: "plain",
  version: 1,
  name: { nl: "Gewoon", en: "Plain" },
  municipality: "plain",
  referring: {
    professions: ["gp", "practiceNurse", "districtNurse"],
    selfReferral: true,
    reasons: [{ code: "loneliness", label: { nl: "Eenzaamheid", en: "Loneliness" }, core: "loneliness" }],
  },
  coach: { maxCaseload: 2 },
});

let processes = 0;

/** Several engines on one log, as many processes would be, with one clock. */
export function engines(count: number, store: EventStore, variants: readonly Variant[] = [plain]) {
  const clock = { at: "2026-01-05T08:00:00.000Z", now: () => clock.at };
  const all = Array.from({ length: count }, () => {
    const process = `e${++processes}`;
    let drawn = 0;
    return createEngine({ store, variants, clock, ids: () => `${process}-${++drawn}`, cacheSize: 100 });
  });
  return { clock, all, one: (index: number): Engine => all[index % count] as Engine };
}

export const as = (role: Role) => ({ actor: { id: `some-${role}`, role } }) as const;

/** A referral as it comes in by one of several routes. */
export function registration(resident: string, route = 0): CommandInput {
  const referrer = (
    [
      { profession: "gp", organisation: "practice-a" },
      { profession: "gp", organisation: "practice-b" },
      { profession: "districtNurse", organisation: "home-care" },
      { profession: "self" },
    ] as const
  )[route % 4] ?? { profession: "gp" };
  return {
    type: "RegisterReferral",
    resident,
    referrer,
    channel: "phone",
    mainReason: "loneliness",
    residentInformed: true,
    consent: { referral: true, contact: true, feedback: true },
  };
}

/** A command that must be accepted. */
export async function must(engine: Engine, command: CommandInput, role: Role = "coordinator") {
  const executed = await engine.execute(command, as(role));
  if (!executed.ok) throw new Error(executed.rejection.message.en);
  return executed;
}

/** A referral that is registered; answers its key. */
export async function registered(engine: Engine, resident: string, route = 0): Promise<string> {
  const { state } = await must(engine, registration(resident, route));
  return state?.record.id ?? "";
}
