import type { EventStore } from "@wor/event-store";
import type { Scheduler } from "fast-check";

/**
 * A store whose calls happen in the order that fast-check's scheduler chooses: each waits for its turn before it
 * reads or writes, and once more before its answer arrives. On a log in memory this reaches every interleaving
 * that processes on one database could run into.
 *
 * @example
 * await fc.assert(fc.asyncProperty(fc.scheduler(), async (scheduler) => {
 *   const store = interleaved(inMemoryEventStore(), scheduler);
 *   await scheduler.waitFor(Promise.all([engine.execute(…), other.execute(…)]));
 * }));
 */
export function interleaved(store: EventStore, scheduler: Scheduler): EventStore {
  const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);
  return {
    async append(events, condition) {
      const label = events.map((event) => event.type).join(", ");
      await turn(`append ${label}`);
      try {
        return await store.append(events, condition);
      } finally {
        await turn(`answer ${label}`);
      }
    },
    async *read(query, options) {
      await turn("read");
      const batches = [];
      for await (const batch of store.read(query, options)) batches.push(batch);
      await turn("answer read");
      yield* batches;
    },
    restore: (events) => store.restore(events),
    head: () => store.head(),
    subscribe: (query, options) => store.subscribe(query, options),
    close: () => store.close(),
  };
}

/** What the process was told when it went down: its append may or may not have been written. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/**
 * A store that goes down at chosen appends: before writing, or after writing and before the answer arrives, which
 * a caller cannot tell apart.
 *
 * @param fate what happens to the next append; asked once for each.
 */
export function crashing(store: EventStore, fate: () => "fine" | "crashBefore" | "crashAfter"): EventStore {
  return {
    async append(events, condition) {
      const outcome = fate();
      if (outcome === "crashBefore") throw new Crash("went down before writing");
      const result = await store.append(events, condition);
      if (outcome === "crashAfter") throw new Crash("went down after writing, before answering");
      return result;
    },
    read: (query, options) => store.read(query, options),
    restore: (events) => store.restore(events),
    head: () => store.head(),
    subscribe: (query, options) => store.subscribe(query, options),
    close: () => store.close(),
  };
}
