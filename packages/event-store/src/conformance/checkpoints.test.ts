import { describe, expect, test } from "vitest";
import type { CheckpointStore } from "../checkpoints.ts";
import { checkpointFaults, faulty, keepsNothing } from "./faults/checkpoints.ts";
import { type CheckpointStoreUnderTest, checkpointGuarantees } from "./index.ts";

describe("the conformance suite for checkpoints", () => {
  for (const { guarantee, run } of checkpointGuarantees)
    test(`fails a store that keeps nothing: ${guarantee}`, async () => {
      await expect(run(onBench(() => keepsNothing))).rejects.toThrow();
    });

  for (const fault of checkpointFaults)
    for (const broken of fault.breaks)
      test(`catches a store that ${fault.fault}: ${broken}`, async () => {
        const guarantee = checkpointGuarantees.find((each) => each.guarantee === broken);
        if (!guarantee) throw new Error(`There is no guarantee "${broken}".`);
        await expect(guarantee.run(onBench((now) => faulty(fault, now)))).rejects.toThrow();
      });

  test("has seen each of its guarantees broken", () => {
    const broken = new Set(checkpointFaults.flatMap(({ breaks }) => breaks));
    const unbroken = checkpointGuarantees.filter(({ guarantee }) => !broken.has(guarantee));
    expect(unbroken.map(({ guarantee }) => guarantee)).toEqual([]);
  });
});

function onBench(make: (now: () => number) => CheckpointStore): CheckpointStoreUnderTest {
  let clock = 0;
  return {
    open: async () => ({ checkpoints: make(() => clock), close: async () => {} }),
    passTime: async (ms) => {
      clock += ms;
    },
  };
}
