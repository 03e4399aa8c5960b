import { expect, test } from "vitest";
import { idsSeen } from "./ids-seen.ts";

test("an id that was seen is never taken for a new one, and a new one hardly ever for one", () => {
  const seen = idsSeen(20_000);
  const ids = Array.from({ length: 20_000 }, (_, i) => `event-${i}`);
  const mistaken = ids.filter((id) => seen(id)).length;
  expect(mistaken).toBeLessThan(2);
  expect(ids.every((id) => seen(id))).toBe(true);
});

test("it goes on when there are more than were expected", () => {
  const seen = idsSeen(0);
  for (let i = 0; i < 5_000; i += 1) seen(`event-${i}`);
  expect(seen("event-4999")).toBe(true);
});
