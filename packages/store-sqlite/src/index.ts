export type { Durability } from "./database.ts";
export { type SqliteFailure, SqliteStoreError } from "./errors.ts";
export {
  type SqliteEventStore,
  type SqliteEventStoreOptions,
  sqliteEventStore,
} from "./sqlite-event-store.ts";
