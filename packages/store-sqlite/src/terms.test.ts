import { expect, test } from "vitest";
import { commandTerm, idTerm, tagTerm, typeTerm } from "./terms.ts";

test("terms stay what they are in files already written", () => {
  expect(idTerm("e1")).toMatchInlineSnapshot(`585439143406177`);
  expect(commandTerm("nijmegen", "c1")).toMatchInlineSnapshot(`1207480365479658`);
  expect(typeTerm("nijmegen", "CoachAssigned")).toMatchInlineSnapshot(`4499080896589645`);
  expect(tagTerm("nijmegen", "resident:é😀")).toMatchInlineSnapshot(`3870821617077233`);
});

test("two things hardly ever share a term", () => {
  const terms = new Set<number>();
  for (let i = 0; i < 30_000; i++) {
    terms.add(idTerm(`${i}`));
    terms.add(tagTerm("nijmegen", `referral:${i}`));
    terms.add(tagTerm(`nijmegen${i}`, "referral:1"));
  }
  expect(terms.size).toBe(90_000);
  expect([...terms].every((term) => Number.isSafeInteger(term) && term >= 0)).toBe(true);
});

test("what stands before and after the border of municipality and tag makes a difference", () => {
  expect(tagTerm("a", "b:c")).not.toBe(tagTerm("ab", ":c"));
  expect(typeTerm("a", "x")).not.toBe(tagTerm("a", "x"));
});
