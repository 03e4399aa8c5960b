import { type NewEvent, termOf } from "@wor/event-store";

/** A number that stands for something events are looked up by: see `termOf`. */
export type Term = number;

export const idTerm = (id: string): Term => termOf("id", "", id);
export const commandTerm = (municipality: string, id: string): Term => termOf("command", municipality, id);
export const typeTerm = (municipality: string, type: string): Term => termOf("type", municipality, type);
export const tagTerm = (municipality: string, tag: string): Term => termOf("tag", municipality, tag);

/** What no other append may have: the ids of the events, and their command. */
export function uniqueTermsOf(events: readonly NewEvent[]): Term[] {
  const terms = events.map(({ id }) => idTerm(id));
  const [first] = events;
  if (first?.commandId !== undefined) terms.push(commandTerm(first.municipality, first.commandId));
  return terms;
}

/** All an event can be found by. */
export function termsOf({ id, municipality, type, tags, commandId }: NewEvent): Term[] {
  const terms = [idTerm(id), typeTerm(municipality, type)];
  if (commandId !== undefined) terms.push(commandTerm(municipality, commandId));
  for (const tag of tags) terms.push(tagTerm(municipality, tag));
  return terms;
}
