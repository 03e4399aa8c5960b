import { nijmegen } from "@wor/variants";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lives } from "../generators/lives.ts";
import { type Municipality, municipality } from "../harness/municipality.ts";
import { coverPaths } from "../paths/cover.ts";
import { textOf } from "../testing/log.ts";
import { runs } from "../testing/runs.ts";

/** Runs the code of a story as a test would that it was pasted into. */
async function pasted(story: string): Promise<Municipality> {
  const code = `data:text/javascript,${encodeURIComponent(`export const tell = async (municipality, nijmegen) => {
${story}
return town;
};`)}`;
  const { tell } = (await import(/* @vite-ignore */ code)) as {
    tell: (start: typeof municipality, variant: typeof nijmegen) => Promise<Municipality>;
  };
  return tell(municipality, nijmegen);
}

test("what several steps at once have made can be spoken of afterwards", async () => {
  const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
  const coach = await town.coach("coach-1");
  await town.atOnce(
    () => town.gp("practice-a").refers("resident-1"),
    () => town.practiceNurse("practice-a").refers("resident-1"),
  );
  await coach.holdsConversation(town.path("resident-1"));
  expect(town.story).toContain(`);\nconst path1 = town.path("`);
  expect(await textOf((await pasted(town.story)).store)).toBe(await textOf(town.store));
});

test("the code of a life, pasted into a test, runs and is that life", () =>
  fc.assert(
    fc.asyncProperty(lives(nijmegen, { moves: 15 }), async (life) => {
      const town = await life.run();
      const again = await pasted(town.story);
      expect(await textOf(again.store)).toBe(await textOf(town.store));
      expect(again.story).toBe(town.story);
    }),
    { numRuns: runs(8) },
  ));

test("so does the code of a scenario that the explorer finds", async () => {
  const { scenarios } = coverPaths(nijmegen, { situations: 10, length: 5 });
  for (const scenario of scenarios.slice(0, 10 * runs(1))) {
    const town = await scenario.run();
    expect(await textOf((await pasted(town.story)).store), town.story).toBe(await textOf(town.store));
  }
});
