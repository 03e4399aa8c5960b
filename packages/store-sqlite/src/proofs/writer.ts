// Appends for as long as it lives, sixteen at a time, and says which appends were acknowledged: "w1-17 3"
// is an append of three events.
import { writeSync } from "node:fs";
import { sqliteEventStore } from "../index.ts";
import { exampleEvent } from "./example.ts";

const [path = "", name = ""] = process.argv.slice(2);
const store = sqliteEventStore({ path, indexEvery: 100, busyTimeoutMs: 30_000 });
let appends = 0;

async function writeForEver(): Promise<never> {
  for (;;) {
    const append = `${name}-${appends++}`;
    const size = 1 + (appends % 5);
    const events = Array.from({ length: size }, (_, i) =>
      exampleEvent(`${append}-${i}`, {
        commandId: append,
        correlationId: `${size}`,
        tags: [`referral:${appends % 50}`, `writer:${name}`],
        data: { note: "x".repeat((appends * 37) % 3_000) },
      }),
    );
    await store.append(events);
    // At once, not through a buffer that dies with the process.
    writeSync(1, `${append} ${size}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, writeForEver));
