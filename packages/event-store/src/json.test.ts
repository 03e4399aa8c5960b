import { expect, test } from "vitest";
import { ownJson } from "./json.ts";

/** So many objects, one in the other. */
const nested = (deep: number) =>
  Array.from({ length: deep - 1 }).reduce<{ [key: string]: unknown }>((inner) => ({ inner }), {});

test("a zero has no sign, as it has none in a file", () => {
  const { value, list } = ownJson({ value: -0, list: [-0] }, "data");
  expect(Object.is(value, 0)).toBe(true);
  expect(list).toEqual([0]);
});

test("what is nested a hundred deep is taken, and what is deeper is refused with its place", () => {
  expect(ownJson(nested(100), "data")).toEqual(nested(100));
  expect(() => ownJson(nested(101), "data")).toThrow(/^data(\.inner){100}: is nested more than 100 deep/);
});

test("what contains itself is refused instead of copied for ever", () => {
  const self: { [key: string]: unknown } = {};
  self.self = self;
  expect(() => ownJson(self, "data")).toThrow("contains itself");
});
