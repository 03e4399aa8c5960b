import { inMemoryEventStore } from "@wor/event-store";
import type { CommandInput, ReferralState } from "@wor/lifecycle";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine, type Engine } from "./engine.ts";
import { MunicipalityOverview } from "./municipality-overview.ts";
import { reactionRules } from "./reactions.ts";
import { coordinator, registration, town, variantOf } from "./testing/town-with-rules.ts";

const runs = (few: number) => few * Number(process.env.WOR_RUNS ?? 1);

/** Two ways in that ask different things of a coach. */
const variants = [
  variantOf({ coach: { maxCaseload: 2 } }),
  variantOf({ id: "strict", pathway: "cohort", coach: { maxCaseload: 1, trainingRequired: true } }),
];

describe("who waits for a coach", () => {
  test("is given one as if everybody were looked at after every change", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40, size: "max" }), async (happenings) => {
        const remembers = place();
        const looksAnew = place();
        const { engine } = remembers;
        for (const happens of happenings) {
          await remembers.live(happens, engine);
          await looksAnew.live(happens, looksAnew.another());
        }
        expect(await remembers.log()).toEqual(await looksAnew.log());
        expect(await remembers.stillToDo()).toEqual([]);
      }),
      { numRuns: runs(15) },
    );
  });

  describe("is given the only coach who can be had, who", () => {
    const full = { type: "RegisterCoach", coach: "coach-1", maxCaseload: 1 } as const;
    const ways: { readonly [way: string]: (residents: readonly string[]) => readonly CommandInput[] } = {
      "begins here": () => [{ ...full, coach: "coach-2" }],
      "can guide more residents than before": () => [{ ...full, type: "ChangeCoach", maxCaseload: 2 }],
      "has given a resident back": ([referral = ""]) => [
        { type: "DropReferral", referral, reason: "moved", initiator: "resident" },
        { type: "MarkFeedbackImpossible", referral, reason: "noConsent" },
      ],
      "guided somebody by mistake": ([referral = ""]) => [
        { type: "MarkEnteredInError", referral, reason: "mistake" },
      ],
      "is back from leave": () => [
        { ...full, coach: "coach-2", maxCaseload: 0 },
        { type: "SendCoachOnLeave", coach: "coach-2" },
        { ...full, type: "ChangeCoach", coach: "coach-2" },
        { type: "BringCoachBack", coach: "coach-2" },
      ],
      "has left and begins again": () => [
        { ...full, coach: "coach-2", maxCaseload: 0 },
        { type: "LetCoachDepart", coach: "coach-2", reason: "otherJob" },
        { ...full, coach: "coach-2" },
      ],
      "has been trained": () => [
        { ...full, coach: "coach-2", trained: false },
        { ...full, type: "ChangeCoach", coach: "coach-2", trained: true },
      ],
    };
    test.for(Object.entries(ways))("%s", async ([, way]) => {
      const { engine, does, refers, clock } = town({ coach: { trainingRequired: true } });
      const settles = async () => {
        clock.at = new Date(Date.parse(clock.at) + 3_600_000).toISOString();
        return (await engine.runReactions()).done.map(({ command }) => command);
      };
      await does(coordinator, full);
      const guided = await refers("resident-1");
      await settles();
      const waiting = [await refers("resident-2"), await refers("resident-3")];
      expect(await settles()).toEqual([]);
      const assigned = [];
      for (const command of way([guided])) {
        expect(assigned).toEqual([]);
        await does(coordinator, command);
        assigned.push(...(await settles()));
      }
      expect(assigned).toMatchObject([{ type: "AssignCoach", referral: waiting[0] }]);
    });
  });

  test("and waits longest goes first, also when that is told late", async () => {
    const { engine, does, clock, log } = town();
    clock.at = "2026-01-12T08:00:00.000Z";
    const last = await does(coordinator, registration("resident-1"));
    const occurredAt = "2026-01-08T08:00:00.000Z";
    const first = await does(coordinator, { ...registration("resident-2"), occurredAt });
    await engine.runReactions();
    await does(coordinator, { type: "RegisterCoach", coach: "coach-1", maxCaseload: 1 });
    await engine.runReactions();
    const assigned = (await log()).filter((one) => one.type === "CoachAssigned");
    expect(assigned.map(({ data }) => data.referral)).toEqual([first.state?.record.id]);
    expect(last.state?.record.coach.id).toBeUndefined();
  });
});

