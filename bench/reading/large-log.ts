import type { EventStore, SequencedEvent, Tag } from "../../packages/event-store/src/index.ts";
import { population } from "../../packages/monitoring/src/testing/population.ts";
import { testdorp } from "../../packages/monitoring/src/testing/town.ts";

/** Whose log it is, and by which rules. */
export const municipality = testdorp.municipality;
export const variants = [testdorp];

/** Copies of the same town whose days go on beside each other: nobody's life is in one place of the log. */
const side = 40;

/**
 * Fills a store with so many events: a year of a town, over and over, as many towns at a time as would make a large
 * one. Every copy has referrals, residents, coaches and activities of its own.
 */
export async function fillLargeLog(store: EventStore, events: number): Promise<void> {
  const { store: small } = await population({ people: 120, months: 14 });
  const year: SequencedEvent[] = [];
  for await (const batch of small.read({ municipality })) year.push(...batch);
  let position = await store.head();
  for (let round = 0; position < events; round += 1) {
    let batch: SequencedEvent[] = [];
    for (const event of year) {
      for (let copy = 0; copy < side && position + batch.length < events; copy += 1)
        batch.push(copyOf(event, `${round}-${copy}`, position + batch.length + 1));
      if (batch.length < 5_000) continue;
      await store.restore(batch);
      position += batch.length;
      batch = [];
    }
    if (batch.length > 0) await store.restore(batch);
    position += batch.length;
  }
}

const keys = ["referral", "resident", "coach", "standIn", "activity"];

function copyOf(event: SequencedEvent, copy: string, position: number): SequencedEvent {
  const data = Object.fromEntries(
    Object.entries(event.data).map(([key, value]) => [key, keys.includes(key) ? `${value}-${copy}` : value]),
  );
  const tags = event.tags.map((tag): Tag => `${tag}-${copy}`);
  return { ...event, position, id: `${event.id}-${copy}`, commandId: undefined, data, tags };
}
