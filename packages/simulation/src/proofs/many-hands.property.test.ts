import { inMemoryEventStore } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { interleaved } from "../generators/interleaving.ts";
import { brokenOnTheWay, eventsOf } from "../testing/log.ts";
import {
  changed,
  leftBelow,
  manyHands,
  onceMoreInTurn,
  openedTwice,
  toldInVain,
} from "../testing/many-hands.ts";
import { plain, registration } from "../testing/plain-town.ts";
import { runs } from "../testing/runs.ts";

test("processes with old rules, new rules and clocks that disagree keep the promises, whatever they do at once", {
  timeout: 60_000 + runs(5) * 1_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), rounds, async (scheduler, moments) => {
      const log = inMemoryEventStore();
      const town = manyHands(interleaved(log, scheduler));
      const referrals: string[] = [];
      for (const { waits, happens } of moments) {
        town.clock.at += waits * 3_600_000;
        await scheduler.waitFor(
          Promise.all(
            happens.map(async ({ hand, what }) => {
              if (what === "deadlines") return town.runDue(hand);
              if (what === "reactions") return town.runReactions(hand);
              return town.execute(hand, filledIn(what, referrals));
            }),
          ),
        );
        referrals.length = 0;
        for (const { type, data } of await eventsOf(log, "plain"))
          if (type === "ReferralRegistered") referrals.push(String(data.referral));
      }
      const events = await eventsOf(log, "plain");

      expect(brokenOnTheWay(events, [plain, changed])).toEqual([]);
      expect(openedTwice(events)).toEqual([]);
      expect(toldInVain(events, [plain, changed])).toEqual([]);
      expect(await onceMoreInTurn(events, town.said)).toEqual([]);
      const alone = manyHands(log);
      alone.clock.at = town.clock.at;
      expect(await leftBelow(alone, log)).toEqual([]);
    }),
    { numRuns: runs(5) },
  );
});

/** A command in which `#3` stands for the referral that was registered third, or what runs by itself. */
type What = "deadlines" | "reactions" | CommandInput;

const which = fc.nat(9).map((i) => `#${i}`);
const filledIn = (command: CommandInput, referrals: readonly string[]): CommandInput =>
  Object.fromEntries(
    Object.entries(command).map(([field, value]) => [
      field,
      typeof value === "string" && value.startsWith("#")
        ? (referrals[Number(value.slice(1)) % Math.max(1, referrals.length)] ?? "nobody")
        : value,
    ]),
  ) as CommandInput;

const coach = fc.constantFrom("coach-1", "coach-2", "coach-3");
const activity = fc.constantFrom("choir", "walking");
const pseudonym = fc.constantFrom("p1", "p2", "p3");
const about = (...ways: readonly ((referral: string) => CommandInput)[]): Arbitrary<What> =>
  fc.tuple(fc.constantFrom(...ways), which).map(([way, one]) => way(one));

const registering: Arbitrary<What> = fc
  .record({
    resident: pseudonym,
    route: fc.nat(3),
    formerResident: fc.option(pseudonym, { nil: undefined, freq: 4 }),
    second: fc.nat(9),
  })
  .map(({ resident, route, formerResident, second }) => ({
    ...registration(resident, route),
    ...(formerResident !== undefined && formerResident !== resident && { formerResident }),
    ...(second === 9 && { secondBecause: "another-matter" }),
  }));

const merging: Arbitrary<What> = fc.tuple(which, which).map(([referral, mergedInto]) => ({
  type: "DropReferral",
  referral,
  reason: "duplicate",
  initiator: "service",
  mergedInto,
}));

const ending = about(
  (referral) => ({ type: "DropReferral", referral, reason: "moved", initiator: "resident" }),
  (referral) => ({ type: "GiveFeedback", referral, message: "stopped", via: "system" }),
  (referral) => ({ type: "MarkFeedbackImpossible", referral, reason: "gone" }),
  (referral) => ({ type: "MarkEnteredInError", referral, reason: "mistake" }),
);

