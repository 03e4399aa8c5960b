import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

/**
 * Listens on a channel until `signal` aborts, through as many connections as it takes. Calls `onNews` for every
 * notification, and after every new connection, since nobody knows what was said meanwhile.
 */
export async function listen(
  connection: () => Client,
  channel: string,
  onNews: () => void,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const client = connection();
    const lost = lossOf(client, signal);
    client.on("notification", onNews);
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      failures = 0;
      onNews();
      await lost;
    } catch {
      // Whatever it was, looking now and then goes on, and so does trying.
    }
    await client.end().catch(() => {});
    if (!signal.aborted)
      await sleep(Math.min(100 * 2 ** failures, 5_000), undefined, { signal }).catch(() => {});
  }
}

function lossOf(client: Client, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    client.on("error", () => resolve());
    client.on("end", () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
