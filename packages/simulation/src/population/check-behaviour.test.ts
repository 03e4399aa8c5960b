import { nijmegen } from "@wor/variants";
import { expect, test } from "vitest";
import { nijmegenYear } from "./behaviours/nijmegen.ts";
import { fittedBehaviours } from "./behaviours/places.ts";
import { checkBehaviour, InvalidBehaviour } from "./check-behaviour.ts";
import { simulatePopulation } from "./simulate.ts";

test("everything that ships can be lived by", () => {
  for (const behaviour of Object.values(fittedBehaviours))
    expect(() => checkBehaviour(behaviour)).not.toThrow();
});

test.each([
  ["arrivals.twice", { arrivals: { perYear: 10, twice: 3 } }],
  ["arrivals.byMonth.januari", { arrivals: { perYear: 10, twice: 0, byMonth: { januari: 1 } } }],
  ["reasons", { reasons: {} }],
  ["coaches.0.perWeek", { coaches: [{ key: "coach-1", perWeek: 0 }] }],
  ["coaches.0.until", { coaches: [{ key: "coach-1", perWeek: 1, until: "1 mei" }] }],
  ["activities.0.startsOn", { activities: [{ key: "course", kind: "course", startsOn: "2026-02-30" }] }],
  ["residents.age.old", { residents: { ...nijmegenYear.residents, age: { old: 1 } } }],
])("a mistake is found before anybody lives by it, and named: %s", async (path, mistake) => {
  const behaviour = { ...nijmegenYear, ...mistake } as typeof nijmegenYear;
  const living = simulatePopulation({ variant: nijmegen, behaviour, seed: 1 });
  await expect(living).rejects.toThrow(InvalidBehaviour);
  await expect(living).rejects.toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ path })]),
  });
});

test.each([
  ["seed", { seed: 1.5 }],
  ["years", { seed: 1, years: 0 }],
  ["years", { seed: 1, years: Number.NaN }],
  ["day", { seed: 1, from: "2026-13-01" }],
])("a %s that is none is refused", async (word, wrong) => {
  await expect(simulatePopulation({ variant: nijmegen, behaviour: nijmegenYear, ...wrong })).rejects.toThrow(
    new RegExp(`\\b${word}`, "i"),
  );
});
