import { inMemoryEventStore, type SequencedEvent } from "@wor/event-store";
import type { CommandInput } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import { brokenOnTheWay, eventsOf } from "./log.ts";
import { as, engines, plain, registration } from "./plain-town.ts";

/** Two coaches with a resident each, who both leave. */
async function departures(): Promise<{
  before: SequencedEvent[];
  first: SequencedEvent[];
  second: SequencedEvent[];
}> {
  const store = inMemoryEventStore();
  const engine = engines(1, store).one(0);
  const does = async (command: CommandInput) => {
    const executed = await engine.execute(command, as("coordinator"));
    if (!executed.ok) throw new Error(executed.rejection.message.en);
    return [...executed.events];
  };
  for (const nth of [1, 2]) {
    await does({ type: "RegisterCoach", coach: `coach-${nth}`, maxCaseload: 1 });
    await does(registration(`resident-${nth}`));
    await engine.runReactions();
  }
  const before = await eventsOf(store, plain.municipality);
  const leaves = (coach: string) => does({ type: "LetCoachDepart", coach, reason: "otherJob" });
  return { before, first: await leaves("coach-1"), second: await leaves("coach-2") };
}

describe("a look at every moment of a log", () => {
  test("takes a command as a whole, also where another's events stand in between", async () => {
    const { before, first, second } = await departures();
    const [a, b] = [first, second].map((events) => events.map(({ type }) => type));
    expect([a, b]).toEqual([
      ["CoachDeparted", "CoachReleased"],
      ["CoachDeparted", "CoachReleased"],
    ]);
    const alternating = first.flatMap((event, i) => [event, ...second.slice(i, i + 1)]);
    expect(brokenOnTheWay([...before, ...alternating], [plain])).toEqual([]);
  });

  test("sees who was left behind", async () => {
    const { before, first } = await departures();
    expect(brokenOnTheWay([...before, ...first.slice(0, 1)], [plain])).toEqual([
      expect.stringContaining("resident-1 is left with coach-1, who is gone"),
    ]);
  });
});
