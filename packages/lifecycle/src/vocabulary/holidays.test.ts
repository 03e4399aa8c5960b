import { expect, test } from "vitest";
import { nationalHolidays } from "./holidays.ts";

test.each([
  [2022, "2022-04-17"],
  [2024, "2024-03-31"],
  [2025, "2025-04-20"],
  [2026, "2026-04-05"],
  [2038, "2038-04-25"],
])("Easter %i falls on %s", (year, easter) => {
  expect(nationalHolidays(year)).toContain(easter);
});

test("King's Day moves to Saturday when the 27th of April is a Sunday", () => {
  expect(nationalHolidays(2025)).toContain("2025-04-26");
  expect(nationalHolidays(2025)).not.toContain("2025-04-27");
});

test("Ascension Day and Whit Monday follow Easter", () => {
  expect(nationalHolidays(2026)).toContain("2026-05-14");
  expect(nationalHolidays(2026)).toContain("2026-05-25");
});
