import type { EventStore, NewEvent } from "@wor/event-store";
import { type Conversations, conversation, envelope, evolve, type Log, none } from "./contender.ts";

/** Any of our stores, tags and conditions on. */
export function logIn(store: EventStore): Log {
  return {
    async command(referral) {
      const query = about(referral);
      let state = none;
      let after = 0;
      for await (const batch of store.read(query))
        for (const { data, position } of batch) {
          state = evolve(state, { minutes: Number(data.minutes) });
          after = position;
        }
      return store.append([held(referral, state)], { failIfEventsMatch: query, after });
    },
    begin: (referral) => store.append([held(referral, none)], { failIfEventsMatch: about(referral) }),
    fill(referral, count) {
      const first = held(referral, none);
      const others = Array.from({ length: count - 1 }, () => ({
        ...held(referral, none),
        commandId: first.commandId,
      }));
      return store.append([first, ...others]);
    },
    close: () => store.close(),
  };
}

export function about(referral: string) {
  return { municipality: "nijmegen", items: [{ tags: [`referral:${referral}` as const] }] };
}

export function held(referral: string, state: Conversations): NewEvent {
  return { type: "ConversationHeld", schemaVersion: 1, data: conversation(state), ...envelope(referral) };
}
