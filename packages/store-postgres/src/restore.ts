import { checkFollows, checkRestore, type SequencedEvent } from "@wor/event-store";
import { refuseKnownId } from "./append.ts";
import type { Database } from "./database.ts";
import { keyArray, tagKey, typeKey } from "./keys.ts";

/** Writes events at their own positions: see `EventStore.restore`. */
export async function restore(database: Database, events: readonly SequencedEvent[]): Promise<void> {
  const own = checkRestore(events, 0);
  if (own.length === 0) return;
  const keys = own.flatMap(({ position, municipality, type, tags }) =>
    [typeKey(municipality, type), ...tags.map((tag) => tagKey(municipality, tag))].map((key) => ({
      key,
      position,
    })),
  );
  const values = [
    own.map(({ position }) => position),
    own.map(({ municipality }) => municipality),
    own.map(({ type }) => type),
    own.map(({ id }) => id),
    own.map(({ commandId }) => commandId ?? null),
    own.map(({ position, ...event }) => JSON.stringify(event)),
    keyArray(keys.map(({ key }) => key)),
    keys.map(({ position }) => position),
  ];
  const rows = await database.call("restore", values).catch((error) => refuseKnownId(error, own));
  // The head as it was under the lock: when it is in the way, nothing was written, and this says so.
  checkFollows(own, Number(rows[0]?.restore));
}
