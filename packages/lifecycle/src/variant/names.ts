import type { LifecyclePlace } from "../machine/place.ts";
import type { Role } from "../vocabulary/roles.ts";
import { placeWords, roleWords, type Words } from "../vocabulary/words.ts";
import type { Variant } from "./schema.ts";

/** What a place in the lifecycle is called under a variant: by its `labels`, or as usual. */
export const nameOf = (place: LifecyclePlace, { labels }: Pick<Variant, "labels">): Words =>
  labels[place] ?? placeWords[place];

/** What a role is called under a variant: by its `terms`, or as usual. */
export const nameOfRole = (role: Role, { terms }: Pick<Variant, "terms">): Words =>
  terms[role] ?? roleWords[role];

/** What other help is called under a variant that somebody is referred to: by its `destinations`, or as its key reads. */
export function nameOfDestination(key: string, { destinations }: Pick<Variant, "destinations">): Words {
  const asItReads = key.replaceAll(/[-_]/g, " ");
  const words =
    destinations !== undefined && Object.hasOwn(destinations, key) ? destinations[key] : undefined;
  return words ?? { nl: asItReads, en: asItReads };
}
