import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commandTypes } from "../command-types.ts";
import { decisionOf } from "../decide.ts";
import type { Rule } from "../decision.ts";
import { type RejectionCode, rejections } from "../rejections.ts";
import { refusals } from "./specification.ts";

// The specifications of every room that refuse something run here once more, so that what they refuse is known below.
// Asked for under a name of their own, since a worker keeps what it has loaded and would not run them twice.
const rooms = globSync(["../*.test.ts", "../*/*.test.ts"], { cwd: import.meta.dirname }).filter((path) =>
  readFileSync(`${import.meta.dirname}/${path}`, "utf8").includes(".isRefused("),
);
for (const path of rooms) await import(/* @vite-ignore */ `./${path}?once-more`);

/** Said by the engine, which knows what is loaded and who came first, or to who looks and does nothing. */
const saidElsewhere: readonly RejectionCode[] = ["conflict", "several-variants", "not-yours-to-see"];

describe("every rule is needed", () => {
  test("every no that can be given is given in a specification", () => {
    const given = new Set<string>([...refusals.map(({ code }) => code), ...saidElsewhere]);
    expect(Object.keys(rejections).filter((code) => !given.has(code))).toEqual([]);
  });

  test("every no fills in the whole of its sentence", () => {
    for (const { code, rejection } of refusals) {
      for (const name of `${rejections[code].nl} ${rejections[code].en}`.matchAll(/\{(\w+)\}/g)) {
        expect(rejection.details, `${code}: ${name[1]}`).toHaveProperty(name[1] ?? "");
      }
    }
  });

  test.each(commandTypes)("leaving out any one rule of %s makes a specification fail", (type) => {
    const rules = decisionOf(type).rules as Rule<never>[];
    const expected = refusals.filter((one) => one.type === type);
    for (const [index, rule] of [...rules].entries()) {
      rules[index] = () => undefined;
      const missed = expected.some(({ again, code }) => {
        const answer = again();
        return answer.ok || answer.rejection.code !== code;
      });
      rules[index] = rule;
      expect(missed, `rule ${index + 1} of ${rules.length}: ${rule.name || rule}`).toBe(true);
    }
  });
});
