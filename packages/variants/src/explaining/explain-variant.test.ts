import { describe, expect, test } from "vitest";
import { place, placeIds } from "../places.ts";
import { readVariant } from "../reading/read-variant.ts";
import { explainVariant } from "./explain-variant.ts";

describe("a variant is explained on one page", () => {
  test.each(placeIds)("%s, in both languages, without a word missing", (id) => {
    for (const locale of ["nl", "en"] as const) {
      const page = explainVariant(place(id), locale);
      expect(page).not.toMatch(/undefined|\[object|NaN| {2}\|/);
      expect(page.split("\n").length).toBeLessThan(90);
    }
  });

  test("it names who may refer, who is not helped here, and what happens when", () => {
    const page = explainVariant(place("den-haag-schilderswijk"), "nl");
    expect(page).toContain("Verwijzen kan: huisarts.");
    expect(page).toContain(
      "- Veel problemen tegelijk: een korte activering is dan niet genoeg; dan naar krachtige-basiszorg",
    );
    expect(page).toContain("gewoonlijk 5 tot 10");
    expect(page).toContain(
      "| Eerste contact; de coach neemt het initiatief | welzijnscoach | binnen 14 dagen |",
    );
  });

  test("it uses the municipality's own names", () => {
    const page = explainVariant(place("kwetsbare-capellenaren"), "nl");
    expect(page).toContain("| ouderencoach |");
    expect(page).not.toContain("welzijnscoach");
  });

  test("it follows the variant: what is not done is not told", () => {
    expect(explainVariant(place("stapjefitter"), "nl")).toContain("Samen naar de doelen kijken");
    expect(explainVariant(place("nijmegen"), "nl")).not.toContain("Samen naar de doelen kijken");
    expect(explainVariant(place("assen"), "en")).toContain("1. Is a medical or psychological answer needed?");
  });

  test("what can be read can be explained", () => {
    const read = readVariant("extends: landelijk\nid: a-dorp\nversion: 1", {
      resolve: () => JSON.stringify({ ...place("kampen"), permissions: {} }),
    });
    expect(read.ok && explainVariant(read.variant, "nl")).toContain("# Werkproces");
  });
});
