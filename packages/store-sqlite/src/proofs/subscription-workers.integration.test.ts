import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { sqliteEventStore } from "../index.ts";
import { child } from "./child.ts";
import { exampleEvent, scratch } from "./example.ts";

const appends = 24;

test("when workers on one subscription are killed, others take over, and every event is handled, in order", {
  timeout: 60_000,
}, async () => {
  using folder = scratch();
  const store = sqliteEventStore({ path: folder.file() });
  await append(0);
  const workers = Array.from({ length: 3 }, () => child("worker", folder.file(), folder.file("notes")));
  onTestFinished(() => {
    for (const { process } of workers) process.kill("SIGKILL");
  });
  for (let i = 1; i < appends; i++) {
    await append(i);
    if (i === 8 || i === 16) await killWhoeverWorks();
  }
  const head = await store.head();
  while ((await store.checkpoints.position("letters")) < head) await sleep(10);

  const parked = await store.checkpoints.parked("letters");
  const positions = Array.from({ length: head }, (_, i) => i + 1);
  const houses = positions.filter((position) => position % 50 === 0);
  expect(parked.map(({ position, attempts }) => ({ position, attempts }))).toEqual(
    houses.map((position) => ({ position, attempts: 2 })),
  );
  expect(new Set(parked.map(({ error }) => error))).toEqual(new Set(["Error: houses get no letters"]));
  // A second time is allowed, after a worker was killed; a first time out of order, or never, is not.
  const firstTimes = [...new Set(notes().map(({ position }) => position))];
  expect(firstTimes).toEqual(positions.filter((position) => !houses.includes(position)));
  expect(new Set(notes().map(({ worker }) => worker)).size).toBe(3);

  for (const { process } of workers) process.kill("SIGTERM");
  expect((await Promise.all(workers.map(({ ended }) => ended))).sort()).toEqual([0, null, null]);
  await store.close();

  function append(turn: number) {
    const events = Array.from({ length: 10 }, (_, i) => {
      const place = turn * 10 + i + 1;
      return exampleEvent(`event-${place}`, { data: place % 50 === 0 ? { houseNumber: place } : {} });
    });
    return store.append(events);
  }

  /** Somebody else than was killed before. */
  async function killWhoeverWorks() {
    const working = () =>
      workers.find(({ process }) => process.pid === notes().at(-1)?.worker && process.signalCode === null);
    while (!working()) await sleep(5);
    const killed = working();
    killed?.process.kill("SIGKILL");
    await killed?.ended;
    expect(killed?.process.signalCode).toBe("SIGKILL");
  }

  function notes(): { worker: number; position: number }[] {
    if (!existsSync(folder.file("notes"))) return [];
    const lines = readFileSync(folder.file("notes"), "utf8").split("\n").slice(0, -1);
    return lines.map((line) => {
      const [worker = 0, position = 0] = line.split(" ").map(Number);
      return { worker, position };
    });
  }
});
