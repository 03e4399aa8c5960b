import type { NewEvent } from "@wor/event-store";
import { Client, escapeIdentifier } from "pg";
import { appendValues, prepareAppend } from "../append.ts";
import { callOf } from "../database.ts";

/** Begins an append as the store would, in a transaction that stays open until told. */
export async function holdOpen(
  { connectionString, schema }: { connectionString: string; schema: string },
  events: readonly NewEvent[],
): Promise<{ commit(): Promise<void>; rollback(): Promise<void> }> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query("BEGIN");
  await client.query(
    callOf(escapeIdentifier(schema), "append"),
    appendValues(prepareAppend(events), 0, true),
  );
  async function finish(how: "COMMIT" | "ROLLBACK") {
    await client.query(how);
    await client.end();
  }
  return { commit: () => finish("COMMIT"), rollback: () => finish("ROLLBACK") };
}
