import type { EventStore, NewEvent, Query, SequencedEvent, Tag } from "@wor/event-store";

let made = 0;

/** An event like any other but for what is given. */
export function event(given: Partial<NewEvent> = {}): NewEvent {
  return {
    id: `event-${process.pid}-${Date.now()}-${++made}`,
    type: "ConversationHeld",
    schemaVersion: 1,
    data: { channel: "phone" },
    tags: ["referral:1"],
    municipality: "nijmegen",
    occurredAt: "2022-05-01T08:30:00.000Z",
    recordedAt: "2022-05-02T10:00:00.000Z",
    actor: { id: "actor-1", role: "coach" },
    ...given,
  };
}

/** Events of the municipality of {@link event} with any of these tags. */
export function about(...tags: readonly Tag[]): Query {
  return { municipality: "nijmegen", items: tags.map((tag) => ({ tags: [tag] })) };
}

export async function all(store: EventStore, query: Query): Promise<SequencedEvent[]> {
  const found: SequencedEvent[] = [];
  for await (const batch of store.read(query)) found.push(...batch);
  return found;
}

export function ids(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** The first `count` events of a subscription. */
export async function delivered(store: EventStore, query: Query, count: number): Promise<SequencedEvent[]> {
  const stop = new AbortController();
  const seen: SequencedEvent[] = [];
  for await (const batch of store.subscribe(query, { signal: stop.signal })) {
    seen.push(...batch);
    if (seen.length >= count) break;
  }
  return seen;
}
