import { inMemoryEventStore } from "@wor/event-store";
import { nijmegen } from "@wor/variants";
import { expect, test } from "vitest";
import { municipality } from "../../harness/municipality.ts";
import { valuesOf } from "../behaviour.ts";
import { checkBehaviour } from "../check-behaviour.ts";
import { simulatePopulation } from "../simulate.ts";
import { oneCoachFewer, whatIf } from "../what-if.ts";
import { behaviourIn } from "./behaviour-in.ts";

/** A year of a town, as somebody would have kept it. */
async function keptTown() {
  const town = await municipality({ variant: nijmegen, on: "2026-01-05" });
  const [ann, bea] = [
    await town.coach("coach-a", { areas: ["lindenholt"] }),
    await town.coach("coach-b", { areas: ["lindenholt"] }),
  ];
  const gone = await town.coach("coach-c");
  await gone.leaves();
  await town.activity("choir", { kind: "singing", capacity: 6 });
  const wrong = await town.gp("practice-a").refers("resident-0", { reason: "loss" });
  await town.coordinator().marksInError(wrong);
  for (const n of [1, 2, 3, 4]) {
    const who = n === 4 ? town.practiceNurse("practice-b") : town.gp("practice-a");
    const told = { area: "lindenholt", age: 60 + n, sex: "female" as const, hindered: n === 1 };
    const path = await who.refers(`resident-${n}`, { ...told, reason: n < 3 ? "loneliness" : "loss" });
    for (const coach of [ann, bea])
      if (path.state.record.coach.id === coach.key) await coach.holdsConversation(path);
    await town.time.passes("P3W");
  }
  return town;
}

test("who comes and who is there is as in the log; what it does not show stays a guess", async () => {
  const town = await keptTown();
  const behaviour = await behaviourIn(town.store, nijmegen);
  expect(behaviour).toMatchObject({
    referrers: { gp: 3, practiceNurse: 1 },
    organisations: { "practice-a": 3, "practice-b": 1 },
    reasons: { loneliness: 2, loss: 2 },
    residents: {
      sex: { female: 4 },
      hindered: 0.25,
      areas: { lindenholt: 4 },
      age: { "61-61": 1, "64-64": 1 },
    },
    activities: [{ key: "choir", kind: "singing", capacity: 6 }],
  });
  expect(behaviour.coaches.map(({ key }) => key)).toEqual(["coach-a", "coach-b"]);
  const [first, last] = [town.path("resident-0").events[0], town.events.at(-1)].map((event) =>
    Date.parse(event?.recordedAt ?? ""),
  );
  const days = ((last ?? 0) - (first ?? 0)) / 86_400_000;
  expect(behaviour.arrivals.perYear).toBe(Math.round((4 / days) * 365.25));
  expect(() => checkBehaviour(behaviour)).not.toThrow();
  expect(valuesOf(behaviour).filter((path) => behaviour.sources[path] === undefined)).toEqual([]);
  expect(behaviour.sources.reasons).toBe(`this log: 4 referrals in ${Math.round(days)} days`);
  expect(behaviour.sources["conversations.number"]).toMatch(/^ours, after Nijmegen/);
});

test("what if a coach of this town left can be asked of its own log", async () => {
  const { store } = await keptTown();
  const head = await store.head();
  const behaviour = await behaviourIn(store, nijmegen);
  const busier = { ...behaviour, arrivals: { ...behaviour.arrivals, perYear: 60 } };
  const worlds = await whatIf(
    { variant: nijmegen, behaviour: busier, seed: 1, years: 0.5, store },
    { fewer: oneCoachFewer },
  );
  expect(await store.head()).toBe(head);
  expect(worlds["as it is"].lostCoach).toBe(0);
  expect(worlds.fewer.lostCoach).toBeGreaterThan(0);
  expect(worlds.fewer.referred).toBe(worlds["as it is"].referred);
  // Half the time for conversations: fewer are met, and more still wait.
  expect(worlds.fewer.arrived).toBeLessThan(worlds["as it is"].arrived);
  expect(worlds.fewer.notYetMet).toBeGreaterThan(worlds["as it is"].notYetMet);
});

test("a simulated town is seen as it was made", async () => {
  const { store } = await simulatePopulation({
    variant: nijmegen,
    behaviour: await behaviourIn((await keptTown()).store, nijmegen),
    seed: 1,
    years: 2,
  });
  const again = await behaviourIn(store, nijmegen);
  expect(again.residents.sex).toEqual({ female: expect.any(Number) });
  expect(Object.keys(again.residents.areas ?? {})).toEqual(["lindenholt"]);
});

test("a log in which nobody was referred tells nothing", async () => {
  await expect(behaviourIn(inMemoryEventStore(), nijmegen)).rejects.toThrow(RangeError);
});
