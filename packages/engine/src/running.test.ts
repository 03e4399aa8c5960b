import { inMemoryEventStore } from "@wor/event-store";
import { describe, expect, test } from "vitest";
import { createEngine } from "./engine.ts";
import { differently, testTown, variant } from "./testing/town.ts";

const coordinator = { actor: { id: "a-coordinator", role: "coordinator" } } as const;

describe("deadlines and reactions", () => {
  test("no deadline is forgotten when reading the log breaks off halfway", async () => {
    const { engine, store, refers } = testTown();
    await refers("resident-1");
    await refers("resident-2");
    let breaksOff = true;
    const shaky = differently(store, {
      async *read(query, options) {
        for await (const batch of store.read(query, { ...options, batchSize: 1 })) {
          yield batch;
          if (!breaksOff || batch[0]?.position !== 3) continue;
          breaksOff = false;
          throw new Error("the connection was lost");
        }
      },
    });
    const shakyEngine = createEngine({ store: shaky, variants: [variant] });

    await expect(shakyEngine.nextDue()).rejects.toThrow("the connection was lost");

    expect(await shakyEngine.nextDue()).toBe(await engine.nextDue());
  });

  test("what was measured after the ending is still known when the resident comes back", async () => {
    const { engine, gives, refers } = testTown();
    const referral = await refers("resident-1");
    await gives("coach", { type: "HoldConversation", referral, mode: "phone" });
    await gives("coach", { type: "DropReferral", referral, reason: "moved", initiator: "resident" });
    await gives("coach", { type: "GiveFeedback", referral, message: "stopped", via: "phone" });
    await engine.runDue();
    await gives("coach", {
      type: "TakeMeasurement",
      referral,
      instrument: "own",
      moment: "start",
      answers: { wellbeing: 7 },
    });
    await gives("coach", { type: "ReopenReferral", referral, reason: "back" });

    const open = await engine.openReferrals(coordinator);

    expect(open).toMatchObject({ ok: true, referrals: [{ state: { record: { id: referral } } }] });
    expect(open.ok && open.referrals[0]?.steps.map((step) => step.kind)).not.toContain("measure");
  });

  test("a step that has risen to the last of the chain does not hold up the clock", async () => {
    const { engine, clock, refers } = testTown();
    await refers("resident-1");
    for (let month = 2; month <= 9; month += 1) {
      clock.at = `2026-0${month}-05T08:00:00.000Z`;
      await engine.runDue();
    }

    expect(await engine.nextDue()).toBeUndefined();
  });

  test("who waits longest for a coach gets the first who has room", async () => {
    const { engine, gives, refers } = testTown();
    const first = await refers("resident-1");
    const second = await refers("resident-2");
    await gives("coordinator", { type: "RegisterCoach", coach: "coach-1", maxCaseload: 1 });

    await engine.runReactions();

    expect(await engine.referral(first, coordinator)).toMatchObject({
      state: { place: { coach: "assigned" } },
    });
    expect(await engine.referral(second, coordinator)).toMatchObject({
      state: { place: { coach: "missing" } },
    });
  });
});

describe("a running engine", () => {
  test("does not miss what comes in while it starts", async () => {
    const { store, gives, refers } = testTown();
    await gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
    let starting = true;
    const busy = differently(store, {
      async head() {
        if (starting) {
          starting = false;
          await refers("resident-1");
        }
        return store.head();
      },
    });
    const running = createEngine({ store: busy, variants: [variant] });

    await expect(assignedWhile(running, store)).resolves.toBe("coach-1");
  });

  test("tries again what failed", async () => {
    const { store, gives, refers } = testTown({ store: inMemoryEventStore() });
    await gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
    await refers("resident-1");
    let failures = 2;
    const failing = differently(store, {
      append: async (events, condition) => {
        if (failures-- > 0) throw new Error("the disk is full");
        return store.append(events, condition);
      },
    });
    const running = createEngine({ store: failing, variants: [variant] });

    await expect(assignedWhile(running, store)).resolves.toBe("coach-1");
  });
});

describe("a running engine goes on", () => {
  test("when the log cannot be asked or followed for a while, at the start or later", async () => {
    const { store, gives, refers } = testTown({ store: inMemoryEventStore() });
    await gives("coordinator", { type: "RegisterCoach", coach: "coach-1" });
    let heads = 0;
    let subscriptions = 0;
    const away = differently(store, {
      head: async () => {
        if (++heads === 1) throw new Error("the database is starting up");
        return store.head();
      },
      async *subscribe(query, options) {
        if (++subscriptions === 1) {
          await refers("resident-1");
          throw new Error("the connection was lost");
        }
        yield* store.subscribe(query, options);
      },
    });
    const told: string[] = [];
    const running = createEngine({ store: away, variants: [variant] });

    await expect(assignedWhile(running, store, (error) => told.push(String(error)))).resolves.toBe("coach-1");
    expect(told).toEqual(["Error: the database is starting up", "Error: the connection was lost"]);
  });

  test("and tells whoever runs it which rules it has not, once for all who follow them", async () => {
    const { store, refers } = testTown();
    await refers("resident-1");
    await refers("resident-2");
    const told: string[] = [];
    const stop = new AbortController();
    const running = createEngine({
      store,
      variants: [{ ...variant, version: 2 }],
      clock: { now: () => "2026-02-20T08:00:00.000Z" },
    }).run({
      signal: stop.signal,
      onError: (error) => {
        told.push(String(error));
        stop.abort();
      },
    });
    await running;
    expect(told).toEqual([expect.stringMatching(/^RulesMissing: .*testdorp@1/)]);
  });
});

/** Runs the engine until a coach has been assigned. */
async function assignedWhile(
  running: ReturnType<typeof createEngine>,
  store: ReturnType<typeof testTown>["store"],
  onError: (error: unknown) => void = () => {},
): Promise<unknown> {
  const stop = new AbortController();
  const run = running.run({ signal: stop.signal, everyMs: 5, onError });
  try {
    const query = { municipality: variant.municipality, items: [{ types: ["CoachAssigned"] }] };
    for await (const [event] of store.subscribe(query, { after: 0, signal: AbortSignal.timeout(20_000) }))
      return event?.data.coach;
    return "nobody";
  } finally {
    stop.abort();
    await run;
  }
}
