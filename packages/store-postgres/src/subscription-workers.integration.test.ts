import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { postgresEventStore } from "./index.ts";
import { startChild } from "./testing/child.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { all, event } from "./testing/events.ts";

const connectionString = await testConnectionString();
const appends = 24;

test("when workers on one subscription are killed, others take over, and every event is handled, in order", {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "wor-workers-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "notes");
  const schema = freshSchema();
  const store = postgresEventStore({ connectionString, schema });
  await append(0);
  const parameters = { DATABASE: connectionString, SCHEMA: schema, NOTES: file };
  const workers = Array.from({ length: 3 }, () => startChild("./worker.ts", parameters));
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
  const events = await all(store, { municipality: "nijmegen" });
  const [houses, others] = [true, false].map((isHouse) =>
    events.filter(({ data }) => (data.houseNumber !== undefined) === isHouse).map(({ position }) => position),
  );
  expect(parked.map(({ position, attempts }) => ({ position, attempts }))).toEqual(
    houses?.map((position) => ({ position, attempts: 2 })),
  );
  expect(new Set(parked.map(({ error }) => error))).toEqual(new Set(["Error: houses get no letters"]));
  // A second time is allowed, after a worker was killed; a first time out of order, or never, is not.
  const firstTimes = [...new Set(notes().map(({ position }) => position))];
  expect(firstTimes).toEqual(others);
  expect(new Set(notes().map(({ worker }) => worker)).size).toBe(3);

  for (const { process } of workers) process.kill("SIGTERM");
  await Promise.all(workers.map(({ gone }) => gone));
  expect(workers.map(({ process }) => process.exitCode).sort()).toEqual([0, null, null]);
  await store.close();

  function append(turn: number) {
    const events = Array.from({ length: 10 }, (_, i) => {
      const place = turn * 10 + i + 1;
      return event({ data: place % 50 === 0 ? { houseNumber: place } : {} });
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
    await killed?.gone;
    expect(killed?.process.signalCode).toBe("SIGKILL");
  }

  function notes(): { worker: number; position: number }[] {
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => {
      const [worker = 0, position = 0] = line.split(" ").map(Number);
      return { worker, position };
    });
  }
});
