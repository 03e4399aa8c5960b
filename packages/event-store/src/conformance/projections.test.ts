import { describe, expect, test } from "vitest";
import type { ProjectionStore } from "../projection-store.ts";
import { faultyProjections, projectionFaults, showsNothing } from "./faults/projections.ts";
import { type ProjectionStoreUnderTest, projectionGuarantees } from "./index.ts";

describe("the conformance suite for projections", () => {
  for (const { guarantee, run } of projectionGuarantees)
    test(`fails a store that shows nothing: ${guarantee}`, async () => {
      await expect(run(onBench(() => showsNothing))).rejects.toThrow();
    });

  for (const fault of projectionFaults)
    for (const broken of fault.breaks)
      test(`catches a store that ${fault.fault}: ${broken}`, async () => {
        const guarantee = projectionGuarantees.find((each) => each.guarantee === broken);
        if (!guarantee) throw new Error(`There is no guarantee "${broken}".`);
        await expect(guarantee.run(onBench(() => faultyProjections(fault)))).rejects.toThrow();
      });

  test("has seen each of its guarantees broken", () => {
    const broken = new Set(projectionFaults.flatMap(({ breaks }) => breaks));
    const unbroken = projectionGuarantees.filter(({ guarantee }) => !broken.has(guarantee));
    expect(unbroken.map(({ guarantee }) => guarantee)).toEqual([]);
  });
});

const onBench = (make: () => ProjectionStore): ProjectionStoreUnderTest => ({
  open: async () => ({ projections: make(), close: async () => {} }),
});
