import { createEngine } from "@wor/engine";
import { nijmegen } from "@wor/variants";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endAll, lives } from "../generators/lives.ts";
import { faultyVariants, variants } from "../generators/variants.ts";
import { coverPaths } from "../paths/cover.ts";
import { demanding } from "../testing/demanding.ts";
import { brokenOnTheWay } from "../testing/log.ts";
import { plain } from "../testing/plain-town.ts";
import { runs } from "../testing/runs.ts";

const given = [nijmegen, plain, demanding] as const;

describe("whatever happens to people, coaches, activities and time", () => {
  test.each(given)("the promises are kept under $id, at every step of every life", async (variant) => {
    await fc.assert(
      fc.asyncProperty(lives(variant), async (life) => {
        const town = await life.run();
        expect(brokenOnTheWay(town.events, [variant])).toEqual([]);
      }),
      { numRuns: runs(15) },
    );
  });

  test("the promises are kept under any rules under which everything can end", async () => {
    await fc.assert(
      fc.asyncProperty(
        variants().chain((variant) => lives(variant, { moves: 20 })),
        async (life) => {
          await life.run();
        },
      ),
      { numRuns: runs(15) },
    );
  });

  test("everything that is open can be brought to an end by somebody who may", async () => {
    await fc.assert(
      fc.asyncProperty(lives(nijmegen), async (life) => {
        const town = await life.run();
        await endAll(town);
        town.expect.count(0);
      }),
      { numRuns: runs(15) },
    );
  });

  test("a new process that reads the log knows what the old one knew", async () => {
    await fc.assert(
      fc.asyncProperty(lives(nijmegen), async (life) => {
        const town = await life.run();
        const clock = { now: () => town.time.now };
        const fresh = createEngine({ store: town.store, variants: [nijmegen], clock });
        const reader = { actor: { id: "somebody", role: "coordinator" } } as const;
        for (const path of town.paths) {
          const known = await fresh.referral(path.id, reader);
          expect(known).toEqual(await town.engine.referral(path.id, reader));
          expect(known).toMatchObject({ ok: true, state: JSON.parse(JSON.stringify(path.state)) });
        }
        expect(await fresh.nextDue()).toBe(await town.engine.nextDue());
      }),
      { numRuns: runs(15) },
    );
  });
});

test("under rules with a fault, what the fault blocks can never happen", () => {
  fc.assert(
    fc.property(faultyVariants(), ({ variant, blocks }) => {
      const { coverage } = coverPaths(variant, { situations: 25 });
      const transitions = coverage.report.find(({ kind }) => kind === "transitions");
      const happens = (list: readonly string[] = []) => list.some((one) => one.split(" ")[1] === blocks);
      expect(happens(transitions?.reached)).toBe(false);
      expect(happens(transitions?.missing)).toBe(true);
    }),
    { numRuns: runs(5) },
  );
});
