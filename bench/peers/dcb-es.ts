import {
  buildDecisionModel,
  type DcbEvent,
  type EventStore,
  MemoryEventStore,
  Tags,
} from "@dcb-es/event-store";
import { PostgresEventStore } from "@dcb-es/event-store-postgres";
import { Pool, types } from "pg";
import {
  type Contender,
  type Conversations,
  conversation,
  envelope,
  evolve,
  type Log,
  none,
} from "../log/contender.ts";

export const dcbEsInMemory: Contender = {
  name: "dcb-es",
  open: async () => logIn(new MemoryEventStore()),
};

/** Emmett has all of `pg` in this process read a bigint as one; this store expects text, as `pg` would give it. */
const unalteredTypes = {
  getTypeParser: (...[oid, format]: Parameters<typeof types.getTypeParser>) =>
    oid === types.builtins.INT8 ? String : types.getTypeParser(oid, format),
};

export function dcbEsOnPostgres(connectionString: string): Contender {
  return {
    name: "dcb-es",
    async open() {
      const pool = new Pool({ connectionString, max: 16, types: unalteredTypes });
      const store = new PostgresEventStore({ pool, tablePrefix: `dcb_${Date.now().toString(36)}` });
      await store.ensureInstalled();
      return { ...logIn(store), close: () => pool.end() };
    },
  };
}

class Held implements DcbEvent {
  readonly type = "ConversationHeld";
  readonly tags: Tags;
  readonly data: ReturnType<typeof conversation>;
  readonly metadata: Omit<ReturnType<typeof envelope>, "tags">;

  constructor(referral: string, state: Conversations) {
    const { tags, ...metadata } = envelope(referral);
    this.tags = Tags.from([...tags]);
    this.data = conversation(state);
    this.metadata = metadata;
  }
}

function logIn(store: EventStore): Log {
  const command = async (referral: string) => {
    const { state, appendCondition } = await buildDecisionModel(store, {
      conversations: {
        tagFilter: Tags.from([`referral:${referral}`]),
        init: none,
        when: {
          ConversationHeld: ({ event }: { event: Held }, known: Conversations) => evolve(known, event.data),
        },
      },
    });
    await store.append({ events: new Held(referral, state.conversations), condition: appendCondition });
  };
  return {
    command,
    begin: command,
    fill: (referral, count) =>
      store.append({ events: Array.from({ length: count }, () => new Held(referral, none)) }),
    async close() {},
  };
}
