import { once } from "node:events";
import { AppendConditionFailed, type Tag } from "@wor/event-store";
import { postgresEventStore } from "../index.ts";
import { about, all, event } from "./events.ts";

// One of several processes that register the same residents, and give them the same coach's last places.

const { DATABASE = "", SCHEMA = "", RESIDENTS = "0", PLACES = "0" } = process.env;
const store = postgresEventStore({ connectionString: DATABASE, schema: SCHEMA, maxConnections: 4 });
await store.head();
console.log("ready");
await once(process.stdin, "data");

/** Registers a resident who is not known, with a coach who has a place; answers whether that could be done. */
async function register(resident: number): Promise<"known" | "full" | "registered"> {
  const [mine, coach]: [Tag, Tag] = [`resident:${resident}`, `coach:${resident % 3}`];
  for (;;) {
    const query = about(mine, coach);
    const known = await all(store, query);
    if (known.some(({ tags }) => tags.includes(mine))) return "known";
    if (known.length >= Number(PLACES)) return "full";
    const condition = { failIfEventsMatch: query, after: known.at(-1)?.position };
    try {
      await store.append([event({ tags: [mine, coach] })], condition);
      return "registered";
    } catch (error) {
      if (!(error instanceof AppendConditionFailed)) throw error;
    }
  }
}

const residents = Array.from({ length: Number(RESIDENTS) }, (_, i) => i);
const outcomes = await Promise.all(residents.map(register));
console.log(outcomes.filter((outcome) => outcome === "registered").length);
await store.close();
process.exit();
