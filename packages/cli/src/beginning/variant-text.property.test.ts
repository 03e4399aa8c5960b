import { checkVariant, coreReasons } from "@wor/lifecycle";
import { readVariant } from "@wor/variants";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answers, askableProfessions, keyOf, triageRoles } from "./answers.ts";
import { variantText } from "./variant-text.ts";

const answers: fc.Arbitrary<Answers> = fc.record({
  name: fc.string({ unit: "binary", maxLength: 60 }).filter((name) => keyOf(name).length >= 2),
  coachIsCalled: fc.option(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), { nil: undefined }),
  professions: fc.subarray([...askableProfessions], { minLength: 1 }),
  selfReferral: fc.boolean(),
  reasons: fc.subarray([...coreReasons], { minLength: 1 }),
  minimumAge: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  triageBy: fc.constantFrom(...triageRoles),
  firstContactWithin: fc.integer({ min: 1, max: 20 }),
  attempts: fc.integer({ min: 1, max: 20 }),
  feedbackWithin: fc.integer({ min: 1, max: 60 }),
});
const locales = fc.constantFrom("nl" as const, "en" as const);

test("whatever is answered, the file can be read and says what was answered", () => {
  fc.assert(
    fc.property(answers, locales, (given, locale) => {
      const read = readVariant(variantText(given, locale));
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      expect(read.variant).toMatchObject({
        id: keyOf(given.name.replace(/\s+/g, " ").trim()),
        referring: { professions: given.professions, selfReferral: given.selfReferral },
        triage: { by: given.triageBy },
        contact: { firstWithin: `P${given.firstContactWithin}W`, maxAttempts: given.attempts },
        feedback: { within: { workingDays: given.feedbackWithin } },
      });
    }),
    { numRuns: 100 },
  );
});

test("what is answered as usual strands nobody", () => {
  fc.assert(
    fc.property(answers, (given) => {
      const read = readVariant(
        variantText({ ...given, firstContactWithin: 2, attempts: 3, feedbackWithin: 10 }, "nl"),
      );
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      expect(checkVariant(read.variant).filter(({ severity }) => severity === "error")).toEqual([]);
    }),
    { numRuns: 4 },
  );
});