const underOtherRules = about(
  (referral) => ({ type: "MigrateVariant", referral, to: { id: "plain", version: 2 } }),
  (referral) => ({ type: "MigrateVariant", referral, to: { id: "plain", version: 1 } }),
);

const goingOn = about(
  (referral) => ({ type: "AcceptReferral", referral }),
  (referral) => ({ type: "HoldConversation", referral, mode: "phone" }),
  (referral) => ({ type: "RecordContactAttempt", referral, channel: "phone", outcome: "noAnswer" }),
  (referral) => ({ type: "ReleaseCoach", referral, reason: "handover" }),
  (referral) => ({ type: "TakeUpReferralAgain", referral }),
  (referral) => ({ type: "ResumeIntake", referral }),
  (referral) => ({ type: "CompleteParticipation", referral, outcome: "takesPart" }),
  (referral) => ({
    type: "ChangeConsent",
    referral,
    consent: { referral: true, contact: true, feedback: false },
  }),
);

const puttingOff: Arbitrary<What> = fc
  .record({
    type: fc.constantFrom("PostponeReferral" as const, "PutIntakeOnHold" as const),
    referral: which,
    until: fc
      .integer({ min: 5, max: 40 })
      .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)),
  })
  .map((told) => ({ ...told, reason: "later" }));

const placing: Arbitrary<What> = fc.record({
  type: fc.constantFrom(
    "MatchActivity" as const,
    "JoinWaitingList" as const,
    "StartParticipation" as const,
    "AddActivity" as const,
    "OfferPlace" as const,
  ),
  referral: which,
  activity,
});

const offering: Arbitrary<What> = fc.oneof(
  activity.map((one): What => ({ type: "OfferActivity", activity: one, kind: "outing", capacity: 1 })),
  activity.map((one): What => ({ type: "StopActivity", activity: one, reason: "noLeader" })),
);

const working: Arbitrary<What> = fc.oneof(
  { weight: 3, arbitrary: coach.map((one): What => ({ type: "RegisterCoach", coach: one })) },
  coach.map((one): What => ({ type: "SendCoachOnLeave", coach: one })),
  fc.tuple(coach, coach).map(([one, standIn]): What => ({ type: "SendCoachOnLeave", coach: one, standIn })),
  coach.map((one): What => ({ type: "BringCoachBack", coach: one })),
  coach.map((one): What => ({ type: "LetCoachDepart", coach: one, reason: "otherWork" })),
  coach.map((one): What => ({ type: "ChangeCoach", coach: one, maxCaseload: 1 })),
);

const assigning: Arbitrary<What> = fc
  .tuple(which, coach)
  .map(([referral, one]) => ({ type: "AssignCoach", referral, coach: one }));

const what: Arbitrary<What> = fc.oneof(
  { weight: 6, arbitrary: registering },
  { weight: 4, arbitrary: merging },
  { weight: 4, arbitrary: ending },
  { weight: 3, arbitrary: about((referral) => ({ type: "ReopenReferral", referral, reason: "back" })) },
  { weight: 3, arbitrary: underOtherRules },
  { weight: 4, arbitrary: goingOn },
  { weight: 2, arbitrary: puttingOff },
  { weight: 4, arbitrary: placing },
  { weight: 3, arbitrary: offering },
  { weight: 5, arbitrary: working },
  { weight: 2, arbitrary: assigning },
  { weight: 3, arbitrary: fc.constant("reactions" as const) },
  { weight: 4, arbitrary: fc.constant("deadlines" as const) },
);

/** What happens at one moment, by whichever process, and how many hours later than the moment before. */
const rounds = fc.array(
  fc.record({
    waits: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 24, max: 24 * 40 }),
    ),
    happens: fc.array(fc.record({ hand: fc.nat(2), what }), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 5, maxLength: 25, size: "max" },
);
