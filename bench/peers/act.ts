// This one first.
import "./act-settings.ts";
import { act, dispose, InMemoryStore, state, store } from "@rotorsoft/act";
import { SqliteStore } from "@rotorsoft/act-sqlite";
import { z } from "zod";
import { type Contender, conversation, envelope, evolve, type Log, none } from "../log/contender.ts";

/** Its store is one for the whole process: a new one first disposes of the old. */
export const actInMemory: Contender = {
  name: "Act",
  // Its types are written for a less exact compiler.
  open: () => logIn(new InMemoryStore() as ActStore),
};

export function actOnSqlite(fileName: () => string): Contender {
  return {
    name: "Act",
    oneAtATime: true, // "SQLITE_BUSY: database is locked"
    open: () => logIn(new SqliteStore({ url: `file:${fileName()}` }) as ActStore),
  };
}

type ActStore = ReturnType<typeof store>;

const held = z.object({ channel: z.string(), minutes: z.number(), note: z.object({ sealed: z.string() }) });
const envelopeOf = z.object({
  id: z.string(),
  tags: z.array(z.string()),
  municipality: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  actor: z.object({ id: z.string(), role: z.string() }),
  commandId: z.string(),
});

const Referral = state({ Referral: z.object({ held: z.number(), minutes: z.number() }) })
  .init(() => ({ ...none }))
  .emits({ ConversationHeld: held.extend({ envelope: envelopeOf }) })
  .patch({ ConversationHeld: ({ data }, known) => evolve(known, data) })
  .on({ holdConversation: z.object({ envelope: envelopeOf }) })
  .emit((action, { state: known }) => [
    "ConversationHeld",
    { ...conversation(known), envelope: action.envelope },
  ])
  .build();

async function logIn(adapter: ActStore): Promise<Log> {
  await dispose()();
  store(adapter);
  await store().seed();
  const app = act().withState(Referral).build();
  const command = (stream: string) => {
    const { tags, ...rest } = envelope(stream);
    return app.do(
      "holdConversation",
      { stream, actor: { id: "coach-1", name: "coach" } },
      { envelope: { ...rest, tags: [...tags] } },
    );
  };
  return {
    command,
    begin: command,
    fill(stream, count) {
      const events = Array.from({ length: count }, () => ({
        name: "ConversationHeld",
        data: { ...conversation(none), envelope: envelope(stream) },
      }));
      return store().commit(stream, events, { correlation: "fill", causation: {} });
    },
    close: () => dispose()(),
  };
}
