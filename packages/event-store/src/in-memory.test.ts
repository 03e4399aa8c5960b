import { checkpointConformance, eventStoreConformance } from "./conformance/index.ts";
import { inMemoryEventStore } from "./in-memory.ts";

eventStoreConformance({ name: "the log in memory", open: async () => inMemoryEventStore() });
eventStoreConformance({
  name: "a fork of a log in memory",
  open: async () => inMemoryEventStore().fork(),
});

let clock = 0;
checkpointConformance({
  name: "the log in memory",
  open: async () => inMemoryEventStore({ now: () => clock }),
  passTime: async (ms) => {
    clock += ms;
  },
});
