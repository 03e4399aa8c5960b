import { expect, test } from "vitest";
import { exampleVariant } from "../testing/example-town.ts";
import { variantHash } from "./hash.ts";
import { Variant } from "./schema.ts";

test("the same agreements have the same hash, in whatever order they were written", () => {
  const variant = exampleVariant();
  const turned = Variant.parse(Object.fromEntries(Object.entries(variant).reverse()));
  expect(variantHash(turned)).toBe(variantHash(variant));
  expect(variantHash(variant)).toMatch(/^[0-9a-f]{64}$/);
});

test("a changed agreement has another hash", () => {
  const hashes = [
    exampleVariant(),
    exampleVariant({ contact: { maxAttempts: 4 } }),
    exampleVariant({ areas: ["south", "north"] }),
    exampleVariant({ terms: { coach: { nl: "sociaal makelaar", en: "social broker" } } }),
  ].map(variantHash);
  expect(new Set(hashes).size).toBe(4);
});

test("citing a source better makes no other variant", () => {
  expect(variantHash(exampleVariant({ provenance: { areas: "Nijmegen 2019 L20" } }))).toBe(
    variantHash(exampleVariant()),
  );
});

test("a hash that was pinned once stays the same", () => {
  expect(variantHash(exampleVariant({ id: "pinned" }))).toBe(
    "13c01d9588383ca154d0be6cc73592f3bbf99d8ee6820bf53656a19619391139",
  );
});
