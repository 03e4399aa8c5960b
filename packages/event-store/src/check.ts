import { z } from "zod";
import { InvalidAppend } from "./errors.ts";
import type { AppendCondition, NewEvent, Position, SequencedEvent, Tag } from "./event-store.ts";
import { isStorableText, ownJson } from "./json.ts";
import { isInstant, isSurelyCondition, isSurelyWellFormed, isTag, longest } from "./well-formed.ts";

/**
 * Checks what a caller hands to `append`, and answers with frozen copies to be stored: while an adapter waits
 * for its database, the caller may change its own objects.
 *
 * Whether an event's id is in the log already is for the adapter to find.
 *
 * @throws {InvalidAppend} naming the path of what is wrong.
 */
export function checkAppend(events: readonly NewEvent[], condition?: AppendCondition): readonly NewEvent[] {
  if (events.length === 0) throw new InvalidAppend("events", "there is nothing to append");
  const own = events.map((event, i) => {
    const path = `events[${i}]`;
    if (!isSurelyWellFormed(event)) explain(newEventSchema, event, path);
    return ownEvent(event, path);
  });
  const first = own[0];
  for (const [i, event] of own.entries()) {
    if (event.municipality !== first?.municipality)
      throw new InvalidAppend(`events[${i}].municipality`, "differs from that of the first event");
    if (event.commandId !== first.commandId)
      throw new InvalidAppend(`events[${i}].commandId`, "differs from that of the first event");
  }
  checkIdsDiffer(own);
  if (condition) checkCondition(condition, first?.municipality);
  return own;
}

/** A copy of a condition: while an adapter waits for its database, the caller may change its own. */
export function ownCondition({ failIfEventsMatch, after }: AppendCondition): AppendCondition {
  const { municipality, items } = failIfEventsMatch;
  const own = items?.map(({ tags, types }) => ({ tags: tags?.slice(), types: types?.slice() }));
  return { failIfEventsMatch: { municipality, items: own }, after };
}

/**
 * Checks what a caller hands to `restore`, given the log's head, and answers with frozen copies to be stored.
 *
 * @throws {InvalidAppend} naming the path of what is wrong.
 */
export function checkRestore(events: readonly SequencedEvent[], head: Position): readonly SequencedEvent[] {
  const own = events.map((event, i) => {
    const path = `events[${i}]`;
    explain(sequencedEventSchema, event, path);
    return sequenced(ownEvent(event, path), event.position);
  });
  checkFollows(own, head);
  checkIdsDiffer(own);
  return own;
}

/**
 * Checks that positions rise, from above the log's head: for adapters that know the head only under their lock, long
 * after `checkRestore` has looked at all else.
 *
 * @throws {InvalidAppend} naming the first that does not come after the one before it.
 */
export function checkFollows(events: readonly SequencedEvent[], head: Position): void {
  let last = head;
  for (const [i, { position }] of events.entries()) {
    if (position <= last)
      throw new InvalidAppend(`events[${i}].position`, `${position} does not come after ${last}`);
    last = position;
  }
}

const text = z.string().min(1).max(longest).refine(isStorableText, "holds a NUL or half a surrogate pair");

const tag = z.custom<Tag>(isTag, "is not a tag; write `kind:id`, the kind in lower case, without spaces");

const instant = z.custom<string>(isInstant, "is not an instant; write UTC as `2022-05-01T08:30:00.000Z`");

/** What an event on its way into the log looks like; `data` is looked at more closely by `checkAppend`. */
export const newEventSchema = z.strictObject({
  id: text,
  type: text,
  schemaVersion: z.int().min(1),
  data: z.record(z.string(), z.unknown()),
  tags: z.array(tag),
  municipality: text,
  occurredAt: instant,
  recordedAt: instant,
  actor: z.strictObject({ id: text, role: text, organisation: text.optional() }),
  commandId: text.optional(),
  correlationId: text.optional(),
  causationId: text.optional(),
}) satisfies z.ZodType<NewEvent>;

/** What an event in the log looks like. */
export const sequencedEventSchema = z.strictObject({
  position: z.int().min(1),
  ...newEventSchema.shape,
}) satisfies z.ZodType<SequencedEvent>;

/** What a condition looks like. */
export const conditionSchema = z.strictObject({
  failIfEventsMatch: z.strictObject({
    municipality: text,
    items: z
      .array(z.strictObject({ types: z.array(text).optional(), tags: z.array(tag).optional() }))
      .optional(),
  }),
  after: z.int().min(0).optional(),
}) satisfies z.ZodType<AppendCondition>;

/** Asking zod takes longer than writing to memory, so it is asked when something looks wrong. */
function explain(schema: z.ZodType, value: unknown, path: string): void {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(path, parsed.error);
}

/** A frozen copy, after a look at what the schema does not see. */
function ownEvent(event: NewEvent, path: string): NewEvent {
  const { tags, actor } = event;
  for (let i = 1; i < tags.length; i++)
    if (tags.indexOf(tags[i] ?? ":") !== i) throw new InvalidAppend(`${path}.tags[${i}]`, "is there twice");
  return Object.freeze({
    id: event.id,
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: ownJson(event.data, `${path}.data`),
    tags: Object.freeze(tags.slice()),
    municipality: event.municipality,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    actor: Object.freeze({ id: actor.id, role: actor.role, organisation: actor.organisation }),
    commandId: event.commandId,
    correlationId: event.correlationId,
    causationId: event.causationId,
  });
}

/**
 * The event at its place. Written out, since a spread takes ten times as long, and since objects of one shape
 * need the least memory.
 */
export function sequenced(event: NewEvent, position: Position): SequencedEvent {
  return Object.freeze({
    position,
    id: event.id,
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: event.data,
    tags: event.tags,
    municipality: event.municipality,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    actor: event.actor,
    commandId: event.commandId,
    correlationId: event.correlationId,
    causationId: event.causationId,
  });
}

function checkIdsDiffer(events: readonly NewEvent[]): void {
  if (events.length === 1) return;
  const ids = new Set<string>();
  for (const [i, { id }] of events.entries())
    if (ids.size === ids.add(id).size) throw new InvalidAppend(`events[${i}].id`, "is there twice");
}

function checkCondition(condition: AppendCondition, municipality: string | undefined): void {
  if (!isSurelyCondition(condition)) explain(conditionSchema, condition, "condition");
  if (condition.failIfEventsMatch.municipality !== municipality)
    throw new InvalidAppend("condition.failIfEventsMatch.municipality", "differs from that of the events");
}

function invalid(path: string, error: z.ZodError): InvalidAppend {
  const [issue] = error.issues;
  const keys = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const steps = [...(issue?.path ?? []), ...keys];
  const inside = steps.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return new InvalidAppend(
    path + inside,
    keys.length ? "is not a known field" : (issue?.message ?? "malformed"),
  );
}
