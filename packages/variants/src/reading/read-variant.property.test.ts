import fc from "fast-check";
import { test } from "vitest";
import { placeIds, placeText } from "../places.ts";
import { readVariant } from "./read-variant.ts";

const runs = { numRuns: Math.ceil(150 * Number(process.env.WOR_RUNS ?? 1)) };

/** Either a variant, or problems that each point into the text. */
function answers(text: string): boolean {
  const read = readVariant(text);
  const lines = text.split("\n").length;
  return (
    read.ok ||
    (read.problems.length > 0 &&
      read.problems.every(
        ({ line, column, message }) =>
          line >= 1 && line <= lines + 1 && column >= 1 && message.nl !== "" && message.en !== "",
      ))
  );
}

test("any text is answered with a variant or with problems that point into it", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), answers), runs);
});

test("any JSON is answered", () => {
  fc.assert(fc.property(fc.json(), answers), runs);
});

const damage = fc.oneof(
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), length: fc.nat(40) }),
  fc.record({
    kind: fc.constant("insert" as const),
    at: fc.nat(),
    text: fc.constantFrom(
      "\n",
      "  ",
      ":",
      "- ",
      "[",
      "}",
      "&a ",
      "*a",
      "!!map ",
      "'",
      '"',
      "#",
      "\t",
      "null",
      "9",
      "\0",
      "…",
    ),
  }),
  fc.record({ kind: fc.constant("swap" as const), at: fc.nat(), with: fc.nat() }),
);

test("a good file that somebody damaged is answered", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...placeIds),
      fc.array(damage, { minLength: 1, maxLength: 5 }),
      (id, damages) => answers(damages.reduce(damaged, placeText(id))),
    ),
    runs,
  );
});

type Damage = typeof damage extends fc.Arbitrary<infer One> ? One : never;

function damaged(text: string, one: Damage): string {
  const at = text.length === 0 ? 0 : one.at % text.length;
  if (one.kind === "cut") return text.slice(0, at) + text.slice(at + one.length);
  if (one.kind === "insert") return text.slice(0, at) + one.text + text.slice(at);
  const lines = text.split("\n");
  const [a, b] = [one.at % lines.length, one.with % lines.length];
  return lines.map((line, index) => (index === a ? lines[b] : index === b ? lines[a] : line)).join("\n");
}
