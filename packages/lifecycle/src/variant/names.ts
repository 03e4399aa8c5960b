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
export const nameOfDestination = (key: string, { destinations }: Pick<Variant, "destinations">): Words =>
  named(key, destinations);

/** What came of taking part is called under a variant: by its `outcomes`, or as its key reads. */
export const nameOfOutcome = (key: string, { outcomes }: Pick<Variant, "outcomes">): Words =>
  named(key, outcomes);

function named(key: string, names: { readonly [key: string]: Words } | undefined): Words {
  const own = names !== undefined && Object.hasOwn(names, key) ? names[key] : undefined;
  const asItReads = key
    .replaceAll(/[-_]/g, " ")
    .replaceAll(
      /(\p{Ll})(\p{Lu}\p{Ll})/gu,
      (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`,
    );
  return own ?? { nl: asItReads, en: asItReads };
}
