import {
  type AppendCondition,
  AppendConditionFailed,
  type AppendResult,
  checkAppend,
  InvalidAppend,
  matches,
  type NewEvent,
  ownCondition,
  type Position,
  sequenced,
} from "@wor/event-store";
import { z } from "zod";
import type { Database } from "./database.ts";
import { commandKey, inLockOrder, type Key, keyArray, tagKey, typeKey } from "./keys.ts";
import { type List, listsJson, listsOf } from "./lists.ts";
import { storedEvent } from "./stored-event.ts";

/** What an append takes: worked out once, however often it is tried. */
export interface Append {
  readonly events: readonly NewEvent[];
  readonly condition: AppendCondition | undefined;
  readonly municipality: string;
  readonly commandId: string | undefined;
  /** It has to keep all other appends of the municipality out, instead of those that share a lock. */
  readonly alone: boolean;
  /** In the order in which everybody takes them. */
  readonly locks: readonly Key[];
  /** Those that no other append may hold at all; the others are shared. */
  readonly writes: ReadonlySet<Key>;
  /** Where what the condition asks for is found; `undefined` for the whole municipality. */
  readonly lists: readonly List[] | undefined;
  /** For each event, the keys it is listed under. */
  readonly keys: readonly (readonly Key[])[];
}

/** PostgreSQL keeps room for 64 locks per connection; an append that needs more takes one that stands for all. */
const mostLocks = 64;

/** @throws {InvalidAppend} */
export function prepareAppend(given: readonly NewEvent[], condition?: AppendCondition): Append {
  const events = checkAppend(given, condition);
  const [{ municipality, commandId } = { municipality: "", commandId: undefined }] = events;
  const asked = condition && listsOf(municipality, condition.failIfEventsMatch.items);
  const tags = events.map((event) => event.tags.map((tag) => tagKey(municipality, tag)));
  const writes = new Set<Key>(tags.flat());
  if (commandId !== undefined) writes.add(commandKey(municipality, commandId));
  const locks = inLockOrder([...writes, ...(asked?.tags ?? [])]);
  return {
    events,
    condition: condition && ownCondition(condition),
    municipality,
    commandId,
    alone: locks.length > mostLocks || (condition !== undefined && (!asked || asked.untagged)),
    locks,
    writes,
    lists: asked?.lists,
    keys: events.map(({ type }, i) => [...(tags[i] ?? []), typeKey(municipality, type)]),
  };
}

/** Writes one append, after waiting for those it shares locks with. */
export async function writeAppend(database: Database, append: Append): Promise<AppendResult> {
  const { events, condition, locks, writes } = append;
  const position = await writeOne(database, append);
  if (position !== undefined) return appended(events, [position]);
  let after = condition?.after ?? 0;
  for (let attempt = 1; ; attempt++) {
    // Who waits for one lock at a time, holding none, may be overtaken; so not for ever.
    const values = appendValues(append, after, attempt > patientAttempts);
    const rows = await database.call("append", values).catch((error) => refuseKnownId(error, events));
    const answer = answerSchema.parse(rows[0]?.append);
    if (answer.appended) return appended(events, answer.appended);
    if (answer.repeated) return { outcome: "repeated", events: answer.repeated };
    if (answer.conflict) {
      const matched = answer.conflict.filter(
        (event) => condition && matches(condition.failIfEventsMatch, event),
      );
      if (condition && matched.length) throw new AppendConditionFailed(condition, matched);
      // Two tags share a key: none of these events matches, so the condition holds up to the last of them.
      after = answer.conflict.at(-1)?.position ?? after;
    }
    const busy = answer.busy && locks[answer.busy - 1];
    if (busy) await database.call("await_key", [busy, writes.has(busy)]);
  }
}

const patientAttempts = 5;

/** The position, if it is a single event that nothing is in the way of. */
async function writeOne(database: Database, append: Append): Promise<Position | undefined> {
  const { events, condition, municipality, commandId, alone, locks, writes, lists, keys } = append;
  const [event, ...others] = events;
  if (!event || others.length || alone) return undefined;
  const values = [
    municipality,
    keyArray(locks.filter((lock) => writes.has(lock))),
    keyArray(locks.filter((lock) => !writes.has(lock))),
    commandId,
    condition && (condition.after ?? 0),
    lists && keyArray(candidatesOf(lists)),
    event.type,
    event.id,
    JSON.stringify(event),
    keyArray(keys.flat()),
  ];
  const rows = await database.call("append_one", values).catch((error) => refuseKnownId(error, events));
  const position = rows[0]?.append_one;
  return position === null ? undefined : Number(position);
}

/** The events as they were written. */
export function appended(events: readonly NewEvent[], positions: readonly Position[]): AppendResult {
  const stored = events.map((event, i) => sequenced(event, positions[i] ?? Number.NaN));
  return { outcome: "appended", events: Object.freeze(stored) };
}

const storedEvents = z.array(storedEvent).readonly();

const answerSchema = z.object({
  appended: z.array(z.number()).optional(),
  repeated: storedEvents.optional(),
  conflict: storedEvents.optional(),
  busy: z.number().optional(),
});

/** What the function `append` is called with. */
export function appendValues(append: Append, after: Position, wait: boolean): unknown[] {
  const { events, condition, municipality, commandId, alone, locks, writes, lists, keys } = append;
  let end = 0;
  return [
    municipality,
    alone,
    keyArray(alone ? [] : locks),
    alone ? "{}" : flagArray(locks.map((lock) => writes.has(lock))),
    wait,
    commandId,
    condition && after,
    lists && keyArray(candidatesOf(lists)),
    lists && listsJson(lists),
    events.map(({ type }) => type),
    events.map(({ id }) => id),
    events.map((event) => JSON.stringify(event)),
    keyArray(keys.flat()),
    keyArray(keys.map(({ length }) => (end += length))),
  ];
}

/** One key of each list: an event that is on a list is under it. */
export function candidatesOf(lists: readonly List[]): Key[] {
  return lists.flatMap(({ keys }) => keys.slice(0, 1));
}

/** An array of booleans as PostgreSQL reads it. */
export function flagArray(flags: readonly boolean[]): string {
  return `{${flags.map((flag) => (flag ? "t" : "f"))}}`;
}

/** Turns the database's complaint about an id into one that names the event. */
export function refuseKnownId(error: unknown, events: readonly NewEvent[]): never {
  const known = knownIdError.safeParse(error);
  if (!known.success) throw error;
  const index = events.findIndex(({ id }) => known.data.detail.includes(`(${id})`));
  throw new InvalidAppend(`events[${index}].id`, "is in the log already");
}

const knownIdError = z.object({ constraint: z.literal("event_id_is_unique"), detail: z.string() });
