import { describe, expect, test } from "vitest";
import { exampleVariant } from "../testing/example-town.ts";
import { given } from "../testing/specification.ts";
import { guided } from "../testing/ways.ts";

const version2 = exampleVariant({ version: 2 });

describe("moving to changed rules", () => {
  test("is a fact of its own; until then a referral keeps the rules it began with", () => {
    const town = given(...guided)
      .when("MigrateVariant")
      .beside(version2)
      .leadsTo([
        "VariantMigrated",
        { from: { id: "example-town", version: 1 }, to: { id: "example-town", version: 2 } },
      ]);
    expect(town.referrals()[0]?.record.variant.version).toBe(2);
  });

  test("goes to rules that are loaded and of this municipality", () => {
    given(...guided)
      .when("MigrateVariant")
      .isRefused("unknown-variant", { variant: "example-town@2" });
    given(...guided)
      .when("MigrateVariant")
      .beside(exampleVariant({ version: 2, municipality: "other-town" }))
      .isRefused("unknown-variant");
  });

  test("goes to other rules than there are", () => {
    given(...guided)
      .when("MigrateVariant", { to: { id: "example-town", version: 1 } })
      .isRefused("same-variant");
  });

  test("does not change the shape of the path", () => {
    given(...guided)
      .when("MigrateVariant")
      .beside(exampleVariant({ version: 2, pathway: "cohort" }))
      .isRefused("another-pathway", { pathway: "cohort" });
  });
});
