import type { EventStore } from "@wor/event-store";
import {
  checkpointConformance,
  eventStoreConformance,
  projectionConformance,
} from "@wor/event-store/conformance";
import { type PostgresEventStore, postgresEventStore } from "./index.ts";
import { freshSchema, testConnectionString } from "./testing/database.ts";
import { holdOpen } from "./testing/hold-open.ts";

const connectionString = await testConnectionString();
const schemas = new WeakMap<object, string>();

function openOn(schema: string): PostgresEventStore {
  const store = postgresEventStore({ connectionString, schema });
  schemas.set(store, schema);
  return store;
}

const schemaOf = (store: object) => schemas.get(store) ?? "";

eventStoreConformance({
  name: "PostgreSQL",
  open: async () => openOn(freshSchema()),
  openAgain: async (store: EventStore) => openOn(schemaOf(store)),
  holdOpen: async (store, events) => {
    await store.head(); // so that the schema is there
    return holdOpen({ connectionString, schema: schemaOf(store) }, events);
  },
});

checkpointConformance({
  name: "PostgreSQL",
  open: async () => openOn(freshSchema()),
  openAgain: async (store) => openOn(schemaOf(store)),
});

projectionConformance({
  name: "PostgreSQL",
  open: async () => openOn(freshSchema()),
  openAgain: async (store) => openOn(schemaOf(store)),
});
