import { type NewEvent, type SequencedEvent, sequenced } from "@wor/event-store";
import { z } from "zod";

/** An event as the functions in the database put it into an answer. */
export const storedEvent = z
  .object({ position: z.number(), event: z.custom<NewEvent>(isEvent) })
  .transform(({ position, event }) => sequenced(event, position));

/** A row of a read. Positions come as text: PostgreSQL's integers hold more than JavaScript's numbers. */
export function fromRow({ at, event }: { readonly [column: string]: unknown }): SequencedEvent {
  const position = Number(at);
  if (!Number.isSafeInteger(position) || !isEvent(event))
    throw new Error(`What is stored at position ${at} is not an event.`);
  return sequenced(event, position);
}

/** Events were checked when they were written, so a glance is enough. */
function isEvent(value: unknown): value is NewEvent {
  return typeof value === "object" && value !== null && "id" in value && "type" in value && "tags" in value;
}
