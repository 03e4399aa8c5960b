import { createEngine, refusalLog } from "@wor/engine";
import type { EventStore } from "@wor/event-store";
import type { CommandInput, Role } from "@wor/lifecycle";
import { sqliteEventStore } from "@wor/store-sqlite";
import { nijmegen } from "@wor/variants";

/** What stands in the example's log. */
export interface ExampleLog {
  /** Under way; the coach entered the conversation ten days after it. */
  readonly open: string;
  readonly closed: string;
}

/** A small log of Nijmegen in the spring of 2024: one referral that is under way, and one that is closed. */
export async function writeExampleLog(store: EventStore, beside?: EventStore): Promise<ExampleLog> {
  const refusals = beside && refusalLog(beside);
  let now = "2024-03-04T08:00:00.000Z";
  let drawn = 0;
  const engine = createEngine({
    store,
    variants: [nijmegen],
    clock: { now: () => now },
    ids: () => `id${++drawn}`,
    refusals: refusals?.tell,
  });
  async function gives(role: Role, command: CommandInput): Promise<string> {
    const executed = await engine.execute(command, { actor: { id: `${role}-1`, role } });
    if (!executed.ok) throw new Error(`${command.type}: ${executed.rejection.message.en}`);
    return executed.state?.record.id ?? "";
  }
  const registration = (resident: string, practice = "north"): CommandInput => ({
    type: "RegisterReferral",
    resident,
    referrer: { profession: "gp", organisation: practice },
    channel: "phone",
    mainReason: "loneliness",
    residentInformed: true,
    consent: { referral: true, contact: true, feedback: true },
    sex: "female",
    age: 71,
  });
  const refer = (resident: string) => gives("referrer", registration(resident));

  await gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
  await gives("coordinator", { type: "OfferActivity", activity: "walking", kind: "walkingGroup" });
  const [open, closed] = [await refer("r1"), await refer("r2")];
  for (const referral of [open, closed])
    await gives("coordinator", { type: "AssignCoach", referral, coach: "coach-1" });
  now = "2024-03-20T08:00:00.000Z";
  const occurredAt = "2024-03-10T10:00:00.000Z";
  await gives("coach", { type: "HoldConversation", referral: open, mode: "homeVisit", occurredAt });
  await gives("coach", { type: "DropReferral", referral: closed, reason: "moved", initiator: "resident" });
  await gives("coach", { type: "GiveFeedback", referral: closed, message: "stopped", via: "phone" });
  // Another practice refers who is under way already.
  const again = await engine.execute(registration("r1", "south"), {
    actor: { id: "gp-2", role: "referrer" },
  });
  if (again.ok) throw new Error("The same resident was open twice.");
  await refusals?.settled();
  return { open, closed };
}

/** The same in a file; what is refused in one beside it, where that is asked for. */
export async function exampleLogAt(path: string, besides?: string): Promise<ExampleLog> {
  const store = sqliteEventStore({ path });
  const beside = besides === undefined ? undefined : sqliteEventStore({ path: besides });
  const log = await writeExampleLog(store, beside);
  await store.close();
  await beside?.close();
  return log;
}
