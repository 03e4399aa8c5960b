import { setTimeout as sleep } from "node:timers/promises";
import type { EventStore } from "@wor/event-store";
import { expect, test } from "vitest";
import { postgresEventStore } from "./index.ts";
import { startChild } from "./testing/child.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { all, event } from "./testing/events.ts";
import { startPostgres } from "./testing/server.ts";

const runs = Number(process.env.WOR_RUNS ?? 1);

test("a writer that is killed leaves all it acknowledged, and nothing by halves", {
  timeout: 60_000 * runs,
}, async () => {
  const connectionString = await testConnectionString();
  const schema = freshSchema();
  const store = postgresEventStore({ connectionString, schema });
  await store.head();
  const acknowledged: string[] = [];
  for (let round = 0; round < 2 * runs; round++) {
    const writers = Array.from({ length: 4 }, () =>
      startChild("./writer.ts", { DATABASE: connectionString, SCHEMA: schema }),
    );
    await Promise.all(
      writers.map(async ({ process, lines, gone }) => {
        let killing = false;
        for (let line = await lines.next(); !line.done; line = await lines.next()) {
          acknowledged.push(line.value);
          if (!killing) setTimeout(() => process.kill("SIGKILL"), Math.random() * 60);
          killing = true;
        }
        await gone;
      }),
    );
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(8 * runs);
  await expectWhole(store, acknowledged);
  await store.close();
});

test("a server that is killed and started again has all it acknowledged, and subscriptions go on", {
  timeout: 60_000 * runs,
}, async () => {
  const server = await startPostgres();
  try {
    const store = postgresEventStore({ connectionString: server.connectionString });
    const acknowledged: string[] = [];
    const seen: number[] = [];
    const stop = new AbortController();
    const following = follow(store, seen, stop.signal);
    let running = true;
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = 0; running; i++)
        acknowledged.push(await writeWhateverHappens(store, `command-${lane}-${i}`));
    });
    for (let crash = 0; crash < 2 * runs; crash++) {
      const before = acknowledged.length;
      while (acknowledged.length < before + 20) await sleep(5);
      await sleep(Math.random() * 100);
      await server.crash();
      await server.restart();
    }
    running = false;
    await Promise.all(lanes);
    const written = await expectWhole(store, acknowledged);
    for (let i = 0; i < 500 && seen.length < written.length; i++) await sleep(10);
    expect(seen).toEqual(written.map(({ position }) => position));
    stop.abort();
    await following;
    await store.close();
  } finally {
    await server.stop();
  }
});

/** Tries a command until it is acknowledged: what was written by an attempt that failed is found by its id. */
async function writeWhateverHappens(store: EventStore, commandId: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      await store.append(
        [1, 2, 3].map((nth) =>
          event({ id: `${commandId}-${nth}`, commandId, tags: [`referral:${commandId}`] }),
        ),
      );
      return commandId;
    } catch (error) {
      if (attempt === 200) throw error;
      await sleep(50);
    }
  }
}

async function follow(store: EventStore, seen: number[], signal: AbortSignal): Promise<void> {
  for await (const batch of store.subscribe({ municipality: "nijmegen" }, { signal }))
    seen.push(...batch.map(({ position }) => position));
}

async function expectWhole(store: EventStore, acknowledged: readonly string[]) {
  const written = await all(store, { municipality: "nijmegen" });
  const counts = new Map<string, number>();
  for (const { commandId = "" } of written) counts.set(commandId, (counts.get(commandId) ?? 0) + 1);
  expect([...new Set(counts.values())]).toEqual([3]);
  expect(acknowledged.filter((commandId) => !counts.has(commandId))).toEqual([]);
  expect(new Set(written.map(({ position }) => position)).size).toBe(written.length);
  return written;
}
