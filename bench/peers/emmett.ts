import { type EventStore, getInMemoryEventStore } from "@event-driven-io/emmett";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import { getSQLiteEventStore } from "@event-driven-io/emmett-sqlite";
import {
  type Contender,
  type Conversations,
  conversation,
  envelope,
  evolve,
  type Log,
  none,
} from "../log/contender.ts";

export const emmettInMemory: Contender = {
  name: "Emmett",
  open: async () => logIn(getInMemoryEventStore()),
};

export function emmettOnSqlite(fileName: () => string): Contender {
  return {
    name: "Emmett",
    oneAtATime: true, // "cannot rollback - no transaction is active"
    open: async () => logIn(getSQLiteEventStore({ fileName: fileName() })),
  };
}

export function emmettOnPostgres(connectionString: string): Contender {
  return {
    name: "Emmett",
    async open() {
      const store = getPostgreSQLEventStore(connectionString);
      return { ...logIn(store), close: () => store.close() };
    },
  };
}

function logIn(store: EventStore): Log {
  const append = (referral: string, count: number, state: Conversations, expected: bigint | undefined) =>
    store.appendToStream(
      `referral-${referral}`,
      Array.from({ length: count }, () => ({
        type: "ConversationHeld" as const,
        data: conversation(state),
        metadata: envelope(referral),
      })),
      { expectedStreamVersion: expected ?? "STREAM_DOES_NOT_EXIST" },
    );
  return {
    async command(referral) {
      const { state, currentStreamVersion, streamExists } = await store.aggregateStream<Conversations, Held>(
        `referral-${referral}`,
        { evolve: (known: Conversations, { data }: Held) => evolve(known, data), initialState: () => none },
      );
      await append(referral, 1, state, streamExists ? currentStreamVersion : undefined);
    },
    begin: (referral) => append(referral, 1, none, undefined),
    fill: (referral, count) => append(referral, count, none, undefined),
    async close() {},
  };
}

interface Held {
  readonly kind?: "Event";
  readonly type: "ConversationHeld";
  readonly data: ReturnType<typeof conversation>;
  readonly metadata: ReturnType<typeof envelope>;
}
