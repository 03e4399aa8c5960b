import { type EventStore, inMemoryEventStore, type SequencedEvent } from "@wor/event-store";
import { type CommandInput, type RejectionCode, Variant, type VariantInput } from "@wor/lifecycle";
import type { Given } from "../asked.ts";
import { createEngine, type Engine, type EngineOptions } from "../engine.ts";
import { testTown, variant } from "./town.ts";

/** The test town under rules of its own, with several people in their roles, and as many engines as a test wants. */
export function town(rules: Partial<VariantInput> = {}, options: Partial<EngineOptions> = {}) {
  const variants = options.variants ?? [variantOf(rules)];
  const store = inMemoryEventStore();
  const { clock, engine } = testTown({ ...options, store, variants });
  const does = async (actor: Given["actor"], command: CommandInput) => {
    const executed = await engine.execute(command, { actor });
    if (!executed.ok) throw new Error(`${command.type}: ${executed.rejection.message.en}`);
    return executed;
  };
  return {
    clock,
    engine,
    store,
    does,
    log: () => readAll(store),
    engineOn: (over: Partial<EngineOptions> = {}): Engine =>
      createEngine({ store, variants, clock, ...options, ...over }),
    async refuses(actor: Given["actor"], command: CommandInput): Promise<RejectionCode | "done"> {
      const executed = await engine.execute(command, { actor });
      return executed.ok ? "done" : executed.rejection.code;
    },
    refers: async (resident: string) => (await does(gp, registration(resident))).state?.record.id ?? "",
  };
}

export const gp = { id: "gp-1", role: "referrer", organisation: "practice-1" } as const;
export const coach = { id: "coach-1", role: "coach" } as const;
export const coordinator = { id: "coordinator-1", role: "coordinator" } as const;

export const registration = (resident: string): Extract<CommandInput, { type: "RegisterReferral" }> => ({
  type: "RegisterReferral",
  resident,
  referrer: { profession: "gp", organisation: "practice-1" },
  channel: "phone",
  mainReason: "loneliness",
  residentInformed: true,
  consent: { referral: true, contact: true, feedback: true },
});

/** The test town's variant with other rules. */
export const variantOf = (rules: Partial<VariantInput> = {}): Variant =>
  Variant.parse({ ...variant, ...rules });

async function readAll(store: EventStore): Promise<SequencedEvent[]> {
  const events: SequencedEvent[] = [];
  for await (const batch of store.read({ municipality: variant.municipality })) events.push(...batch);
  return events;
}
