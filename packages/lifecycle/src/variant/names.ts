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
