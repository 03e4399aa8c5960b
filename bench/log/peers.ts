import type { Contender } from "./contender.ts";

/** The stores of others, in so far as they could be installed. */
export interface Peers {
  readonly inMemory: readonly Contender[];
  readonly onSqlite: (fileName: () => string) => readonly Contender[];
  readonly onPostgres: (connectionString: string) => readonly Contender[];
}

/** They are a workspace of their own, which types and tests of this one do without. */
export async function loadPeers(): Promise<Peers> {
  const file = new URL("../peers/index.ts", import.meta.url).href;
  try {
    const { peers } = (await import(file)) as { peers: Peers };
    return peers;
  } catch (error) {
    console.error(`  without peers: ${error instanceof Error ? error.message : String(error)}`);
    return { inMemory: [], onSqlite: () => [], onPostgres: () => [] };
  }
}
