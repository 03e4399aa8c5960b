import type { AppendCondition, NewEvent, QueryItem, Tag } from "./event-store.ts";
import { isStorableText } from "./json.ts";

/**
 * Whether an event is so plainly what `newEventSchema` describes that nobody needs to be asked. A "no" means
 * nothing; a "yes" is what the schema would say, a few times as fast (a property test holds the two together).
 */
export function isSurelyWellFormed(event: NewEvent): boolean {
  for (const key in event) if (!fields.has(key)) return false;
  const { actor, tags } = event;
  return (
    isText(event.id) &&
    isText(event.type) &&
    Number.isSafeInteger(event.schemaVersion) &&
    event.schemaVersion >= 1 &&
    isPlainObject(event.data) &&
    Array.isArray(tags) &&
    tags.every(isTag) &&
    isText(event.municipality) &&
    isInstant(event.occurredAt) &&
    (event.recordedAt === event.occurredAt || isInstant(event.recordedAt)) &&
    isActor(actor) &&
    isTextOrMissing(event.commandId) &&
    isTextOrMissing(event.correlationId) &&
    isTextOrMissing(event.causationId)
  );
}

/** The same for a condition, and what `checkAppend` says of its schema. */
export function isSurelyCondition(condition: AppendCondition): boolean {
  for (const key in condition) if (key !== "failIfEventsMatch" && key !== "after") return false;
  const { failIfEventsMatch: query, after } = condition;
  if (after !== undefined && !(Number.isSafeInteger(after) && after >= 0)) return false;
  if (typeof query !== "object" || query === null || !isText(query.municipality)) return false;
  for (const key in query) if (key !== "municipality" && key !== "items") return false;
  return query.items === undefined || (Array.isArray(query.items) && query.items.every(isItem));
}

function isItem(item: QueryItem): boolean {
  if (!isPlainObject(item)) return false;
  for (const key in item) if (key !== "types" && key !== "tags") return false;
  const { types = [], tags = [] } = item;
  return Array.isArray(types) && types.every(isText) && Array.isArray(tags) && tags.every(isTag);
}

/** Whether a value is a {@link Tag}: `kind:id`, the kind in lower case, without spaces, 256 characters at most. */
export function isTag(value: unknown): value is Tag {
  return (
    typeof value === "string" && value.length <= longest && tagPattern.test(value) && value.isWellFormed()
  );
}

/** Whether a value is an instant in UTC. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== "string" || !instantPattern.test(value)) return false;
  // The pattern lets 30 February pass, which `Date` moves to March: a day after the 28th has to come back.
  const day = Number(value.slice(8, 10));
  return day <= 28 || new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
}

/** How long a tag, an id or a name may be: database indexes have their limits. */
export const longest = 256;

const tagPattern = /^[a-z][a-z0-9-]*:[^\s\p{Cc}]+$/u;
const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

const fields: ReadonlySet<string> = new Set<keyof NewEvent>([
  "id",
  "type",
  "schemaVersion",
  "data",
  "tags",
  "municipality",
  "occurredAt",
  "recordedAt",
  "actor",
  "commandId",
  "correlationId",
  "causationId",
]);

function isActor(actor: unknown): boolean {
  if (typeof actor !== "object" || actor === null) return false;
  for (const key in actor) if (key !== "id" && key !== "role" && key !== "organisation") return false;
  return (
    "id" in actor &&
    isText(actor.id) &&
    "role" in actor &&
    isText(actor.role) &&
    (!("organisation" in actor) || isTextOrMissing(actor.organisation))
  );
}

/** What a class has made may be anything, a list for example: ask about it. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isTextOrMissing(value: unknown): boolean {
  return value === undefined || isText(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length > 0 && value.length <= longest && isStorableText(value);
}
