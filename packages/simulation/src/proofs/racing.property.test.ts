import { inMemoryEventStore } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interleaved } from "../generators/interleaving.ts";
import { brokenOnTheWay, eventsOf } from "../testing/log.ts";
import { as, engines, must, plain, registered, registration } from "../testing/plain-town.ts";
import { runs } from "../testing/runs.ts";

describe("in whatever order processes get on", () => {
  test("registrations of one resident at once leave exactly one referral open", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(3), { minLength: 2, maxLength: 5 }),
        async (scheduler, routes) => {
          const log = inMemoryEventStore();
          const { one } = engines(3, interleaved(log, scheduler));

          const outcomes = await scheduler.waitFor(
            Promise.all(
              routes.map((route, i) => one(i).execute(registration("resident-1", route), as("coordinator"))),
            ),
          );

          expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
          for (const outcome of outcomes)
            if (!outcome.ok) expect(outcome.rejection.code).toBe("referral-already-open");
          const registrations = (await eventsOf(log, "plain")).filter(
            ({ type }) => type === "ReferralRegistered",
          );
          expect(registrations).toHaveLength(1);
        },
      ),
      { numRuns: runs(30) },
    );
  });

  test("residents do not stand in each other's way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, residents) => {
        const log = inMemoryEventStore();
        const { one } = engines(2, interleaved(log, scheduler));
        const outcomes = await scheduler.waitFor(
          Promise.all(
            Array.from({ length: residents }, (_, i) =>
              one(i).execute(registration(`resident-${i}`, i), as("coordinator")),
            ),
          ),
        );
        expect(outcomes.every(({ ok }) => ok)).toBe(true);
      }),
      { numRuns: runs(30) },
    );
  });

  test("coming back and being referred anew at once leave one referral open", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const log = inMemoryEventStore();
        const before = engines(1, log).one(0);
        const referral = await registered(before, "resident-1");
        await must(before, { type: "DropReferral", referral, reason: "moved", initiator: "resident" });
        const { one } = engines(2, interleaved(log, scheduler));

        const outcomes = await scheduler.waitFor(
          Promise.all([
            one(0).execute({ type: "ReopenReferral", referral, reason: "back" }, as("coordinator")),
            one(1).execute(registration("resident-1", 1), as("coordinator")),
          ]),
        );

        expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
        expect(brokenOnTheWay(await eventsOf(log, "plain"), [plain])).toEqual([]);
      }),
      { numRuns: runs(30) },
    );
  });

  test("coaches who come and go while residents are assigned: nobody is left with a coach who is gone, no coach gets too many", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(happening, { minLength: 2, maxLength: 10 }),
        async (scheduler, happenings) => {
          const log = inMemoryEventStore();
          const before = engines(1, log).one(0);
          const referrals: string[] = [];
          for (let i = 0; i < 4; i += 1) referrals.push(await registered(before, `resident-${i}`, i));
          for (const coach of coaches) await must(before, { type: "RegisterCoach", coach });
          const { one } = engines(3, interleaved(log, scheduler));

          await scheduler.waitFor(
            Promise.all(
              happenings.map(async (happens, i) => {
                const engine = one(i);
                if (happens === "reactions") return engine.runReactions();
                return engine.execute(happens(referrals), as("coordinator"));
              }),
            ),
          );

          expect(brokenOnTheWay(await eventsOf(log, "plain"), [plain])).toEqual([]);
        },
      ),
      { numRuns: runs(25) },
    );
  });

  test("the last place in an activity goes to one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, wanting) => {
        const log = inMemoryEventStore();
        const before = engines(1, log).one(0);
        await must(before, { type: "OfferActivity", activity: "choir", kind: "singing", capacity: 1 });
        const referrals: string[] = [];
        for (let i = 0; i < wanting; i += 1) {
          const referral = await registered(before, `resident-${i}`);
          await must(before, { type: "HoldConversation", referral, mode: "phone" });
          referrals.push(referral);
        }
        const { one } = engines(3, interleaved(log, scheduler));

        const outcomes = await scheduler.waitFor(
          Promise.all(
            referrals.map((referral, i) =>
              one(i).execute({ type: "MatchActivity", referral, activity: "choir" }, as("coordinator")),
            ),
          ),
        );

        expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      }),
      { numRuns: runs(30) },
    );
  });

  test("an activity that stops keeps nobody who was matched meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const log = inMemoryEventStore();
        const before = engines(1, log).one(0);
        await must(before, { type: "OfferActivity", activity: "choir", kind: "singing" });
        const referral = await registered(before, "resident-1");
        await must(before, { type: "HoldConversation", referral, mode: "phone" });
        const { one } = engines(3, interleaved(log, scheduler));

        await scheduler.waitFor(
          Promise.all([
            one(0).execute({ type: "MatchActivity", referral, activity: "choir" }, as("coordinator")),
            one(1).execute(
              { type: "StopActivity", activity: "choir", reason: "noLeader" },
              as("coordinator"),
            ),
            one(2).runReactions(),
          ]),
        );
        await before.runReactions();

        const after = await before.referral(referral, as("coordinator"));
        expect(after).toMatchObject({ ok: true, state: { place: { lifecycle: "intake.conversing" } } });
      }),
      { numRuns: runs(30) },
    );
  });
});

const coaches = ["coach-1", "coach-2", "coach-3"];
const coach = fc.constantFrom(...coaches);
const which = fc.nat(3);

/** Something that happens to a coach or to whom a coach guides; the referrals are filled in when they are known. */
const happening: fc.Arbitrary<"reactions" | ((referrals: readonly string[]) => CommandInput)> = fc.oneof(
  fc.constant("reactions" as const),
  fc.tuple(coach, which).map(
    ([key, i]) =>
      (referrals: readonly string[]): CommandInput => ({
        type: "AssignCoach",
        referral: referrals[i] ?? "",
        coach: key,
      }),
  ),
  fc.tuple(coach, coach).map(
    ([key, standIn]) =>
      (): CommandInput => ({ type: "SendCoachOnLeave", coach: key, standIn }),
  ),
  coach.map((key) => (): CommandInput => ({ type: "SendCoachOnLeave", coach: key })),
  coach.map((key) => (): CommandInput => ({ type: "BringCoachBack", coach: key })),
  coach.map((key) => (): CommandInput => ({ type: "LetCoachDepart", coach: key, reason: "otherWork" })),
  coach.map((key) => (): CommandInput => ({ type: "RegisterCoach", coach: key })),
  coach.map((key) => (): CommandInput => ({ type: "ChangeCoach", coach: key, maxCaseload: 1 })),
  which.map(
    (i) =>
      (referrals: readonly string[]): CommandInput => ({
        type: "ReleaseCoach",
        referral: referrals[i] ?? "",
        reason: "handover",
      }),
  ),
  which.map(
    (i) =>
      (referrals: readonly string[]): CommandInput => ({
        type: "DropReferral",
        referral: referrals[i] ?? "",
        reason: "moved",
        initiator: "resident",
      }),
  ),
  which.map(
    (i) =>
      (referrals: readonly string[]): CommandInput => ({
        type: "MarkEnteredInError",
        referral: referrals[i] ?? "",
        reason: "wrongPerson",
      }),
  ),
);
