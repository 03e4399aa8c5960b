import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { nijmegen } from "@wor/variants";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { bars } from "../simulating/chart.ts";
import { behaviourNames, chooseBehaviour } from "../simulating/choose-behaviour.ts";
import { answer, ownFolder, wor } from "../testing/running.ts";

const cwd = await ownFolder();
const small = ["--arrivals", "12"];

describe("wor simulate", () => {
  test("tells how far people came and who waited, in 80 columns", async () => {
    const { code, out, err } = await wor(["simulate", "nijmegen", "--seed", "7", "--locale", "nl"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^nijmegen@1 · 2018-09-01 – 2019-09-01 · startgetal 7\n/);
    expect(out).toMatch(/ {2}verwezen +\d+ +100% {2}█+/);
    expect(out).toContain("  2018-12  ");
    for (const line of out.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  });

  test.each(behaviourNames)(
    "says in Dutch how people behave, and in English as the behaviour does: %s",
    (name) => {
      const { about, behaviour } = chooseBehaviour(nijmegen, name, undefined);
      expect(about.en).toContain(behaviour.name);
      expect(about.nl).not.toMatch(/as in|September|July|\bto\b|\bof\b|half of|groups|municipalities|visits/);
    },
  );

  test("the same seed gives the same course, another seed another", async () => {
    const course = async (seed: string) =>
      (await answer(["simulate", "nijmegen", ...small, "--seed", seed], { cwd })).result;
    const [one, again, other] = [await course("1"), await course("1"), await course("2")];
    expect(again).toEqual(one);
    expect(other.summary).not.toEqual(one.summary);
  });

  test("the course can be kept as a log, and looked into like any other", async () => {
    const { result } = await answer(["simulate", "nijmegen", ...small, "--log", "tried.sqlite"], { cwd });
    expect((await answer(["verify", "--log", "tried.sqlite"], { cwd })).result).toMatchObject({
      events: result.events,
      findings: [],
    });
    const { result: table } = await answer(["table", "year", "--log", "tried.sqlite"], { cwd });
    expect(table.rows[0].cells.count).toBe(result.summary.referred);
    expect(await answer(["simulate", "nijmegen", "--log", "tried.sqlite"], { cwd })).toMatchObject({
      code: 1,
      error: { code: "log-not-empty" },
    });
  });

  test("the doubles that were refused are kept beside that log, and counted in the report", async () => {
    const args = [
      "simulate",
      "nijmegen",
      "--arrivals",
      "40",
      "--seed",
      "1",
      "--log",
      "busy.sqlite",
      "--report",
      "busy.html",
    ];
    const { result } = await answer(args, { cwd });
    const prevented = result.summary.refused["referral-already-open"];
    expect(prevented).toBeGreaterThan(0);
    const { result: table } = await answer(["table", "doubles", "--log", "busy.sqlite"], { cwd });
    expect(table.rows[0].cells.count).toBe(prevented);
    expect(await readFile(join(cwd, "busy.html"), "utf8")).not.toContain("is not kept with this log");
  });

  test("the charts can be kept as a page", async () => {
    const args = ["simulate", "nijmegen", ...small, "--report", "course.html"];
    expect((await wor(args, { cwd })).code).toBe(0);
    const page = await readFile(join(cwd, "course.html"), "utf8");
    expect(page).toContain("<svg");
    expect(page).toContain("the people are invented (seed 1)");
    expect((await wor(args, { cwd })).code).toBe(3);
    expect((await wor([...args, "--force"], { cwd })).code).toBe(0);
  });

  test("what would be otherwise stands beside how it is", async () => {
    const args = ["simulate", "nijmegen", ...small, "--what-if", "only:gp", "--what-if", "feedback:P5D"];
    const { result } = await answer(args, { cwd });
    expect(Object.keys(result.worlds)).toEqual(["as it is", "only:gp", "feedback:P5D"]);
    expect(result.worlds["as it is"]).toEqual(result.summary);
    expect(Object.keys(result.worlds["only:gp"].byProfession)).toEqual(["gp"]);
    const { out } = await wor([...args, "--locale", "nl"], { cwd });
    expect(out).toMatch(/ +zoals nu +only:gp +feedback:P5D\n {2}verwezen /);
    expect(out).toContain("only:gp: alleen huisarts verwijst; dezelfde inwoners komen langs anderen");
  });

  test("a course can go on where a log ends, with who is there then, and leaves that log as it is", async () => {
    const before = ["simulate", "nijmegen", "--arrivals", "40", "--seed", "3", "--log", "before.sqlite"];
    const { result: first } = await answer(before, { cwd });
    const args = ["simulate", "nijmegen", "--from-log", "before.sqlite", "--what-if", "coach-fewer"];
    const { result } = await answer(args, { cwd });
    expect(result.from > first.until || result.from.slice(0, 10) === first.until.slice(0, 10)).toBe(true);
    expect(result.worlds["as it is"]).toEqual(result.summary);
    expect(result.worlds["coach-fewer"].lostCoach).toBeGreaterThan(0);
    expect(Math.abs(result.summary.referred - first.summary.referred)).toBeLessThan(25);
    expect((await answer(["verify", "--log", "before.sqlite"], { cwd })).result.events).toBe(first.events);
    // Some of these people do exist, so few of them are not shown.
    expect((await wor([...args, "--report", "after.html"], { cwd })).code).toBe(0);
    const page = await readFile(join(cwd, "after.html"), "utf8");
    expect(page).toMatch(/what happens from \d{4}-\d\d-\d\d is invented/);
    expect(page).toContain("•");
    expect(await answer(["simulate", "kampen", "--from-log", "before.sqlite"], { cwd })).toMatchObject({
      code: 1,
      error: { code: "nobody-referred" },
    });
  });

  test.each([
    ["--seed", "zero"],
    ["--behaviour", "angels"],
    ["--what-if", "pigs-fly"],
    ["--what-if", "only:wizard"],
    ["--what-if", "feedback:soon"],
    ["--from", "2026-02-30"],
  ])("%s %s is wrong usage", async (flag, value) => {
    expect(await answer(["simulate", "nijmegen", flag, value], { cwd })).toMatchObject({
      code: 2,
      error: { code: "invalid-option", option: flag },
    });
  });

  test("of a place that never opened it says so, and nothing else", async () => {
    const { out } = await wor(["simulate", "hardenberg-de-krim", "--seed", "1", "--locale", "nl"], { cwd });
    expect(out).toContain("De aanmelding is in deze tijd nooit geopend. Niemand is verwezen");
    expect(out).not.toContain("Hoever mensen kwamen");
  });

  test.each(["assen", "zwartewaterland", "steenwijkerland-grip-en-glans"])(
    "a year in %s is told in 80 columns, and no step in it is refused",
    async (id) => {
      const { code, out, err } = await wor(["simulate", id, "--locale", "nl"], { cwd });
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).not.toContain("Andere stappen geweigerd");
      for (const line of out.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    },
  );

  test("a variant that is not there leaves no log behind", async () => {
    expect((await answer(["simulate", "nowhere", "--log", "never.sqlite"], { cwd })).code).toBe(3);
    expect(existsSync(join(cwd, "never.sqlite"))).toBe(false);
  });
});

test("bars are as long as what they stand for, and never wider than there is room", () => {
  const drawn = bars(
    [
      { label: "one", value: 4 },
      { label: "other", value: 2, note: "50%" },
      { label: "none", value: 0 },
    ],
    40,
  );
  const [one = "", other = "", none = ""] = drawn.split("\n");
  const length = (line: string) => (line.match(/█/g) ?? []).length;
  expect([Math.floor(length(one) / 2), length(none)]).toEqual([length(other), 0]);
  expect(Math.max(...drawn.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
});
