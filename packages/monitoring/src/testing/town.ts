import { createEngine, type Engine, refusalLog } from "@wor/engine";
import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import { type CommandInput, type Role, Variant } from "@wor/lifecycle";

/** A municipality with little of its own, for trying what can be seen of a log. */
export const testdorp = Variant.parse({
  id: "testdorp",
  version: 1,
  name: { nl: "Testdorp", en: "Testdorp" },
  municipality: "testdorp",
  referring: {
    professions: ["gp", "practiceNurse"],
    selfReferral: true,
    reasons: [
      { code: "lonely", label: { nl: "Eenzaam", en: "Lonely" }, core: "loneliness" },
      { code: "grief", label: { nl: "Rouw", en: "Grief" }, core: "loss" },
    ],
  },
  triage: { by: "coordinator" },
  measurements: [{ instrument: "own", moments: ["start", "after3Months", "after6Months"] }],
});

/** What a test says about one registration; the rest is as usual. */
export interface Referring {
  readonly profession?: "gp" | "practiceNurse" | "self";
  readonly practice?: string;
  readonly reason?: "lonely" | "grief";
  readonly sex?: "female" | "male" | "unknown";
  readonly age?: number;
  readonly hindered?: boolean;
  readonly occurredAt?: string;
}

/**
 * A town with a coach and a walking group, a clock that is set by hand, and commands that must succeed.
 * @param begin When it begins; its coach and walking group are there from then.
 */
export async function testTown(store: EventStore = inMemoryEventStore(), begin = "2026-01-05T08:00:00.000Z") {
  const clock = { at: begin, now: () => clock.at };
  let drawn = 0;
  const ids = () => `id${++drawn}`;
  const refusals = refusalLog(inMemoryEventStore(), { ids });
  const engine: Engine = createEngine({
    store,
    variants: [testdorp],
    clock,
    ids,
    refusals: refusals.tell,
  });

  async function gives(role: Role, command: CommandInput, id = `${role}-1`) {
    const executed = await engine.execute(command, { actor: { id, role } });
    if (!executed.ok) throw new Error(`${command.type}: ${executed.rejection.message.en}`);
    return executed;
  }

  function registration(resident: string, about: Referring = {}): CommandInput {
    const { profession = "gp", practice, reason = "lonely", occurredAt, ...person } = about;
    return {
      type: "RegisterReferral",
      resident,
      referrer: { profession, ...(practice && { organisation: practice }) },
      channel: "phone",
      mainReason: reason,
      residentInformed: true,
      consent: { referral: true, contact: true, feedback: true },
      ...person,
      ...(occurredAt && { occurredAt }),
    };
  }

  async function refers(resident: string, about: Referring = {}): Promise<string> {
    const command = registration(resident, about);
    const { state } = await (about.profession === "self"
      ? gives("resident", command, resident)
      : gives("referrer", command));
    return state?.record.id ?? "";
  }

  /** Accepted, assigned to the coach, and talked with so often. */
  async function talks(referral: string, times = 1) {
    const { state } = await gives("coordinator", { type: "AcceptReferral", referral });
    if (state?.place.coach === "missing")
      await gives("coordinator", { type: "AssignCoach", referral, coach: "coach-1" });
    for (let held = 0; held < times; held += 1)
      await gives("coach", { type: "HoldConversation", referral, mode: "homeVisit" });
  }

  /** Found something that fits, and takes part. */
  async function takesPart(referral: string) {
    await gives("coach", { type: "MatchActivity", referral, activity: "walking" });
    await gives("coach", { type: "StartParticipation", referral, activity: "walking" });
  }

  const drops = (referral: string, reason = "wantsNoHelp") =>
    gives("coach", { type: "DropReferral", referral, reason, initiator: "resident" } as CommandInput);

  await gives("coordinator", { type: "RegisterCoach", coach: "coach-1", maxCaseload: 500 });
  await gives("coordinator", { type: "OfferActivity", activity: "walking", kind: "walking" });
  const options = () => ({ municipality: "testdorp", variants: [testdorp], now: clock.at, refusals });
  return { clock, store, engine, refusals, gives, refers, registration, talks, takesPart, drops, options };
}
