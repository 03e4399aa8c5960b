import { type EventStorageAdapter, EventStore, EventType } from "@castore/core";
import { InMemoryEventStorageAdapter } from "@castore/event-storage-adapter-in-memory";
import { PostgresEventStorageAdapter } from "@castore/event-storage-adapter-postgres";
import {
  type Contender,
  type Conversations,
  conversation,
  envelope,
  evolve,
  type Log,
  none,
} from "../log/contender.ts";

export const castoreInMemory: Contender = {
  name: "Castore",
  open: async () => logIn(new InMemoryEventStorageAdapter({})),
};

export function castoreOnPostgres(connectionString: string): Contender {
  return {
    name: "Castore",
    async open() {
      const tableName = `castore_${Date.now().toString(36)}`;
      await PostgresEventStorageAdapter.createEventTable({ connectionString, tableName });
      return logIn(new PostgresEventStorageAdapter({ connectionString, tableName }));
    },
  };
}

interface Aggregate extends Conversations {
  readonly aggregateId: string;
  readonly version: number;
}

interface Held {
  readonly aggregateId: string;
  readonly version: number;
  readonly type: "ConversationHeld";
  readonly timestamp: string;
  readonly payload: ReturnType<typeof conversation>;
  readonly metadata: ReturnType<typeof envelope>;
}

function logIn(eventStorageAdapter: EventStorageAdapter): Log {
  const store = new EventStore({
    eventStoreId: "REFERRALS",
    eventTypes: [
      new EventType<"ConversationHeld", Held["payload"], Held["metadata"]>({ type: "ConversationHeld" }),
    ],
    eventStorageAdapter,
    reducer: (state: Aggregate | undefined, event: Held): Aggregate => ({
      aggregateId: event.aggregateId,
      version: event.version,
      ...evolve(state ?? none, event.payload),
    }),
  });
  const push = (aggregateId: string, state: Conversations) => {
    const metadata = envelope(aggregateId);
    return store.pushEvent({
      aggregateId,
      version: state.held + 1,
      type: "ConversationHeld",
      timestamp: metadata.occurredAt,
      payload: conversation(state),
      metadata,
    });
  };
  return {
    async command(referral) {
      const { aggregate } = await store.getAggregate(referral);
      await push(referral, aggregate ?? none);
    },
    begin: (referral) => push(referral, none),
    async fill(referral, count) {
      for (let held = 0; held < count; held++) await push(referral, { held, minutes: 0 });
    },
    async close() {},
  };
}
