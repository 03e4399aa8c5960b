import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import { type CommandInput, Variant } from "@wor/lifecycle";
import { createEngine, type EngineOptions } from "../engine.ts";

/** A municipality with little of its own, for trying the engine. */
export const variant = Variant.parse({
  id: "testdorp",
  version: 1,
  name: { nl: "Testdorp", en: "Testdorp" },
  municipality: "testdorp",
  referring: {
    professions: ["gp"],
    reasons: [{ code: "loneliness", label: { nl: "Eenzaamheid", en: "Loneliness" }, core: "loneliness" }],
  },
  measurements: [{ instrument: "own", moments: ["start"] }],
});

/** An engine with a clock that can be set, and commands that must succeed. */
export function testTown(options: { store?: EventStore } & Partial<EngineOptions> = {}) {
  const clock = { at: "2026-01-05T08:00:00.000Z", now: () => clock.at };
  const store = options.store ?? inMemoryEventStore();
  let drawn = 0;
  const ids = () => `id${++drawn}`;
  const engine = createEngine({ variants: [variant], clock, ids, ...options, store });
  async function gives(role: "coordinator" | "referrer" | "coach", command: CommandInput) {
    const executed = await engine.execute(command, { actor: { id: `a-${role}`, role } });
    if (!executed.ok) throw new Error(executed.rejection.message.en);
    return executed;
  }
  async function refers(resident: string): Promise<string> {
    const { state } = await gives("referrer", {
      type: "RegisterReferral",
      resident,
      referrer: { profession: "gp" },
      channel: "phone",
      mainReason: "loneliness",
      residentInformed: true,
      consent: { referral: true, contact: true, feedback: true },
    });
    return state?.record.id ?? "";
  }
  return { clock, store, engine, gives, refers };
}

/** A store of which some calls go differently. */
export function differently(store: EventStore, calls: Partial<EventStore>): EventStore {
  return {
    append: (events, condition) => store.append(events, condition),
    read: (query, options) => store.read(query, options),
    restore: (events) => store.restore(events),
    head: () => store.head(),
    subscribe: (query, options) => store.subscribe(query, options),
    close: () => store.close(),
    ...calls,
  };
}
