import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commandTypes } from "../command-types.ts";
import { factDefinitions } from "../facts.ts";
import { rejections } from "../rejections.ts";
import { stepKinds } from "../steps/step-kinds.ts";
import { caseAnswers } from "./answers.ts";
import { casesPage } from "./print.ts";

const packages = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, packages), "utf8");
const range = (letter: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);

describe("the unhappy paths of the sources", () => {
  test("are all answered, each once", () => {
    expect(caseAnswers.map(({ id }) => id)).toEqual([
      ...range("E", 43),
      ...range("S", 35),
      ...range("P", 25),
    ]);
  });

  test("are answered in both languages", () => {
    for (const { id, nl, en } of caseAnswers) {
      for (const sentence of [nl, en]) expect(sentence, id).toMatch(/^\S.{30,}\.$/);
    }
  });

  test("are answered with facts, commands, refusals and steps that exist", () => {
    const known = new Set<string>([
      ...Object.keys(factDefinitions),
      ...commandTypes,
      ...Object.keys(rejections),
      ...stepKinds,
    ]);
    for (const { id, by } of caseAnswers) {
      for (const name of by) expect(known.has(name), `${id}: ${name}`).toBe(true);
    }
  });

  test("lie outside only with a reason, and are shown by a test otherwise", () => {
    for (const { id, kind, by, tables, test } of caseAnswers) {
      expect(test === null, id).toBe(kind === "outside");
      if (kind === "table") expect(tables?.length ?? 0, id).toBeGreaterThan(0);
      if (kind === "event" || kind === "rejection" || kind === "deadline")
        expect(by.length, id).toBeGreaterThan(0);
    }
  });

  test.each(caseAnswers.flatMap(({ id, test }) => (test === null ? [] : [[id, ...test] as const])))(
    "%s is shown in %s by a test that runs: %s",
    (_, file, name) => {
      const text = read(file);
      const at = text.indexOf(JSON.stringify(name));
      expect(at, `"${name}" in ${file}`).toBeGreaterThan(-1);
      const call = text.slice(0, at).split("\n").slice(-40).join("\n");
      const opening = call.slice(Math.max(call.lastIndexOf("test("), call.lastIndexOf("test.")));
      expect(opening).toMatch(/^test(\.each)?\(/);
    },
  );

  test("are told in tables that exist", () => {
    const names = read("monitoring/src/tables/index.ts");
    for (const { id, tables } of caseAnswers) {
      for (const name of tables ?? [])
        expect(names, `${id}: ${name}`).toMatch(new RegExp(`^  ${name},$`, "m"));
    }
  });

  test("are on the page of the docs as they are here; `pnpm --filter @wor/lifecycle cases` prints it anew", () => {
    expect(read("../docs/cases.md")).toBe(casesPage(caseAnswers));
  });
});
