import { Variant } from "@wor/lifecycle";
import { expect, test } from "vitest";
import { coreReasonOf, reasonText } from "./words.ts";

test("a reason that another took the place of is read as that one", () => {
  const label = { nl: "Alleen", en: "Alone" };
  const variant = Variant.parse({
    id: "town",
    version: 2,
    name: { nl: "Stad", en: "Town" },
    municipality: "town",
    referring: {
      professions: ["gp"],
      reasons: [{ code: "alone", label, core: "loneliness", replaces: ["lonely"] }],
    },
  });
  expect(reasonText("lonely", [variant])).toEqual(label);
  expect(coreReasonOf("lonely", variant)).toBe("loneliness");
  expect(reasonText("sad", [variant])).toEqual({ nl: "sad", en: "sad" });
});
