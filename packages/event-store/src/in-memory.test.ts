import { checkpointConformance, eventStoreConformance, projectionConformance } from "./conformance/index.ts";
import { inMemoryEventStore } from "./in-memory.ts";
import { inMemoryProjections } from "./in-memory-projections.ts";

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
projectionConformance({
  name: "projections in memory",
  open: async () => ({ projections: inMemoryProjections(), close: async () => {} }),
});
