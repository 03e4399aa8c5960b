import type { EventStore, NewEvent } from "@wor/event-store";
import type { EventStoreUnderTest, HeldAppend } from "@wor/event-store/conformance";

/** What the suite needs of a database's adapter; the tests open its stores, so they know how to reach inside. */
export function onBench(database: {
  openOnEmptyLog(): Promise<EventStore>;
  openOnSameLog(store: EventStore): Promise<EventStore>;
  beginAppend(store: EventStore, events: readonly NewEvent[]): Promise<HeldAppend>;
}): EventStoreUnderTest {
  return {
    open: () => database.openOnEmptyLog(),
    openAgain: (store) => database.openOnSameLog(store),
    holdOpen: (store, events) => database.beginAppend(store, events),
  };
}
