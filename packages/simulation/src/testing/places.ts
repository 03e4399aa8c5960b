import { placeKey, type Variant } from "@wor/lifecycle";
import { isPlaceId, place } from "@wor/variants";
import type { Municipality } from "../harness/municipality.ts";

/** Where the first referral of a town stands, as an explorer would say it. */
export function placeKeyOf(town: Municipality): string {
  const [path] = town.paths;
  return path === undefined ? "nothing registered" : placeKey(path.state.place);
}

/** A shipped variant by its key. */
export function variantOf(id: string): Variant {
  if (!isPlaceId(id)) throw new Error(`${id} is no place.`);
  return place(id);
}
