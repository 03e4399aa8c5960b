import { postgresEventStore } from "../index.ts";
import { event } from "./events.ts";

// Appends three events per command until it is killed, and says so as soon as an append is acknowledged.

const { DATABASE = "", SCHEMA = "" } = process.env;
const store = postgresEventStore({ connectionString: DATABASE, schema: SCHEMA, maxConnections: 6 });

async function write(lane: number): Promise<void> {
  for (let i = 0; ; i++) {
    const commandId = `command-${process.pid}-${Date.now()}-${lane}-${i}`;
    const tags = [`referral:${commandId}`, `coach:${i % 5}`] as const;
    await store.append([1, 2, 3].map(() => event({ commandId, tags })));
    console.log(commandId);
  }
}

await Promise.all([0, 1, 2, 3, 4, 5].map(write));
