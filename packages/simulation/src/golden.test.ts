import { inMemoryEventStore } from "@wor/event-store";
import { factDefinitions, type Pathway, type ReferralState } from "@wor/lifecycle";
import { sqliteEventStore } from "@wor/store-sqlite";
import { describe, expect, test } from "vitest";
import { currentShapes, goldenLogs, releasedShapes } from "./testing/golden/golden.ts";
import { placesUntold } from "./testing/golden/place-stories.ts";
import { expectReplay } from "./testing/golden/replay.ts";

const record = "Run: node --conditions=@wor/source packages/simulation/src/testing/golden/record.ts";
const stores = {
  "in memory": () => inMemoryEventStore(),
  "in a file": () => sqliteEventStore({ path: ":memory:" }),
};

describe.each(Object.entries(stores))("a golden log %s", (_, open) => {
  test.each(goldenLogs())("folds to the states it always folded to: $name", (golden) =>
    expectReplay(open(), golden),
  );
});

describe("the shape of a fact", () => {
  const released = releasedShapes();
  const current = currentShapes();

  test("does not change without a new version", () => {
    for (const [fact, shape] of current) {
      if (!released.has(fact)) continue;
      const advice = `${fact} has another shape than it had. Give it a new version and an upcaster`;
      expect(JSON.parse(JSON.stringify(shape)), advice).toEqual(released.get(fact));
    }
  });

  test("is kept from its first version on", () => {
    expect(
      [...current.keys()].filter((fact) => !released.has(fact)),
      record,
    ).toEqual([]);
  });

  test("is never taken back: logs that hold it are out there", () => {
    const gone = [...released.keys()].filter((fact) => {
      const [type = "", version] = fact.split("@");
      return (
        !(type in factDefinitions) ||
        factDefinitions[type as keyof typeof factDefinitions].version < Number(version)
      );
    });
    expect(gone).toEqual([]);
  });
});

test("every kind of fact is in a golden log", () => {
  const seen = new Set(
    goldenLogs().flatMap(({ log }) =>
      [...log.matchAll(/"type":"(\w+)","schemaVersion"/g)].map(([, type]) => type),
    ),
  );
  expect(Object.keys(factDefinitions).filter((type) => !seen.has(type))).toEqual([]);
});

test("every shipped variant, in the version it has now, is in a golden log", () => {
  expect(
    placesUntold(goldenLogs()).map(({ id, version }) => `${id}@${version}`),
    record,
  ).toEqual([]);
});

test("every pathway is in a golden log, from beginning to end", () => {
  const states = goldenLogs().flatMap((one) => one.states as ReferralState[]);
  const completed = states.filter(({ place }) => place.lifecycle === "feedback.closed");
  const every: { readonly [one in Pathway]: true } = { individual: true, cohort: true, visit: true };
  expect(new Set(completed.map(({ record }) => record.pathway))).toEqual(new Set(Object.keys(every)));
});
