import { postgresEventStore } from "@wor/store-postgres";
import { sqliteEventStore } from "@wor/store-sqlite";
import type { SharedStore } from "./town-hall.ts";

/** A log that other processes have open too. @param place the path of a file, or a connection string */
export const openShared = (place: string, schema: string): SharedStore =>
  place.startsWith("postgres")
    ? postgresEventStore({ connectionString: place, schema, maxConnections: 4 })
    : sqliteEventStore({ path: place, busyTimeoutMs: 30_000 });
