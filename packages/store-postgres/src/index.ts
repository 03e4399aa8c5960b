export type { PostgresOptions } from "./database.ts";
export { LogBusy } from "./errors.ts";
export { type PostgresEventStore, postgresEventStore } from "./postgres-event-store.ts";
