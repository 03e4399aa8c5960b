import { inMemoryEventStore } from "@wor/event-store";
import { owningRoles } from "@wor/lifecycle";
import { look, table } from "@wor/monitoring";
import { nijmegen } from "@wor/variants";
import { describe, expect, test } from "vitest";
import { LogView } from "../harness/log-view.ts";
import { brokenPromises } from "../harness/promises.ts";
import { valuesOf } from "./behaviour.ts";
import { nijmegenYear } from "./behaviours/nijmegen.ts";
import {
  gripAndGlans,
  samenInBewegingProject,
  zwartewaterlandWithoutCoach,
} from "./behaviours/samen-in-beweging.ts";
import { type Progress, simulatePopulation } from "./simulate.ts";
import { feedbackWithin, oneCoachFewer, onlyReferring, whatIf } from "./what-if.ts";

const halfYear = { variant: nijmegen, behaviour: nijmegenYear, years: 0.5, from: "2018-09-01" };

describe("a simulated population", () => {
  test("goes otherwise with another seed", async () => {
    const [one, other] = [7, 8].map((seed) => simulatePopulation({ ...halfYear, years: 0.1, seed }));
    expect((await other)?.summary).not.toEqual((await one)?.summary);
  });

  test("goes as it went where everybody is kept to their own referrals", async () => {
    const kept = { ...nijmegen, ownReferralsOnly: [...owningRoles] };
    const [usual, own] = await Promise.all(
      [nijmegen, kept].map((variant) => simulatePopulation({ ...halfYear, years: 0.2, variant, seed: 3 })),
    );
    expect(own?.summary).toEqual(usual?.summary);
  });

  test("keeps the promises", async () => {
    const { store } = await simulatePopulation({ ...halfYear, seed: 3 });
    const view = new LogView(store, "nijmegen");
    await view.catchUp();
    expect(brokenPromises({ states: view.states, coaches: view.coaches, variantOf: () => nijmegen })).toEqual(
      [],
    );
  });

  test("goes on where a log ends", async () => {
    const store = inMemoryEventStore();
    const first = await simulatePopulation({ ...halfYear, seed: 1, store });
    const then = await simulatePopulation({
      variant: nijmegen,
      behaviour: nijmegenYear,
      years: 0.5,
      seed: 2,
      store,
    });
    expect(then.summary.referred).toBeGreaterThan(first.summary.referred);
    expect(then.summary.refused).not.toHaveProperty("coach-already-known");
    const months = then.summary.months.map(({ month }) => month);
    expect(months).toEqual([...months].sort());
    expect(new Set(months).size).toBe(months.length);
  });

  test("has its doubles: who was referred twice is counted beside the log", async () => {
    const behaviour = { ...nijmegenYear, arrivals: { ...nijmegenYear.arrivals, twice: 0.2 } };
    const year = async () => {
      const { store, refusals, summary, until } = await simulatePopulation({
        ...halfYear,
        behaviour,
        seed: 1,
      });
      const town = { municipality: "nijmegen", variants: [nijmegen], now: until, refusals };
      const [prevented] = table("doubles", await look(store, town)).rows;
      return { prevented: prevented?.cells[1], summary, kept: await refusals.of("nijmegen") };
    };
    const { prevented, summary, kept } = await year();
    expect(prevented).toBe(summary.refused["referral-already-open"]);
    expect(prevented).toBeGreaterThan(0);
    expect((await year()).kept).toEqual(kept);
  });

  test("tells how far it is", async () => {
    const told: Progress[] = [];
    await simulatePopulation({ ...halfYear, seed: 1, onProgress: (progress) => told.push(progress) });
    expect(told.length).toBeGreaterThan(20);
    expect(told.at(-1)?.done).toBe(1);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
  });
});

describe("what if", () => {
  // With time for two conversations a week, the loss of a coach is felt.
  const busy = { ...nijmegenYear, coaches: nijmegenYear.coaches.map((coach) => ({ ...coach, perWeek: 2 })) };

  test("something were otherwise, in worlds where the same people come", async () => {
    const { store } = await simulatePopulation({ ...halfYear, behaviour: busy, seed: 1 });
    const head = await store.head();

    const worlds = await whatIf(
      { variant: nijmegen, behaviour: busy, years: 1, seed: 2, store },
      {
        "one coach fewer": oneCoachFewer,
        "only GPs refer": onlyReferring("gp"),
        "feedback within five days": feedbackWithin("P5D"),
      },
    );
    expect(await store.head()).toBe(head);

    const asItIs = worlds["as it is"];
    const fewer = worlds["one coach fewer"];
    expect(fewer.referred).toBe(asItIs.referred);
    expect(asItIs.lostCoach).toBe(0);
    expect(fewer.lostCoach).toBeGreaterThan(0);
    expect(fewer.waiting.mean).toBeGreaterThan((asItIs.waiting.mean ?? 0) + 1);
    const gps = worlds["only GPs refer"];
    expect(gps.refused["profession-may-not-refer"]).toBeGreaterThan(0);
    expect(Object.keys(gps.byProfession)).toEqual(["gp"]);
    expect(gps.referred).toBeLessThan(asItIs.referred);
    expect(gps.waiting.mean).toBeLessThan(asItIs.waiting.mean ?? 0);
    const sooner = worlds["feedback within five days"];
    expect(sooner.feedback.mean).toBeLessThan(asItIs.feedback.mean ?? 0);
    expect(sooner.waiting).toEqual(asItIs.waiting);
    for (const world of Object.values(worlds)) expect(world.stranded).toBe(0);
  });

  test("it is counted from the fork on: what was before is the same everywhere", async () => {
    const { store, summary } = await simulatePopulation({ ...halfYear, seed: 1 });
    const { "as it is": later } = await whatIf(
      { variant: nijmegen, behaviour: nijmegenYear, years: 0.25, seed: 2, store },
      {},
    );
    expect(summary.referred).toBeGreaterThan(later.referred);
    expect(later.months.map(({ month }) => month)).toEqual(["2019-03", "2019-04", "2019-05", "2019-06"]);
    expect(later.months[0]?.open).toBeGreaterThan(later.months[0]?.referred ?? 0);
  });
});

describe("a behaviour", () => {
  test.each([nijmegenYear, samenInBewegingProject, gripAndGlans, zwartewaterlandWithoutCoach])(
    "says of each value where it comes from: $name",
    (behaviour) => {
      expect(valuesOf(behaviour).filter((path) => behaviour.sources[path] === undefined)).toEqual([]);
      for (const source of Object.values(behaviour.sources)) expect(source).toMatch(/^ours|L\d+/);
    },
  );
});