const who = fc.constantFrom("coach-1", "coach-2", "coach-3");
const profile = {
  coach: who,
  trained: fc.boolean(),
  maxCaseload: fc.option(fc.nat(2), { nil: undefined }),
};
/** Stands for the first, second, third … referral that was registered. */
const referral = fc.nat(20).map(String);
const type = fc.constant;

const happening: fc.Arbitrary<CommandInput> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ resident: fc.nat(1_000), pathway: fc.constantFrom("individual" as const, "cohort" as const) })
      .map(({ resident, pathway }) => ({ ...registration(`resident-${resident}`), pathway })),
  },
  { weight: 3, arbitrary: fc.record({ type: type("RegisterCoach"), ...profile }) },
  { weight: 3, arbitrary: fc.record({ type: type("ChangeCoach"), ...profile }) },
  fc.record({ type: type("SendCoachOnLeave"), coach: who }),
  fc.record({ type: type("SendCoachOnLeave"), coach: who, standIn: who }),
  { weight: 2, arbitrary: fc.record({ type: type("BringCoachBack"), coach: who }) },
  fc.record({ type: type("LetCoachDepart"), coach: who, reason: type("otherJob") }),
  fc.record({ type: type("AssignCoach"), referral, coach: who }),
  fc.record({ type: type("ReleaseCoach"), referral, reason: type("noClick") }),
  fc.record({ type: type("MarkEnteredInError"), referral, reason: type("mistake") }),
  fc.record({ type: type("DropReferral"), referral, reason: type("moved"), initiator: type("resident") }),
  fc.record({ type: type("MarkFeedbackImpossible"), referral, reason: type("noConsent") }),
  fc.record({ type: type("ReopenReferral"), referral, reason: type("back") }),
);

/** A log on which what happens is followed by reactions, an hour apart. */
function place() {
  const store = inMemoryEventStore();
  let hours = 0;
  let ids = 0;
  // Anew every hour, so that a decision taken twice does not change the names of what comes after.
  const drawn = () => `h${hours}-${++ids}`;
  const clock = { now: () => new Date(Date.UTC(2026, 0, 5) + hours * 3_600_000).toISOString() };
  const another = () => createEngine({ store, variants, clock, ids: drawn });
  const referrals: string[] = [];
  return {
    engine: another(),
    another,
    async live(happens: CommandInput, engine: Engine) {
      hours += 1;
      ids = 0;
      const one = "referral" in happens ? referrals[Number(happens.referral) % referrals.length] : undefined;
      const command = { ...happens, ...(one !== undefined && { referral: one }) };
      const executed = await engine.execute(command, { actor: coordinator });
      if (executed.ok && command.type === "RegisterReferral") referrals.push(executed.state?.record.id ?? "");
      await engine.runReactions();
    },
    async log() {
      const events: unknown[] = [];
      for await (const batch of store.read({ municipality: "testdorp" }))
        for (const { id: _, commandId: __, ...event } of batch) events.push(event);
      return events;
    },
    /** What the rules still call for, by a look at the whole log. */
    async stillToDo() {
      const ruled = (state: ReferralState) => variants.find(({ id }) => id === state.record.variant.id);
      const overview = new MunicipalityOverview(store, "testdorp", ruled);
      await overview.catchUp();
      return [...overview.open.values()].flatMap((state) => {
        const variant = ruled(state);
        return variant === undefined
          ? []
          : Object.values(reactionRules).flatMap((rule) => rule(state, variant, overview) ?? []);
      });
    },
  };
}
