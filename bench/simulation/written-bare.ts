import { type EventStore, inMemoryEventStore, type NewEvent } from "@wor/event-store";

/** Seconds of processor time that the appends of a log take when they are written again, without anybody who decides. */
export async function writtenBare(store: EventStore, municipality: string): Promise<number> {
  const appends: NewEvent[][] = [];
  for await (const batch of store.read({ municipality })) {
    for (const { position: _, ...event } of batch) {
      if (appends.at(-1)?.[0]?.commandId === event.commandId) appends.at(-1)?.push(event);
      else appends.push([event]);
    }
  }
  const bare = inMemoryEventStore();
  const spent = stopwatch();
  for (const events of appends) await bare.append(events);
  return spent();
}

/** Counts this process's own time from now on, in seconds. */
export function stopwatch(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000_000;
  };
}
