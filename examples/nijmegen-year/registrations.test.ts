import { readFile } from "node:fs/promises";
import { readRegistrations } from "@wor/registration-file";
import { beforeAll, describe, expect, test } from "vitest";
import { makeRegistrations, published, seed } from "./make-registrations.ts";
import { registrationWords } from "./registration-words.ts";

const file = new URL("registrations.csv", import.meta.url);
const committed = await readFile(file, "utf8");

test("the committed file is the one that the script makes", () => {
  expect(makeRegistrations(seed)).toBe(committed);
});

test("its first line says that nobody in it exists", () => {
  expect(committed.split("\n")[0]).toMatch(/^# SYNTHETISCH.*SYNTHETIC/);
});

describe("what is read from it", () => {
  let read: Awaited<ReturnType<typeof readRegistrations>>;
  beforeAll(async () => {
    read = await readRegistrations(committed, { today: "2019-09-01", words: registrationWords });
  });
  const count = (which: (row: (typeof read.rows)[number]) => boolean | undefined) =>
    read.rows.filter(which).length;

  test("has the published totals", () => {
    expect(read.problems).toEqual([]);
    expect({
      participants: read.rows.length,
      women: count((row) => row.sex === "female"),
      men: count((row) => row.sex === "male"),
      aged50OrOver: count((row) => (row.age ?? 0) >= 50),
      conversations: read.rows.reduce((sum, row) => sum + row.conversations, 0),
      hindered: count((row) => row.hindered),
    }).toEqual(published);
  });

  test("is about 89 different people", () => {
    expect(new Set(read.rows.map((row) => row.familyName)).size).toBe(89);
    expect(new Set(read.rows.map((row) => row.note)).size).toBe(89);
  });

  test("lies within the year, in the four areas", () => {
    const dates = read.rows.map((row) => row.referralDate);
    expect(dates.filter((date) => date < "2018-09-01" || date >= "2019-09-01")).toEqual([]);
    expect(new Set(read.rows.map((row) => row.area))).toEqual(new Set(Object.values(registrationWords.area)));
  });

  test("counts the same people as fifty or over on any day of the year", () => {
    const turnsFifty = (birthDate: string) => `${Number(birthDate.slice(0, 4)) + 50}${birthDate.slice(4)}`;
    const between = read.rows.filter(
      (row) => turnsFifty(row.birthDate) > row.referralDate && turnsFifty(row.birthDate) <= "2019-09-01",
    );
    expect(between).toEqual([]);
  });
});
