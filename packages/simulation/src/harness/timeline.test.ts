import { lifeFacts } from "@wor/lifecycle";
import { expect, test } from "vitest";
import { words } from "./timeline.ts";

test("everything that can happen in a path has words", () => {
  expect(Object.keys(words).sort()).toEqual(Object.keys(lifeFacts).sort());
});
