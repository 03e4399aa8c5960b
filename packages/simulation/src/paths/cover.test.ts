import { compiled, stages } from "@wor/lifecycle";
import { nijmegen, place, placeIds } from "@wor/variants";
import { describe, expect, test } from "vitest";
import { demanding } from "../testing/demanding.ts";
import { placeKeyOf, variantOf } from "../testing/places.ts";
import { coverPaths, type Explored } from "./cover.ts";
import { shortestPaths, simplePaths } from "./machine-paths.ts";

const course = place("steenwijkerland-grip-en-glans");
const visits = place("steenwijkerland-huisbezoek-75");
const variants = [nijmegen, demanding, course, visits];
const situations = new Map([
  [nijmegen.id, 120],
  [demanding.id, 220],
]);
const explored = new Map<string, Explored>(
  variants.map((one) => [one.id, coverPaths(one, { situations: situations.get(one.id) ?? 50 })]),
);

describe.each(variants)("exploring $id", (variant) => {
  const { scenarios, coverage } = explored.get(variant.id) as Explored;

  test("every scenario runs through the real engine and ends where the explorer says", async () => {
    for (const scenario of scenarios) {
      const town = await scenario.run();
      expect(placeKeyOf(town), `${scenario.name}\n${town.story}`).toBe(scenario.endsAt);
    }
  });

  test("every stage is reached where the bounds allow it, and every reason for referring", () => {
    for (const stage of situations.has(variant.id) ? stages : [])
      expect(scenarios.some(({ endsAt }) => endsAt.startsWith(stage))).toBe(true);
    for (const { code } of variant.referring.reasons)
      expect(coverage.has(`reasons:refer ${code}`)).toBe(true);
  });

  test("every scenario has a name of its own", () => {
    const names = scenarios.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test("each scenario adds something, and together they reach what is reported", () => {
    for (const { reaches } of scenarios) expect(reaches.length).toBeGreaterThan(0);
    const told = new Set(scenarios.flatMap(({ reaches }) => reaches));
    for (const { kind, reached } of coverage.report)
      for (const what of reached) expect(told).toContain(`${kind}:${what}`);
  });
});

test("two referrals of one resident are made one, and cannot come back apart", async () => {
  const merges = explored
    .get("nijmegen")
    ?.scenarios.find(({ reaches }) => reaches.includes("reasons:end duplicate"));
  const town = await merges?.run();
  expect(merges?.sentences.at(-1)).toMatchObject({ verb: "merges" });
  town?.expect.openOnce("resident-1");
});

test("what a variant does not use is told apart from what no path has reached", () => {
  const report = explored.get("nijmegen")?.coverage.report ?? [];
  for (const { reached, missing, notUsed } of report)
    expect(new Set([...reached, ...missing, ...notUsed]).size).toBe(
      reached.length + missing.length + notUsed.length,
    );
  const of = (kind: string) => report.find((one) => one.kind === kind);
  expect(of("deadlines")?.notUsed).toEqual(["judgeSuitability", "reviewGoals", "measure"]);
  expect(of("rejections")?.notUsed).toEqual(expect.arrayContaining(["too-young", "tree-says-no"]));
  expect(of("reasons")).toMatchObject({ missing: [], notUsed: [] });
  // These take a second process, set of rules or resident: no single story shows them.
  const takesMore = [
    "several-variants",
    "variant-changed",
    "not-yours-to-see",
    "another-pathway",
    "conflict",
  ];
  expect(of("rejections")?.missing).toEqual(expect.arrayContaining(takesMore));
  expect(of("rejections")?.missing.length).toBeLessThan(10);
});

test("the report fits a terminal, and tells everything by name", () => {
  const coverage = explored.get("nijmegen")?.coverage;
  const lines = String(coverage).split("\n");
  expect(lines).toContain("  not used here: judgeSuitability, reviewGoals, measure");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  const words = new Set(String(coverage).split(/[\s,:|]+/));
  for (const { missing, notUsed } of coverage?.report ?? [])
    for (const word of [...missing, ...notUsed].flatMap((name) => name.split(/[\s|]+/)))
      expect(words).toContain(word);
});

test.each(placeIds)("somebody can be referred, and met, in %s", (id) => {
  const { scenarios } = coverPaths(variantOf(id), { situations: 8, length: 4 });
  expect(scenarios.some(({ endsAt }) => endsAt.startsWith("intake") || endsAt.startsWith("matched"))).toBe(
    true,
  );
});

test("exploring the same variant gives the same scenarios", () => {
  const again = coverPaths(course, { situations: 50 });
  expect(again.scenarios.map(({ name }) => name)).toEqual(
    explored.get(course.id)?.scenarios.map(({ name }) => name),
  );
});

test.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("%d is no bound", (bound) => {
  expect(() => coverPaths(nijmegen, { situations: bound })).toThrow(RangeError);
  expect(() => simplePaths("individual", { length: bound })).toThrow('The bound "length"');
});

test("a bound that is hit is told", () => {
  expect(coverPaths(nijmegen, { situations: 5 })).toMatchObject({ situations: 5, cutOff: true });
  expect(coverPaths(nijmegen, { length: 1 })).toMatchObject({ cutOff: true });
});

test("together they show most refusals and all but a few steps", () => {
  const reached = (kind: string) =>
    new Set(
      variants.flatMap(
        ({ id }) => explored.get(id)?.coverage.report.find((one) => one.kind === kind)?.reached ?? [],
      ),
    );
  expect(reached("rejections").size).toBeGreaterThan(50);
  expect(reached("deadlines").size).toBeGreaterThan(14);
});

describe("ways through the machine", () => {
  test("every place has a shortest way", () => {
    const paths = shortestPaths("individual");
    expect(paths.length).toBe(compiled("individual").nodes.size);
    expect(paths.find(({ to }) => to.lifecycle === "feedback.closed")?.facts).toMatchInlineSnapshot(`
      [
        "ReferralRegistered",
        "ReferralAccepted",
        "IntakeStarted",
        "ActivityMatched",
        "ParticipationStarted",
        "ParticipationCompleted",
        "FeedbackGiven",
        "ReferralClosed",
      ]
    `);
  });

  test("no simple path visits a place twice, and the length holds", () => {
    for (const { facts } of simplePaths("individual", { length: 3 })) {
      expect(facts.length).toBeLessThanOrEqual(3);
      const visited = [compiled("individual").initial];
      for (const fact of facts) visited.push(visited.at(-1)?.next.get(fact) as (typeof visited)[number]);
      expect(new Set(visited).size).toBe(visited.length);
    }
  });

  test("more paths than the bound is an error, not a silence", () => {
    expect(() => [...simplePaths("individual", { length: 8, paths: 100 })]).toThrow(
      /More than 100 paths .*; the next was ReferralRegistered, ReferralAccepted/,
    );
  });
});
