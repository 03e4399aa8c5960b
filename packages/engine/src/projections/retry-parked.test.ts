import { inMemoryEventStore, inMemoryProjections, type NewEvent } from "@wor/event-store";
import { expect, test } from "vitest";
import { differently } from "../testing/town.ts";
import { defineProjection } from "./projection.ts";
import { projectionStatus, readList, readProjection } from "./read-projection.ts";
import { rebuildProjection, rebuildProjections } from "./rebuild.ts";
import { retryParked } from "./retry-parked.ts";
import { runProjection } from "./run-projection.ts";

/** What people were told, as long as the code can follow it. */
const told = (follows: (type: string) => boolean, keyed = true) =>
  defineProjection<{ told: string[] }, { times: number }>({
    name: "told",
    version: 1,
    query: { municipality: "town" },
    ...(keyed && { key: ({ data }) => String(data.who) }),
    initial: { told: [] },
    evolve(row, { type }) {
      row.told.push(type);
      if (!follows(type)) throw new TypeError(`what is ${type}?`);
      return row;
    },
    listed: (row) => (row.told.length > 1 ? { times: row.told.length } : undefined),
  });

let drawn = 0;
const event = (who: string, type: string): NewEvent => ({
  id: `e${++drawn}`,
  type,
  schemaVersion: 1,
  data: { who },
  tags: [],
  municipality: "town",
  occurredAt: "2026-01-05T08:00:00.000Z",
  recordedAt: "2026-01-05T08:00:00.000Z",
  actor: { id: "system", role: "system" },
});

async function happened(...events: (readonly [string, string])[]) {
  const store = inMemoryEventStore();
  const projections = inMemoryProjections();
  for (const [who, type] of events) await store.append([event(who, type)]);
  const rows = async () => [
    ...((
      await readProjection(
        projections,
        told(() => true),
      )
    )?.rows ?? []),
  ];
  const list = async () => [
    ...((
      await readList(
        projections,
        told(() => true),
      )
    )?.rows ?? []),
  ];
  return { store, projections, rows, list };
}

test("what lists show is kept beside the rows, of those that are on a list", async () => {
  const { store, projections, rows, list } = await happened(["a", "x"], ["b", "x"], ["a", "y"]);
  await rebuildProjection(
    store,
    projections,
    told(() => true),
  );
  expect(await rows()).toEqual([
    ["a", { told: ["x", "y"] }],
    ["b", { told: ["x"] }],
  ]);
  expect(await list()).toEqual([["a", { times: 2 }]]);
});

test("several projections are rebuilt while the log is read once", async () => {
  const { store, projections, rows } = await happened(["a", "x"], ["b", "x"], ["a", "y"]);
  let reads = 0;
  const counted = differently(store, {
    subscribe(query, options) {
      reads += 1;
      return store.subscribe(query, options);
    },
  });
  const types = defineProjection<{ [type: string]: number }>({
    name: "types",
    version: 1,
    query: { municipality: "town", items: [{ types: ["x"] }] },
    initial: {},
    evolve: (row, { type }) => ({ ...row, [type]: (row[type] ?? 0) + 1 }),
  });
  const builds = await rebuildProjections(counted, projections, [told(() => true), types]);
  expect(builds.map(({ name, serving }) => [name, serving])).toEqual([
    ["told", true],
    ["types", true],
  ]);
  expect(reads).toBe(1);
  expect(await rows()).toHaveLength(2);
  expect([...((await readProjection(projections, types))?.rows ?? [])]).toEqual([["", { x: 2 }]]);
  expect((await projectionStatus(store, projections, types)).lag).toBe(0);
});

test("what was set aside is taken in after all, in order, once the code can follow", async () => {
  const { store, projections, rows, list } = await happened(["a", "x"], ["a", "odd"], ["a", "y"], ["b", "x"]);
  const before = told((type) => type !== "odd");
  await rebuildProjection(store, projections, before);
  expect(await retryParked(store, projections, before)).toEqual({ handled: 0, left: 2 });
  expect(
    await retryParked(
      store,
      projections,
      told(() => true),
    ),
  ).toEqual({ handled: 2, left: 0 });
  expect(await rows()).toEqual([
    ["a", { told: ["x", "odd", "y"] }],
    ["b", { told: ["x"] }],
  ]);
  expect(await list()).toEqual([["a", { times: 3 }]]);
});

test("what fails again stays, with what waits behind it", async () => {
  const { store, projections, rows } = await happened(["a", "odd"], ["a", "x"], ["a", "strange"], ["a", "y"]);
  await rebuildProjection(
    store,
    projections,
    told((type) => type !== "odd" && type !== "strange"),
  );
  expect(
    await retryParked(
      store,
      projections,
      told((type) => type !== "strange"),
    ),
  ).toEqual({
    handled: 2,
    left: 2,
  });
  expect(await rows()).toEqual([["a", { told: ["odd", "x"] }]]);
});

test("a worker that runs meanwhile goes on where the retry has come", async () => {
  const { store, projections, rows } = await happened(["a", "x"], ["a", "odd"]);
  let follows = false;
  const learning = told((type) => follows || type !== "odd");
  const running = runProjection(store, projections, learning);
  await running.reached(await store.head());
  await store.append([event("a", "y")]);
  await running.reached(await store.head());
  follows = true;
  expect(await Promise.all([1, 2].map(() => retryParked(store, projections, learning)))).toContainEqual({
    handled: 2,
    left: 0,
  });
  await store.append([event("a", "z")]);
  await running.reached(await store.head());
  expect(await rows()).toEqual([["a", { told: ["x", "odd", "y", "z"] }]]);
  await running.stop();
});

test("the only row of a projection without keys has gone on, and waits for a rebuild", async () => {
  const { store, projections } = await happened(["a", "odd"], ["a", "x"]);
  await rebuildProjection(
    store,
    projections,
    told((type) => type !== "odd", false),
  );
  const now = told(() => true, false);
  expect(await retryParked(store, projections, now)).toEqual({ handled: 0, left: 1 });
  await rebuildProjection(store, projections, now);
  expect((await projectionStatus(store, projections, now)).parked).toEqual([]);
});
