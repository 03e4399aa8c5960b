import { type EventStore, inMemoryEventStore } from "@wor/event-store";
import { postgresEventStore } from "@wor/store-postgres";
import { sqliteEventStore } from "@wor/store-sqlite";
import { nijmegen, place } from "@wor/variants";
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { lives } from "./generators/index.ts";
import { coverPaths } from "./paths/cover.ts";
import { behaviourFor } from "./population/behaviours/behaviour-for.ts";
import { simulatePopulation } from "./population/simulate.ts";
import { goldenLogs } from "./testing/golden/golden.ts";
import { expectReplay } from "./testing/golden/replay.ts";
import { textOf } from "./testing/log.ts";
import { runs } from "./testing/runs.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the connection string of the tests' PostgreSQL is to be had. */
    postgres: string;
  }
}

const connectionString = process.env.DATABASE_URL ?? (await (await fetch(inject("postgres"))).text());
let opened = 0;
const postgres = () =>
  postgresEventStore({
    connectionString,
    schema: `simulated_${process.pid}_${Date.now().toString(36)}_${++opened}`,
  });

/** Lets the same happen on every store, and answers the log that each is left with. */
async function onEveryStore(happens: (store: EventStore) => Promise<unknown>): Promise<string[]> {
  const logs: string[] = [];
  for (const store of [inMemoryEventStore(), sqliteEventStore({ path: ":memory:" }), postgres()]) {
    try {
      await happens(store);
      logs.push(await textOf(store));
    } finally {
      await store.close();
    }
  }
  return logs;
}

function expectAlike([memory = "", ...others]: readonly string[]): void {
  expect(memory).not.toBe("");
  expect(others).toHaveLength(2);
  for (const other of others) expect(other).toBe(memory);
}

describe("in memory, in a file and in PostgreSQL", () => {
  test.each([
    { variant: nijmegen, years: 0.1 },
    { variant: place("steenwijkerland-grip-en-glans"), years: 0.2 },
  ])("the same seed gives the same log, byte for byte: $variant.id", async ({ variant, years }) =>
    expectAlike(
      await onEveryStore((store) =>
        simulatePopulation({ variant, behaviour: behaviourFor(variant), seed: 7, years, store }),
      ),
    ),
  );

  test("a life gives the same log, whatever happens in it", () =>
    fc.assert(
      fc.asyncProperty(lives(nijmegen, { moves: 12, together: false }), async (life) =>
        expectAlike(await onEveryStore((store) => life.run({ store }))),
      ),
      { numRuns: runs(3), endOnFailure: true },
    ));

  test("a scenario of the explorer gives the same log", async () => {
    const { scenarios } = coverPaths(nijmegen, { situations: 30, length: 8 });
    const [longest] = scenarios.toSorted((a, b) => b.sentences.length - a.sentences.length);
    expectAlike(await onEveryStore(async (store) => longest?.run({ store })));
  });
});

describe("a golden log in PostgreSQL", () => {
  test.each(goldenLogs())("folds to the states it always folded to: $name", (golden) =>
    expectReplay(postgres(), golden),
  );
});
