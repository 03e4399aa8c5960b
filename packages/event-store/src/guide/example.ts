import { AppendConditionFailed, inMemoryEventStore, type NewEvent, type Query } from "@wor/event-store";

const store = inMemoryEventStore();

/** What a decision about this resident depends on. */
const ofResident: Query = { municipality: "0268", items: [{ tags: ["resident:5b1e"] }] };

function registered(id: string, referral: string): NewEvent {
  return {
    id,
    type: "ReferralRegistered",
    schemaVersion: 1,
    data: { reason: "loneliness" },
    tags: [`referral:${referral}`, "resident:5b1e"],
    municipality: "0268",
    occurredAt: "2022-05-01T08:30:00Z",
    recordedAt: "2022-05-01T08:31:00Z",
    actor: { id: "practice-7", role: "referrer" },
  };
}

// Two practices refer the same resident at the same time. Both have read an empty log.
const condition = { failIfEventsMatch: ofResident, after: 0 };
await store.append([registered("event-1", "9f2c")], condition);
const second = store.append([registered("event-2", "77aa")], condition);

const refusal = await second.catch((error: unknown) => error);
if (refusal instanceof AppendConditionFailed)
  console.log(`Known already: ${refusal.matched.map(({ tags }) => tags[0]).join()}`); // referral:9f2c
