import { z } from "zod";
import { InvalidAppend } from "./errors.ts";
import type { AppendCondition, NewEvent, Position, SequencedEvent, Tag } from "./event-store.ts";
import { isStorableText, ownJson } from "./json.ts";

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
  const own = events.map((event, i) => checkEvent(newEventSchema, event, `events[${i}]`));
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

/**
 * Checks what a caller hands to `restore`, given the log's head, and answers with frozen copies to be stored.
 *
 * @throws {InvalidAppend} naming the path of what is wrong.
 */
export function checkRestore(events: readonly SequencedEvent[], head: Position): readonly SequencedEvent[] {
  const own = events.map((event, i) => checkEvent(sequencedEventSchema, event, `events[${i}]`));
  let last = head;
  for (const [i, { position }] of own.entries()) {
    if (position <= last)
      throw new InvalidAppend(`events[${i}].position`, `${position} does not come after ${last}`);
    last = position;
  }
  checkIdsDiffer(own);
  return own;
}

const text = z.string().min(1).max(256).refine(isStorableText, "holds a NUL or half a surrogate pair");

const tag = z.custom<Tag>(
  (value) =>
    typeof value === "string" && value.length <= 256 && tagPattern.test(value) && value.isWellFormed(),
  "is not a tag; write `kind:id`, the kind in lower case, without spaces",
);
const tagPattern = /^[a-z][a-z0-9-]*:[^\s\p{Cc}]+$/u;

const instant = z.custom<string>(
  (value) => typeof value === "string" && isInstant(value),
  "is not an instant; write UTC as `2022-05-01T08:30:00.000Z`",
);
const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

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

const conditionSchema = z.strictObject({
  failIfEventsMatch: z.strictObject({
    municipality: text,
    items: z
      .array(z.strictObject({ types: z.array(text).optional(), tags: z.array(tag).optional() }))
      .optional(),
  }),
  after: z.int().min(0).optional(),
}) satisfies z.ZodType<AppendCondition>;

function checkEvent<Event extends NewEvent>(schema: z.ZodType<Event>, event: Event, path: string): Event {
  const parsed = schema.safeParse(event);
  if (!parsed.success) throw invalid(path, parsed.error);
  const own = parsed.data;
  for (const [i, tag] of own.tags.entries())
    if (own.tags.indexOf(tag) !== i) throw new InvalidAppend(`${path}.tags[${i}]`, "is there twice");
  Object.freeze(own.tags);
  Object.freeze(own.actor);
  return Object.freeze({ ...own, data: ownJson(event.data, `${path}.data`) });
}

function checkIdsDiffer(events: readonly NewEvent[]): void {
  if (events.length === 1) return;
  const ids = new Set<string>();
  for (const [i, { id }] of events.entries())
    if (ids.size === ids.add(id).size) throw new InvalidAppend(`events[${i}].id`, "is there twice");
}

function checkCondition(condition: AppendCondition, municipality: string | undefined): void {
  const parsed = conditionSchema.safeParse(condition);
  if (!parsed.success) throw invalid("condition", parsed.error);
  if (parsed.data.failIfEventsMatch.municipality !== municipality)
    throw new InvalidAppend("condition.failIfEventsMatch.municipality", "differs from that of the events");
}

/** The pattern lets 30 February pass, which `Date` moves to March: a day after the 28th has to come back. */
function isInstant(value: string): boolean {
  if (!instantPattern.test(value)) return false;
  const day = Number(value.slice(8, 10));
  return day <= 28 || new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
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
