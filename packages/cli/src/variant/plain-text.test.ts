import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

const text = "id: dorp\nname: Welzijn in één dorp\n";
const utf16 = (order: "le" | "be") => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

test.each([
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a mark in front", Buffer.from(`\ufeff${text}`)],
  ["UTF-16, as Notepad and PowerShell write it", utf16("le")],
  ["UTF-16 the other way round", utf16("be")],
])("%s is read", (_, bytes) => {
  expect(plainText(bytes, "dorp.yaml")).toBe(text);
});

test("a letter in an old Windows encoding is pointed at, and is not read as something else", () => {
  expect(() => plainText(Buffer.from(text, "latin1"), "dorp.yaml")).toThrow("dorp.yaml, line 2");
});

test.each([
  ["a Word document", Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0])],
  ["UTF-16 that does not say so", Buffer.from(text, "utf16le")],
  ["bytes", Buffer.from([0x69, 0, 0x64, 0])],
])("%s is no text", (_, bytes) => {
  expect(() => plainText(bytes, "dorp.docx")).toThrow(/dorp\.docx/);
});
