import { expect, test } from "vitest";
import { chance } from "./chance.ts";

/** How often it happens to a hundred in each of many worlds. */
function spread(happens: (seed: number, i: number) => boolean): { mean: number; variance: number } {
  const counts = Array.from(
    { length: 400 },
    (_, seed) => Array.from({ length: 100 }, (_, i) => happens(seed, i)).filter(Boolean).length,
  );
  const mean = counts.reduce((sum, one) => sum + one, 0) / counts.length;
  const variance = counts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / counts.length;
  return { mean, variance };
}

// Of a hundred with a chance of one in five each: 20, with a variance of 16.
test.each<readonly [string, (seed: number, i: number) => boolean]>([
  ["residents numbered on", (seed, i) => chance(seed, "twice", `s${seed}-r${i.toString(36)}`).happens(0.2)],
  ["days one after the other", (seed, i) => chance(seed, "arrivals", 17_000 + i).happens(0.2)],
  ["seeds one after the other", (seed, i) => chance(seed * 100 + i, "arrivals").happens(0.2)],
])("%s do not share their luck", (_, happens) => {
  const { mean, variance } = spread(happens);
  expect(Math.abs(mean - 20)).toBeLessThan(1);
  expect(variance).toBeGreaterThan(12);
  expect(variance).toBeLessThan(20);
});
