import { expect, test } from "vitest";
import { placeIds, readPlace } from "../places.ts";
import { effectiveVariant } from "./effective.ts";
import { readVariant } from "./read-variant.ts";

function read(id: (typeof placeIds)[number]) {
  const place = readPlace(id);
  if (!place.ok) throw new Error(`${id} cannot be read`);
  return place;
}

test.each(placeIds)("%s, printed with every default, is the same variant when it is read again", (id) => {
  const place = read(id);
  const again = readVariant(effectiveVariant(place));
  expect(again.ok && again.variant).toEqual(place.variant);
});

test.each(placeIds)("%s, printed and read again, has agreed on nothing more than before", (id) => {
  const place = read(id);
  const again = readVariant(effectiveVariant(place));
  const defaults = ({ provenance }: typeof place) =>
    provenance.flatMap(({ path, from }) => (from === "default" ? [path] : []));
  expect(again.ok && defaults(again)).toEqual(defaults(place));
});

test("behind each value stands where it comes from", () => {
  const lines = effectiveVariant(read("nijmegen"), "nl").split("\n");
  const line = (field: string) => lines.find((one) => new RegExp(`^ *(# )?${field}:`).test(one));
  expect(line("firstWithin")).toMatch(/P14D # regel \d+: welzijnoprecept\.nl/);
  expect(line("remindBefore")).toBe("  # remindBefore: P2D # standaard: eigen keuze van dit systeem");
  expect(effectiveVariant(read("nijmegen"), "en")).toContain("# remindBefore: P2D # default: our own choice");
});
