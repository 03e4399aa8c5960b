// Registers residents and takes places with a coach, against others who do the same on the same file.
// Usage: racer <file> <name> <residents> <places>. Says what it has got: "resident 7", "place 3".
import { AppendConditionFailed, type EventStore, type Query, type Tag } from "@wor/event-store";
import { sqliteEventStore } from "../index.ts";
import { exampleEvent } from "./example.ts";

const [path = "", name = "", residents = "0", places = "0"] = process.argv.slice(2);

async function register(store: EventStore, resident: number): Promise<boolean> {
  const tag: Tag = `resident:${resident}`;
  return await decide(store, { municipality: "nijmegen", items: [{ tags: [tag] }] }, (known) =>
    known === 0 ? exampleEvent(`${name}-resident-${resident}`, { tags: [tag] }) : undefined,
  );
}

async function takePlace(store: EventStore, attempt: number): Promise<boolean> {
  const query: Query = { municipality: "nijmegen", items: [{ tags: ["coach:1"], types: ["CoachAssigned"] }] };
  return await decide(store, query, (taken) =>
    taken < Number(places)
      ? exampleEvent(`${name}-place-${attempt}`, { type: "CoachAssigned", tags: ["coach:1"] })
      : undefined,
  );
}

/** Reads, decides and appends; reads and decides again when somebody was first. */
async function decide(
  store: EventStore,
  query: Query,
  decision: (known: number) => ReturnType<typeof exampleEvent> | undefined,
): Promise<boolean> {
  for (;;) {
    const known = (await Array.fromAsync(store.read(query))).flat();
    const event = decision(known.length);
    if (!event) return false;
    try {
      await store.append([event], { failIfEventsMatch: query, after: known.at(-1)?.position });
      return true;
    } catch (error) {
      if (!(error instanceof AppendConditionFailed)) throw error;
    }
  }
}

const store = sqliteEventStore({ path, indexEvery: 20, busyTimeoutMs: 30_000 });
const races: Promise<void>[] = [];
for (let i = 0; i < Number(residents); i++)
  races.push(register(store, i).then((got) => (got ? console.log(`resident ${i}`) : undefined)));
for (let i = 0; i < Number(places); i++)
  races.push(takePlace(store, i).then((got) => (got ? console.log(`place ${i}`) : undefined)));
await Promise.all(races);
await store.close();
