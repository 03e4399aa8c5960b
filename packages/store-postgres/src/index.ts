export type { PostgresOptions } from "./database.ts";
export { LogBusy, type PostgresFailure, PostgresStoreError } from "./errors.ts";
export { LogTooNew } from "./migrate.ts";
export { type PostgresEventStore, postgresEventStore } from "./postgres-event-store.ts";
