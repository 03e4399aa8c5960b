// Works on the subscription "letters" until it is told to stop, and notes every event it has handled in a file that all
// workers share. It cannot handle an event about a house number.
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { runSubscription } from "@wor/event-store";
import { sqliteEventStore } from "../index.ts";
import { everything } from "./example.ts";

const [path = "", notes = ""] = process.argv.slice(2);
const store = sqliteEventStore({ path, busyTimeoutMs: 30_000 });
const subscription = runSubscription(store, store.checkpoints, {
  name: "letters",
  owner: `worker-${process.pid}`,
  query: everything,
  leaseMs: 600,
  batchSize: 10,
  maxAttempts: 2,
  retryDelayMs: () => 1,
  async handle({ position, data }) {
    if (data.houseNumber !== undefined) throw new Error("houses get no letters");
    await sleep(2);
    appendFileSync(notes, `${process.pid} ${position}\n`);
  },
});

process.once("SIGTERM", async () => {
  await subscription.stop();
  await store.close();
});
