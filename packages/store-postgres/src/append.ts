import {
  type AppendCondition,
  AppendConditionFailed,
  type AppendResult,
  checkAppend,
  InvalidAppend,
  matches,
  type NewEvent,
  type Position,
} from "@wor/event-store";
import { z } from "zod";
import type { Database } from "./database.ts";
import { commandKey, inLockOrder, type Key, keyArray, tagKey, typeKey } from "./keys.ts";
import { type Lists, listsJson, listsOf } from "./lists.ts";
import { sequenced, storedEvent } from "./stored-event.ts";

/** PostgreSQL keeps room for 64 locks per connection; an append that needs more takes one that stands for all. */
const mostLocks = 64;

/** Writes all events, or none: see `EventStore.append`. */
export async function append(
  database: Database,
  events: readonly NewEvent[],
  condition: AppendCondition | undefined,
): Promise<AppendResult> {
  const own = checkAppend(events, condition);
  return writeUnless(database, own, condition, condition?.after ?? 0);
}

async function writeUnless(
  database: Database,
  events: readonly NewEvent[],
  condition: AppendCondition | undefined,
  after: Position,
): Promise<AppendResult> {
  const values = appendValues(events, condition, after);
  const rows = await database.call("append", values).catch((error) => refuseKnownId(error, events));
  const answer = answerSchema.parse(rows[0]?.append);
  if (answer.appended) {
    const { appended } = answer;
    const stored = events.map((event, i) => sequenced(appended[i] ?? Number.NaN, event));
    return { outcome: "appended", events: Object.freeze(stored) };
  }
  if (answer.repeated) return { outcome: "repeated", events: answer.repeated };
  const candidates = answer.conflict ?? [];
  const matched = candidates.filter((event) => condition && matches(condition.failIfEventsMatch, event));
  if (condition && matched.length) throw new AppendConditionFailed(condition, matched);
  // Two tags share a key: none of these events matches, so the condition holds up to the last of them.
  return writeUnless(database, events, condition, candidates.at(-1)?.position ?? after);
}

const storedEvents = z.array(storedEvent).readonly();

const answerSchema = z.object({
  appended: z.array(z.number()).optional(),
  repeated: storedEvents.optional(),
  conflict: storedEvents.optional(),
});

/** What the function `append` is called with. */
export function appendValues(
  events: readonly NewEvent[],
  condition?: AppendCondition | undefined,
  after: Position = 0,
): unknown[] {
  const [{ municipality, commandId } = { municipality: "", commandId: undefined }] = events;
  const asked = condition && listsOf(municipality, condition.failIfEventsMatch.items);
  const tags = events.map((event) => event.tags.map((tag) => tagKey(municipality, tag)));
  const keys = events.map(({ type }, i) => [...(tags[i] ?? []), typeKey(municipality, type)]);
  const writes = new Set<Key>(tags.flat());
  if (commandId !== undefined) writes.add(commandKey(municipality, commandId));
  const locks = inLockOrder([...writes, ...(asked?.tags ?? [])]);
  const alone = locks.length > mostLocks || (condition !== undefined && (!asked || asked.untagged));
  let end = 0;
  return [
    municipality,
    alone,
    keyArray(alone ? [] : locks),
    `{${alone ? [] : locks.map((key) => (writes.has(key) ? "t" : "f"))}}`,
    commandId,
    condition && after,
    asked && keyArray(candidates(asked)),
    asked && listsJson(asked.lists),
    events.map(({ type }) => type),
    events.map(({ id }) => id),
    events.map((event) => JSON.stringify(event)),
    keyArray(keys.flat()),
    `{${keys.map(({ length }) => (end += length))}}`,
  ];
}

/** One key of each list: an event that is on a list is under it. */
function candidates({ lists }: Lists): Key[] {
  return lists.flatMap(({ keys }) => keys.slice(0, 1));
}

/** Turns the database's complaint about an id into one that names the event. */
export function refuseKnownId(error: unknown, events: readonly NewEvent[]): never {
  const known = knownIdError.safeParse(error);
  if (!known.success) throw error;
  const index = events.findIndex(({ id }) => known.data.detail.includes(`(${id})`));
  throw new InvalidAppend(`events[${index}].id`, "is in the log already");
}

const knownIdError = z.object({ constraint: z.literal("event_id_is_unique"), detail: z.string() });
