import { everyMunicipality, type Query, type QueryItem, type SequencedEvent } from "./event-store.ts";

/** Whether an event answers a query: the meaning of {@link Query}, for adapters and tests to agree on. */
export function matches(
  query: Query,
  event: Pick<SequencedEvent, "municipality" | "type" | "tags">,
): boolean {
  if (query.municipality !== everyMunicipality && query.municipality !== event.municipality) return false;
  return !query.items?.length || query.items.some((item) => matchesItem(item, event));
}

/** Whether an event answers one item of a query, wherever the event is from. */
export function matchesItem(item: QueryItem, event: Pick<SequencedEvent, "type" | "tags">): boolean {
  const { types, tags } = item;
  if (types?.length && !types.includes(event.type)) return false;
  return !tags?.length || tags.every((tag) => event.tags.includes(tag));
}
