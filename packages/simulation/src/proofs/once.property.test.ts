import { inMemoryEventStore } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Crash, crashing, interleaved } from "../generators/interleaving.ts";
import { eventsOf } from "../testing/log.ts";
import { as, engines, must, plain, registered, registration } from "../testing/plain-town.ts";
import { runs } from "../testing/runs.ts";

const given = (commandId: string) => ({ ...as("coordinator"), commandId });

describe("a command under one id is done once", () => {
  test("given several times at once, to any process, in any order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, times) => {
        const log = inMemoryEventStore();
        const { one } = engines(2, interleaved(log, scheduler));

        const outcomes = await scheduler.waitFor(
          Promise.all(
            Array.from({ length: times }, (_, i) => one(i).execute(registration("r"), given("once"))),
          ),
        );

        const answers = outcomes.map((outcome) => outcome.ok && outcome.events);
        for (const answer of answers) expect(answer).toEqual(answers[0]);
        expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
        expect(
          (await eventsOf(log, "plain")).filter(({ type }) => type === "ReferralRegistered"),
        ).toHaveLength(1);
      }),
      { numRuns: runs(30) },
    );
  });

  test("also when life has gone on since, and the rules would refuse it now", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(later.length), fc.boolean(), async (until, elsewhere) => {
        const log = inMemoryEventStore();
        const { one } = engines(2, log);
        const first = await one(0).execute(registration("r"), given("once"));
        const referral = (first.ok && first.state?.record.id) || "";
        for (const command of later.slice(0, until)) await must(one(0), command(referral));
        const head = await log.head();

        const again = await one(elsewhere ? 1 : 0).execute(registration("r"), given("once"));

        expect(again).toMatchObject({ ok: true, repeated: true, events: first.ok && first.events });
        expect(await log.head()).toBe(head);
      }),
      { numRuns: runs(30) },
    );
  });

  test("when the process goes down around writing and it is given again until there is an answer", async () => {
    const fates = fc.array(fc.constantFrom("fine", "crashBefore", "crashAfter"), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fates, async (fate) => {
        const log = inMemoryEventStore();
        const left: ("fine" | "crashBefore" | "crashAfter")[] = [...fate];
        const store = crashing(log, () => left.shift() ?? "fine");
        let referral = "";
        for (const [i, command] of [() => registration("r"), ...later].entries()) {
          // Each time a new process, which remembers nothing.
          for (;;) {
            try {
              const outcome = await engines(1, store)
                .one(0)
                .execute(command(referral), given(`command-${i}`));
              if (!outcome.ok) throw new Error(outcome.rejection.message.en);
              referral = outcome.state?.record.id ?? referral;
              break;
            } catch (error) {
              if (!(error instanceof Crash)) throw error;
            }
          }
        }
        const types = (await eventsOf(log, "plain")).map(({ type }) => type);
        expect(types).toEqual(await withoutCrashes());
      }),
      { numRuns: runs(25) },
    );
  });
});

describe("what follows by itself is done once, by however many processes", () => {
  test("deadlines", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (scheduler, waits) => {
          const days = (clock: { at: string }, wait: number) => {
            clock.at = new Date(Date.parse(clock.at) + wait * 86_400_000).toISOString();
          };
          const start = inMemoryEventStore();
          const before = engines(1, start).one(0);
          for (let i = 0; i < 3; i += 1) await registered(before, `resident-${i}`, i);
          const alone = start.fork();
          const single = engines(1, alone);
          for (const wait of waits) {
            days(single.clock, wait);
            await single.one(0).runDue();
          }

          const shared = start.fork();
          const several = engines(3, interleaved(shared, scheduler));
          const ran = [];
          for (const wait of waits) {
            days(several.clock, wait);
            ran.push(...(await scheduler.waitFor(Promise.all(several.all.map((engine) => engine.runDue())))));
          }

          const told = (events: Awaited<ReturnType<typeof eventsOf>>) =>
            events.map(({ type, data, commandId }) => JSON.stringify([type, data, commandId])).sort();
          const fromStart = (await start.head()) + 1;
          const onlyNew = (events: Awaited<ReturnType<typeof eventsOf>>) =>
            events.filter(({ position }) => position >= fromStart);
          const together = onlyNew(await eventsOf(shared, "plain"));
          expect(told(together)).toEqual(told(onlyNew(await eventsOf(alone, "plain"))));
          expect(ran.flatMap(({ done }) => done).flatMap(({ events }) => events)).toHaveLength(
            together.length,
          );
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test("reactions: everybody gets one coach, and the coaches share the work", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 6 }), async (scheduler, residents) => {
        const log = inMemoryEventStore();
        const before = engines(1, log).one(0);
        for (let i = 0; i < residents; i += 1) await registered(before, `resident-${i}`, i % 3);
        for (const coach of ["coach-1", "coach-2", "coach-3"])
          await must(before, { type: "RegisterCoach", coach });
        const { all } = engines(3, interleaved(log, scheduler));

        await scheduler.waitFor(Promise.all(all.map((engine) => engine.runReactions())));

        const assigned = (await eventsOf(log, "plain")).filter(({ type }) => type === "CoachAssigned");
        expect(new Set(assigned.map(({ data }) => data.referral)).size).toBe(residents);
        expect(assigned).toHaveLength(residents);
      }),
      { numRuns: runs(25) },
    );
  });
});

/** What happens later to the referral of the first command. */
const later: readonly ((referral: string) => CommandInput)[] = [
  () => ({ type: "RegisterCoach", coach: "coach-1" }),
  (referral) => ({ type: "AssignCoach", referral, coach: "coach-1" }),
  (referral) => ({ type: "HoldConversation", referral, mode: "phone" }),
  (referral) => ({ type: "DropReferral", referral, reason: "moved", initiator: "resident" }),
  (referral) => ({ type: "GiveFeedback", referral, message: "stopped", via: "phone" }),
];

async function withoutCrashes(): Promise<string[]> {
  const log = inMemoryEventStore();
  const engine = engines(1, log, [plain]).one(0);
  const referral = await registered(engine, "r");
  for (const command of later) await must(engine, command(referral));
  return (await eventsOf(log, "plain")).map(({ type }) => type);
}
