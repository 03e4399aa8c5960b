import { exportLog, inMemoryEventStore } from "@wor/event-store";
import { sqliteEventStore } from "@wor/store-sqlite";
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

async function text(store: Parameters<typeof exportLog>[0]): Promise<string> {
  const lines: string[] = [];
  for await (const line of exportLog(store)) lines.push(line);
  return lines.join("");
}

describe("a simulated population", () => {
  test("gives the same log, byte for byte, for the same seed, in memory and in a file", async () => {
    const sqlite = sqliteEventStore({ path: ":memory:" });
    try {
      const one = await simulatePopulation({ ...halfYear, seed: 7 });
      await simulatePopulation({ ...halfYear, seed: 7, store: sqlite });
      expect(await text(sqlite)).toBe(await text(one.store));
      const another = await simulatePopulation({ ...halfYear, seed: 8 });
      expect(await text(another.store)).not.toBe(await text(one.store));
    } finally {
      await sqlite.close();
    }
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

  test("tells how far it is", async () => {
    const told: Progress[] = [];
    await simulatePopulation({ ...halfYear, seed: 1, onProgress: (progress) => told.push(progress) });
    expect(told.length).toBeGreaterThan(20);
    expect(told.at(-1)?.done).toBe(1);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
  });
});

describe("what if", () => {
  test("something were otherwise, in worlds where the same people come", async () => {
    const { store } = await simulatePopulation({ ...halfYear, seed: 1 });
    const head = await store.head();

    const worlds = await whatIf(
      { variant: nijmegen, behaviour: nijmegenYear, years: 1, seed: 2, store },
      {
        "one coach fewer": oneCoachFewer,
        "only GPs refer": onlyReferring("gp"),
        "feedback within five days": feedbackWithin("P5D"),
      },
    );

    const asItIs = worlds["as it is"];
    expect(await store.head()).toBe(head);
    expect(worlds["one coach fewer"].waiting.mean).toBeGreaterThan(asItIs.waiting.mean ?? 0);
    expect(worlds["only GPs refer"].refused["profession-may-not-refer"]).toBeGreaterThan(0);
    expect(worlds["only GPs refer"].referred).toBeLessThan(asItIs.referred);
    expect(worlds["feedback within five days"].feedback.mean).toBeLessThan(asItIs.feedback.mean ?? 0);
    for (const world of Object.values(worlds)) expect(world.stranded).toBe(0);
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
