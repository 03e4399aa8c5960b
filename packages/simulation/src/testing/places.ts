import { placeKey } from "@wor/lifecycle";
import type { Municipality } from "../harness/municipality.ts";

/** Where the first referral of a town stands, as an explorer would say it. */
export function placeKeyOf(town: Municipality): string {
  const [path] = town.paths;
  return path === undefined ? "nothing registered" : placeKey(path.state.place);
}
