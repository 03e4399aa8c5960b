import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { codeFrame } from "./code-frame.ts";

const plain = { width: 80, ink: (_: unknown, text: string) => text };

test("the caret stands under the word, with two lines before it", () => {
  const text = "id: dorp\nversion: 1\ncontact:\n  firstWithn: P14D\n";
  expect(codeFrame(text, { line: 4, column: 3 }, plain)).toMatchInlineSnapshot(`
    "  2 │ version: 1
      3 │ contact:
      4 │   firstWithn: P14D
        │   ^^^^^^^^^^"
  `);
});

test("the caret stands under the whole of what is wrong, whatever it is written with", () => {
  const frame = codeFrame("holidays: [31/12/2026, één]\n", { line: 1, column: 12 }, plain);
  expect(frame.split("\n")[1]).toBe(`    │ ${" ".repeat(11)}${"^".repeat(10)}`);
});

test("a line that is too wide is cut around the place", () => {
  const text = `${"a".repeat(300)} wrong ${"b".repeat(300)}`;
  const frame = codeFrame(text, { line: 1, column: 302 }, plain);
  expect(frame).toContain("wrong");
  const [line = "", carets = ""] = frame.split("\n");
  expect(carets.indexOf("^")).toBe(line.indexOf("wrong"));
});

test("whatever a file holds, nothing steers the terminal and nothing is wider than it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.nat(8),
      fc.nat(500),
      (text, line, column) => {
        const frame = codeFrame(text, { line: line + 1, column: column + 1 }, plain);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
        expect(frame.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        for (const one of frame.split("\n")) expect(stringWidth(one)).toBeLessThanOrEqual(80);
      },
    ),
    { numRuns: 200 },
  );
});
