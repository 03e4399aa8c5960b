import type { QueryItem } from "@wor/event-store";
import { type Key, tagKey, typeKey } from "./keys.ts";

/** Where the events of a municipality that answer some items are found: on at least one of these lists. */
export interface Lists {
  readonly lists: readonly List[];
  /** The keys of all tags that were asked for. */
  readonly tags: ReadonlySet<Key>;
  /** There is an item that asks for no tag. */
  readonly untagged: boolean;
  /** Every item asks for this tag, so that events come onto the lists in the order of their positions. */
  readonly sharedTag: boolean;
}

/** The events under all of `keys` that have one of `types`. */
export interface List {
  readonly keys: readonly Key[];
  readonly types: readonly string[] | undefined;
}

/** `undefined` when the answer is all of the municipality's events. */
export function listsOf(municipality: string, items: readonly QueryItem[] | undefined): Lists | undefined {
  if (!items?.length) return undefined;
  const lists: List[] = [];
  const tags = new Set<Key>();
  let untagged = false;
  for (const item of items) {
    const types = item.types?.length ? item.types : undefined;
    if (item.tags?.length) {
      const keys = item.tags.map((tag) => tagKey(municipality, tag));
      for (const key of keys) tags.add(key);
      lists.push({ keys, types });
    } else {
      if (!types) return undefined;
      untagged = true;
      for (const type of types) lists.push({ keys: [typeKey(municipality, type)], types: undefined });
    }
  }
  const sharedTag = !untagged && [...tags].some((tag) => lists.every(({ keys }) => keys.includes(tag)));
  return { lists, tags, untagged, sharedTag };
}

/** Lists as the functions in the database take them. */
export function listsJson(lists: readonly List[]): string {
  return JSON.stringify(lists.map(({ keys, types }) => ({ keys, types: types ?? null })));
}
