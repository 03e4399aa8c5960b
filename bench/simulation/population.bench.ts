import { type PopulationOptions, type Simulated, simulatePopulation } from "@wor/simulation";
import { sqliteEventStore } from "@wor/store-sqlite";
import { nijmegen } from "@wor/variants";
import { type Figure, median } from "../measure.ts";
import { city } from "./city.ts";
import { stopwatch, writtenBare } from "./written-bare.ts";

/**
 * A year of ten thousand referrals through the real engine, on one core: processor time, beside what the log alone
 * takes to be written; and whether the heap grows while lives begin and end at an even pace, with the log out of it.
 */
export async function figures(): Promise<Figure[]> {
  await population(300);
  const spent = stopwatch();
  const { summary, commands, store } = await population(10_000);
  const seconds = spent();
  const bare = await writtenBare(store, "nijmegen");
  const { third, fifth } = await heapAsLivesEnd();
  return [
    { name: "simulation lives of a year", value: summary.referred, unit: "lives" },
    { name: "simulation year of ten thousand lives", value: seconds, unit: "s of processor time" },
    {
      name: "simulation one life of a year",
      value: (seconds * 1_000) / summary.referred,
      unit: "ms of processor time",
    },
    {
      name: "simulation one command of a year",
      value: (seconds * 1_000) / commands,
      unit: "ms of processor time",
    },
    { name: "simulation year over writing the same log bare", value: seconds / bare },
    {
      name: `simulation heap with ${fifth.ended} lives ended over with ${third.ended}`,
      value: fifth.heap / third.heap,
    },
  ];
}

const population = (perYear: number, more: Partial<PopulationOptions> = {}): Promise<Simulated> =>
  simulatePopulation({
    variant: nijmegen,
    behaviour: city(perYear),
    seed: 1,
    from: "2026-01-01",
    ...more,
  });

/**
 * The heap in the third year and in the fifth: by the third as many lives are open as later, and all that is kept
 * within bounds has filled up. What is no longer in use is cleared away before each look.
 */
async function heapAsLivesEnd(): Promise<{ third: Look; fifth: Look }> {
  const store = sqliteEventStore({ path: ":memory:" });
  const looks: Look[] = [];
  let weeks = 0;
  const onProgress: PopulationOptions["onProgress"] = ({ ended }) => {
    weeks += 1;
    if (weeks % 13 !== 0) return;
    globalThis.gc?.();
    looks.push({ ended, heap: process.memoryUsage().heapUsed });
  };
  try {
    await population(1_500, { years: 5, store, onProgress });
  } finally {
    await store.close();
  }
  const inYear = (year: number): Look => {
    const four = looks.slice((year - 1) * 4, year * 4);
    return { ended: median(four.map(({ ended }) => ended)), heap: median(four.map(({ heap }) => heap)) };
  };
  return { third: inYear(3), fifth: inYear(5) };
}

interface Look {
  readonly ended: number;
  readonly heap: number;
}
