import { readFileSync } from "node:fs";
import { Variant } from "@wor/lifecycle";
import { parse } from "yaml";

/** Welzijn op Recept in Nijmegen, from the pilot's report of October 2019. */
export const nijmegen: Variant = place("nijmegen");

/** Reads a place that comes with this package. */
function place(id: string): Variant {
  return Variant.parse(parse(readFileSync(new URL(`../places/${id}.yaml`, import.meta.url), "utf8")));
}
