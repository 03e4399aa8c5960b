import { expect, test } from "vitest";
import { termInWords } from "./terms-in-words.ts";

test.each([
  ["P14D", "14 dagen", "14 days"],
  ["P1W", "1 week", "1 week"],
  ["P3M", "3 maanden", "3 months"],
  ["P1Y6M", "1 jaar en 6 maanden", "1 year and 6 months"],
  [{ workingDays: 1 }, "1 werkdag", "1 working day"],
  [{ workingDays: 10 }, "10 werkdagen", "10 working days"],
])("%j is said as %s", (term, nl, en) => {
  expect(termInWords(term)).toEqual({ nl, en });
});
