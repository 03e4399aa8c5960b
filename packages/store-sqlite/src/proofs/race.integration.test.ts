import { expect, test } from "vitest";
import { sqliteEventStore } from "../index.ts";
import { child } from "./child.ts";
import { allOf, scratch } from "./example.ts";

const runs = Math.ceil(Number(process.env.WOR_RUNS ?? 1));
const racers = 8;
const residents = 40;
const places = 10;

for (let run = 1; run <= runs; run++)
  test(`of 8 processes that make a log and race, nobody gets in twice and no place is taken twice (race ${run})`, async () => {
    using folder = scratch();
    const children = Array.from({ length: racers }, (_, i) =>
      child("racer", folder.file(), `racer${i}`, `${residents}`, `${places}`),
    );
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual(children.map(() => 0));

    const said = children.flatMap(({ lines }) => lines).sort();
    const registered = said.filter((line) => line.startsWith("resident"));
    expect(registered.length).toBe(residents);
    expect(new Set(registered).size).toBe(residents);
    expect(said.length - registered.length).toBe(places);

    const store = sqliteEventStore({ path: folder.file() });
    const events = await allOf(store);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, i) => i + 1));
    expect(events.filter(({ type }) => type === "CoachAssigned").length).toBe(places);
    expect(
      new Set(events.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith("resident:")))).size,
    ).toBe(residents);
    expect(events.length).toBe(residents + places);
    expect(await store.check()).toEqual([]);
    await store.close();
  });
