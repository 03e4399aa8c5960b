import { describe, expect, test } from "vitest";
import { faultsInDeciding } from "./faults/deciding.ts";
import { faultsInKeeping } from "./faults/keeping.ts";
import { NaiveStore } from "./faults/naive-store.ts";
import { doesNothing, faultsInReading } from "./faults/reading.ts";
import { faultsInSubscribing } from "./faults/subscribing.ts";
import { faultsInWriting } from "./faults/writing.ts";
import { type EventStoreUnderTest, eventStoreConformance, eventStoreGuarantees } from "./index.ts";

const faults = [
  ...faultsInWriting,
  ...faultsInKeeping,
  ...faultsInDeciding,
  ...faultsInReading,
  ...faultsInSubscribing,
];

eventStoreConformance({ name: "a naive store", ...onBench(NaiveStore), patienceMs: undefined });

describe("the conformance suite", () => {
  for (const { guarantee, run } of eventStoreGuarantees)
    test(`fails a store that does nothing: ${guarantee}`, async () => {
      const nothing = {
        ...onBench(NaiveStore),
        open: async () => doesNothing,
        openAgain: async () => doesNothing,
      };
      const holdOpen = async () => ({ commit: async () => {}, rollback: async () => {} });
      await expect(run({ ...nothing, holdOpen })).rejects.toThrow();
    });

  for (const { fault, breaks, Store } of faults)
    for (const broken of breaks)
      test(`catches a store that ${fault}: ${broken}`, async () => {
        const guarantee = eventStoreGuarantees.find((each) => each.guarantee === broken);
        if (!guarantee) throw new Error(`There is no guarantee "${broken}".`);
        await expect(guarantee.run(onBench(Store))).rejects.toThrow();
      });

  test("has seen each of its guarantees broken", () => {
    const broken = new Set(faults.flatMap(({ breaks }) => breaks));
    const unbroken = eventStoreGuarantees.filter(({ guarantee }) => !broken.has(guarantee));
    expect(unbroken.map(({ guarantee }) => guarantee)).toEqual([]);
  });

  test("has a name of its own for every guarantee", () => {
    const names = eventStoreGuarantees.map(({ guarantee }) => guarantee);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** Little patience: what a broken store does not do now, it never does. */
function onBench(Store: typeof NaiveStore): EventStoreUnderTest {
  const logOf = (store: unknown) => (store instanceof NaiveStore ? store.log : undefined);
  return {
    open: async () => new Store(),
    openAgain: async (store) => new Store(logOf(store)),
    holdOpen: async (store, events) => {
      if (!(store instanceof NaiveStore)) throw new Error("This store was not opened here.");
      return store.holdOpen(events);
    },
    patienceMs: 400,
    runs: 1,
  };
}
