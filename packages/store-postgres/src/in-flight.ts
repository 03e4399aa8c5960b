import { setTimeout as sleep } from "node:timers/promises";
import type { Position } from "@wor/event-store";
import { z } from "zod";
import type { Database } from "./database.ts";
import { LogBusy } from "./errors.ts";
import { type Key, keyArray } from "./keys.ts";

/** Where the log ended, and who was appending just then. */
export interface Moment {
  readonly head: Position;
  readonly appends: readonly string[];
}

/** Whose appends to look at: everybody's, a municipality's, or those that write under certain keys. */
export interface Scope {
  readonly municipality?: string;
  readonly keys?: readonly Key[] | undefined;
}

export async function lookAround(database: Database, { municipality, keys }: Scope): Promise<Moment> {
  const [row] = await database.call("in_flight", [municipality, keys && keyArray(keys)]);
  return momentSchema.parse(row);
}

const momentSchema = z.object({ head: z.coerce.number(), appends: z.array(z.string()) });

/** Whether an append that was under way then still is. If not, all is known up to the head of then. */
export function stillAppending(then: Moment, now: Moment): boolean {
  return then.appends.some((append) => now.appends.includes(append));
}

/**
 * The log's head, after everything that was being written below it can be seen or has failed. Waits for what is
 * under way, but keeps nobody from beginning more.
 */
export async function settledHead(database: Database, scope: Scope): Promise<Position> {
  const then = await lookAround(database, scope);
  let waitedMs = 0;
  for (let now = then; stillAppending(then, now); now = await lookAround(database, scope)) {
    if (waitedMs > patienceMs) throw new LogBusy();
    const pauseMs = Math.min(waitedMs + 1, 50);
    await sleep(pauseMs);
    waitedMs += pauseMs;
  }
  return then.head;
}

const patienceMs = 30_000;
