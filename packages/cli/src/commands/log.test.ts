import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { placeText } from "@wor/variants";
import stringWidth from "string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { type ExampleLog, exampleLogAt } from "../testing/example-log.ts";
import { answer, ownFolder, wor } from "../testing/running.ts";

const cwd = await ownFolder();
const log = ["--log", "town.sqlite"];
let example: ExampleLog;

beforeAll(async () => {
  example = await exampleLogAt(join(cwd, "town.sqlite"));
  await writeFile(join(cwd, "not-a-database"), "just some text, long enough to be looked at".repeat(50));
});

const fits = (text: string) => {
  for (const line of text.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
};

describe("wor list", () => {
  test("of a coach or practice that nobody is with, it is said whose there are", async () => {
    const { code, err } = await wor(["list", ...log, "--coach", "coach1", "--locale", "nl"], { cwd });
    expect(code).toBe(0);
    expect(err).toMatch(/^! Van coach “coach1” loopt hier geen verwijzing\. Wel van: coach-1/);
    const practice = await wor(["list", ...log, "--practice", "nowhere"], { cwd });
    expect(practice.err).toContain('No referral of practice "nowhere" is open here. There are those of: ');
    expect((await wor(["list", ...log, "--coach", "coach-1", "--due-by", "2020-01-01"], { cwd })).err).toBe(
      "",
    );
  });

  test("shows what is open, with its next step, in 80 columns", async () => {
    const { code, out, err } = await wor(["list", ...log, "--as-of", "2024-03-25"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatchInlineSnapshot(`
      "nijmegen · 1 referral · 0 overdue

      Referral  Is at            Next step                   Due         Whose
      ────────────────────────────────────────────────────────────────────────────
      id6       In conversation  Next conversation or match  7 Apr 2024  coach-1
      ! overdue   ↑ escalated so often
      "
    `);
    fits(out);
  });

  test("tells programs keys and codes, never more", async () => {
    const { code, result } = await answer(["list", ...log, "--coach", "coach-1"], { cwd });
    expect(code).toBe(0);
    expect(result).toMatchObject({ municipality: "nijmegen", total: 1, overdue: 1 });
    expect(result.referrals).toMatchObject([
      { referral: example.open, coach: "coach-1", place: { lifecycle: "intake.conversing" }, overdue: true },
    ]);
  });

  test("another's list is empty, and says so", async () => {
    const { code, out } = await wor(["list", ...log, "--coach", "coach-2", "--locale", "nl"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("Er staat niets open.");
  });

  test("says whose next step cannot be told, because their variant was not given", async () => {
    const { out } = await wor(["export-log", ...log], { cwd });
    const input = out.replaceAll(
      /"variant":\{"id":"nijmegen","version":1\b/g,
      '"variant":{"id":"nijmegen","version":7',
    );
    await wor(["import-log", "--log", "other-rules.sqlite"], { cwd, input });
    const { code, err } = await wor(["list", "--log", "other-rules.sqlite"], { cwd });
    expect([code, err]).toEqual([0, expect.stringContaining("Some follow nijmegen@7")]);
    const shown = await wor(["show", example.open, "--log", "other-rules.sqlite"], { cwd });
    expect([shown.code, shown.err]).toEqual([1, expect.stringContaining("nijmegen@7")]);
  });

  test("notes that somebody looked, where an access log is kept", async () => {
    const accessLog = join(cwd, "access.jsonl");
    await wor(["list", ...log, "--as", "coach:c1", "--access-log", accessLog], { cwd });
    await wor(["show", example.open, ...log], { cwd, env: { WOR_ACCESS_LOG: accessLog } });
    const lines = (await readFile(accessLog, "utf8")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { what: "openReferrals", actor: { role: "coach", id: "c1" }, municipality: "nijmegen" },
      { what: "history", referral: example.open },
    ]);
  });
});

describe("wor show", () => {
  test("tells a life: when, what, who, why, and what is next", async () => {
    const { code, out } = await wor(["show", example.open, ...log, "--as-of", "2024-03-25"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "id6 · In conversation · coach-1 · nijmegen@1

      When                 What                        Who
      ────────────────────────────────────────────────────────────────────────────
      4 Mar 2024           referred by GP (north)      referrer referrer-1
                           because: Loneliness
                           → Does this fit?
      4 Mar 2024           accepted: this suits        referrer referrer-1
                           → Making contact
      4 Mar 2024           wellbeing coach is coach-1  coordinator coordinator-1
      10 Mar 2024          intake started              wellbeing coach coach-1
      entered 20 Mar 2024  → In conversation
      10 Mar 2024          conversation, at home       wellbeing coach coach-1
      entered 20 Mar 2024

      What is next
        Next conversation or match – 7 Apr 2024 – coach-1
      "
    `);
    fits(out);
  });

  test("what was known by a day leaves out what was entered later", async () => {
    const seen = async (...asOf: string[]) => {
      const { result } = await answer(["show", example.open, ...log, ...asOf], { cwd });
      return result.timeline.map((line: { type: string }) => line.type);
    };
    expect(await seen("--as-of", "2024-03-11")).toContain("ConversationHeld");
    expect(await seen("--known-at", "2024-03-11")).not.toContain("ConversationHeld");
  });

  test("a referral that is closed has nothing left to do", async () => {
    const { out } = await wor(["show", example.closed, ...log, "--locale", "nl"], { cwd });
    expect(out).toContain("Gesloten: er hoeft niets meer.");
  });

  test("an unknown referral is refused with what would help", async () => {
    const { code, error } = await answer(["show", "nobody", ...log], { cwd });
    expect(code).toBe(1);
    expect(error).toMatchObject({ code: "unknown-referral", referral: "nobody" });
  });

  test("before there was a referral, there was none", async () => {
    const { code, error } = await answer(["show", example.open, ...log, "--as-of", "2024-01-01"], { cwd });
    expect([code, error.code]).toEqual([1, "not-yet"]);
  });
});

describe("wor table", () => {
  test("makes a table over a period, and as of a day", async () => {
    const referred = async (...options: string[]) => {
      const { result } = await answer(["table", "year", ...log, ...options], { cwd });
      return result.rows.find((row: { key: string }) => row.key === "referred").cells.count;
    };
    expect(await referred("--year", "2024")).toBe(2);
    expect(await referred("--from", "2024-03-05")).toBe(0);
    expect(await referred("--as-of", "2024-03-01")).toBe(0);
  });

  test("counts the double registrations that were refused, where those are kept beside the log", async () => {
    await exampleLogAt(join(cwd, "doubles.sqlite"), join(cwd, "doubles.refusals.sqlite"));
    const refused = async (name: string) => {
      const { result } = await answer(["table", "doubles", "--log", name], { cwd });
      return result.rows.find((row: { key: string }) => row.key === "refused").cells.count;
    };
    expect(await refused("doubles.sqlite")).toBe(1);
    expect(await refused("town.sqlite")).toBeNull();
    await wor(["rebuild", "--log", "doubles.sqlite"], { cwd });
    expect(await refused("doubles.sqlite")).toBe(1);
  });

  test("of a year or a practice that is not in the log says so, and what is", async () => {
    for (const asked of [
      ["--year", "1999"],
      ["--practice", "nort"],
    ]) {
      const { code, err } = await wor(["table", "year", ...log, ...asked], { cwd });
      expect([code, err]).toEqual([0, expect.stringContaining("from 2024-03-04 to 2024-03-04")]);
    }
    const { err } = await wor(["table", "year", ...log, "--as-of", "2020-01-01"], { cwd });
    expect(err).toContain("Nobody has been referred yet");
  });

  test("lists the tables there are when none is named", async () => {
    const { code, out } = await wor(["table"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("funnel ");
    fits(out);
  });

  test("an unknown table, a day that is none and two periods at once are wrong usage", async () => {
    const wrong = async (...args: string[]) => {
      const { code, error } = await answer(["table", ...args, ...log], { cwd });
      return [code, error.code, error.suggestion ?? error.option];
    };
    expect(await wrong("yeer")).toEqual([2, "unknown-table", "year"]);
    expect(await wrong("year", "--from", "2024-13-01")).toEqual([2, "invalid-option", "--from"]);
    expect(await wrong("year", "--year", "2024", "--from", "2024-01-01")).toEqual([
      2,
      "two-periods",
      undefined,
    ]);
    expect(await wrong("year", "--from", "2024-02-01", "--until", "2024-01-01")).toEqual([
      2,
      "invalid-period",
      undefined,
    ]);
  });
});

describe("wor export", () => {
  const made = async (...args: string[]) => answer(["export", ...args, ...log], { cwd });

  test("counts of few people are hidden in a file, unless it stays within", async () => {
    expect((await made("year", "-o", "year.csv")).code).toBe(0);
    expect(await readFile(join(cwd, "year.csv"), "utf8")).toMatch(
      /^key,what,count,share\r\nreferred,Referred,\.,/,
    );
    expect((await made("year", "-o", "all.csv", "--complete", "--separator", "semicolon")).code).toBe(0);
    expect(await readFile(join(cwd, "all.csv"), "utf8")).toContain("referred;Referred;2;1\r\n");
    expect((await made("year", "-o", "year.json")).code).toBe(0);
    expect(JSON.parse(await readFile(join(cwd, "year.json"), "utf8")).rows[0].cells.count).toEqual({
      hidden: true,
    });
  });

  test("all tables of counts go into one workbook", async () => {
    const { code, result } = await made("-o", "tables.xlsx");
    expect([code, result.audience]).toEqual([0, "outside"]);
    expect(result.tables).not.toContain("work");
    expect((await readFile(join(cwd, "tables.xlsx"))).subarray(0, 2).toString()).toBe("PK");
  });

  test("the events themselves stay within the municipality", async () => {
    expect(await made("events", "-o", "events.csv")).toMatchObject({
      code: 1,
      error: { code: "not-for-outside" },
    });
    expect(existsSync(join(cwd, "events.csv"))).toBe(false);
    expect((await made("events", "-o", "events.csv", "--complete")).code).toBe(0);
    expect(await readFile(join(cwd, "events.csv"), "utf8")).toMatch(/^position,id,type,/);
  });

  test.each([
    [["year"], 2, "invalid-option"],
    [["yeer", "-o", "x.csv"], 2, "unknown-table"],
    [["year", "-o", "x.doc"], 2, "unknown-format"],
    [["year", "funnel", "-o", "x.csv"], 2, "several-tables"],
    [["events", "-o", "x.xlsx", "--complete"], 2, "unknown-format"],
    [["work", "-o", "x.csv"], 1, "not-for-outside"],
    [["year", "-o", "town.sqlite.csv/x.csv"], 3, "ENOENT"],
  ])("%j is refused, and leaves no file", async (args, code, problem) => {
    const run = await made(...args);
    expect([run.code, run.error.code]).toEqual([code, problem]);
    expect(existsSync(join(cwd, "x.csv"))).toBe(false);
  });
});

describe("wor report", () => {
  test("writes one page that needs nothing else, and nothing over another", async () => {
    expect((await answer(["report", ...log, "--year", "2024", "--locale", "nl"], { cwd })).code).toBe(0);
    const page = await readFile(join(cwd, "report.html"), "utf8");
    expect(page).toContain('<html lang="nl">');
    expect(page).not.toMatch(/<script|src=/);
    expect(await answer(["report", ...log], { cwd })).toMatchObject({ code: 3, error: { code: "EEXIST" } });
    expect((await answer(["report", ...log, "--force"], { cwd })).code).toBe(0);
  });
});

describe("wor verify", () => {
  test("a sound log is sound", async () => {
    const { code, result } = await answer(["verify", ...log], { cwd });
    expect([code, result.referrals, result.findings]).toEqual([0, 2, []]);
  });

  test("an event that the machine does not take, and one of an unknown type, are found", async () => {
    const { out } = await wor(["export-log", ...log], { cwd });
    const lines = out.split("\n");
    const withFault = lines
      .filter((line) => !line.includes('"IntakeStarted"'))
      .map((line) => line.replace('"type":"CoachRegistered"', '"type":"CoachPromoted"'));
    await wor(["import-log", "--log", "faulty.sqlite"], { cwd, input: withFault.join("\n") });
    const { code, result } = await answer(["verify", "--log", "faulty.sqlite"], { cwd });
    expect(code).toBe(1);
    const found = result.findings.map(({ kind, message }: { kind: string; message: string }) => [
      kind,
      message,
    ]);
    expect(found).toContainEqual(["type", "has the unknown type CoachPromoted"]);
    expect(found).toContainEqual(["machine", expect.stringContaining("ConversationHeld at")]);
  });
});

describe("wor due", () => {
  test("does what time calls for once, and shows beforehand what that is", async () => {
    await exampleLogAt(join(cwd, "due.sqlite"));
    const due = (...more: string[]) => answer(["due", "--log", "due.sqlite", ...more], { cwd });
    const would = await due("--check");
    expect(would.result.wouldDo.length).toBeGreaterThan(0);
    expect((await due("--check")).result).toEqual(would.result);
    const done = await due();
    expect(done.result.done.length).toBeGreaterThanOrEqual(would.result.wouldDo.length);
    expect((await wor(["show", example.open, "--log", "due.sqlite"], { cwd })).out).toContain("not in time");
  });
});

describe("rules that were changed under the number that referrals pinned", () => {
  const changed = [...log, "--variant", "changed.yaml"];
  beforeAll(() =>
    writeFile(join(cwd, "changed.yaml"), placeText("nijmegen").replace("by: referrer", "by: coordinator")),
  );

  test.each([
    ["list", () => ["list", ...changed]],
    ["show", () => ["show", example.open, ...changed]],
    ["table", () => ["table", "year", ...changed]],
  ])("are warned of by %s, beside what it shows", async (_, args) => {
    const { code, out, err } = await wor([...args(), "--locale", "nl"], { cwd });
    expect([code, out.length > 0, err]).toEqual([
      0,
      true,
      expect.stringContaining("nijmegen@1 heeft hier andere afspraken"),
    ]);
    fits(err);
  });

  test("make what time calls for refused, and that is no success", async () => {
    await exampleLogAt(join(cwd, "refused.sqlite"));
    const due = ["due", "--log", "refused.sqlite", "--variant", "changed.yaml"];
    const { code, result } = await answer(due, { cwd });
    expect([code, result.done]).toEqual([1, []]);
    expect(result.refused).toMatchObject([{ rejection: { code: "variant-changed" } }]);
  });
});

describe("what is asked for and cannot be", () => {
  const dutch = (...args: string[]) => wor([...args, "--locale", "nl"], { cwd });

  test("an empty file is no log, and says so", async () => {
    await writeFile(join(cwd, "nothing.sqlite"), "");
    const { code, err } = await dutch("list", "--log", "nothing.sqlite");
    expect([code, err]).toEqual([3, "✗ nothing.sqlite is een leeg bestand, geen logboek.\n"]);
  });

  test("a period that ends before it begins is told in the language asked for", async () => {
    const { code, err } = await dutch(
      "table",
      "year",
      ...log,
      "--from",
      "2024-03-01",
      "--until",
      "2024-03-01",
    );
    expect(code).toBe(2);
    expect(err).toContain("Van 2024-03-01 tot 2024-03-01 valt geen dag");
  });

  test("a moment that has not come is looked from, and named as such", async () => {
    for (const command of [["list"], ["table", "year"], ["show", example.open]]) {
      const { code, err } = await dutch(...command, ...log, "--as-of", "2199-01-01");
      expect([code, err.includes("2199-01-01 moet nog komen")]).toEqual([0, true]);
    }
  });

  test("a folder that is not there is what is missing, not the file to be made in it", async () => {
    const { code, err } = await dutch("report", ...log, "--complete", "-o", "no-such-folder/report.html");
    expect([code, err]).toEqual([3, "✗ De map no-such-folder is er niet.\n"]);
  });
});

describe("what may be subtracted from another file", () => {
  const exported = (...args: string[]) =>
    wor(["export", "year", ...log, "-o", "sub.csv", "--force", ...args], { cwd });

  test.each([
    ["a period that goes on", [], "a period that is not over yet"],
    ["part of the referrals", ["--year", "2024", "--practice", "north"], "part of the referrals"],
    ["what was known on a day", ["--year", "2024", "--as-of", "2024-03-31"], "another file"],
  ])("is told of %s", async (_, args, words) => {
    const { code, err } = await exported(...args);
    expect([code, err.replaceAll(/\s+/g, " ").includes(words)]).toEqual([0, true]);
  });

  test("is not told of a year that is over, nor of what stays within", async () => {
    expect((await exported("--year", "2024")).err).toBe("");
    expect((await exported("--complete")).err).toBe("");
  });
});

describe("wor rebuild", () => {
  test("lists and tables come out the same from what is kept beside the log", async () => {
    await exampleLogAt(join(cwd, "kept.sqlite"));
    const seen = async () => {
      const kept = ["--log", "kept.sqlite"];
      const [list, table] = [
        await answer(["list", ...kept], { cwd }),
        await answer(["table", "year", ...kept], { cwd }),
      ];
      return [list.result, table.result.rows];
    };
    const folded = await seen();
    const { code, result } = await answer(["rebuild", "--log", "kept.sqlite"], { cwd });
    expect(code).toBe(0);
    expect(result.projections.length).toBeGreaterThan(0);
    expect(result.projections).toEqual(
      result.projections.map((one: object) => ({ ...one, serving: true, lag: 0, parked: [] })),
    );
    expect(await seen()).toEqual(folded);
  });

  test("what has happened since is seen all the same", async () => {
    await wor(["due", "--log", "kept.sqlite"], { cwd });
    const lags = async () =>
      (await answer(["rebuild", "--log", "kept.sqlite", "--check"], { cwd })).result.projections.map(
        (one: { lag: number }) => one.lag,
      );
    expect((await lags())[0]).toBeGreaterThan(0);
    const { result } = await answer(["list", "--log", "kept.sqlite"], { cwd });
    expect(result.referrals[0].level).toBeGreaterThan(0);
    // Once, for whoever looks next.
    expect(await lags()).toEqual([0, 0, 0]);
  });
});

describe("what the tables cannot take in", () => {
  const broken = ["--log", "broken.sqlite"];
  beforeAll(async () => {
    const { out } = await wor(["export-log", ...log], { cwd });
    const lines = out.split("\n").filter((line) => !line.includes('"IntakeStarted"'));
    await wor(["import-log", ...broken], { cwd, input: lines.join("\n") });
  });

  test("is set aside, shown, and can be tried again; the rest is there", async () => {
    const { code, result } = await answer(["rebuild", ...broken], { cwd });
    expect(code).toBe(1);
    expect(result.projections[0].parked).toMatchObject([{ key: example.open, error: "UnacceptedFact" }]);
    const shown = await wor(["rebuild", ...broken, "--check"], { cwd });
    expect([shown.code, shown.err]).toEqual([1, ""]);
    expect(shown.out).toContain("1 event set aside");
    expect(shown.out).toMatch(new RegExp(`trajectories/nijmegen ${example.open}: UnacceptedFact`));
    fits(shown.out);
    expect((await answer(["rebuild", ...broken, "--parked"], { cwd })).code).toBe(1);
    const list = await wor(["list", ...broken], { cwd });
    expect([list.code, list.err]).toEqual([0, expect.stringContaining("1 referral not taken in whole")]);
  });

  test("looking at how it stands changes nothing, also when nothing was built yet", async () => {
    const { code, out } = await wor(["rebuild", ...log, "--check"], { cwd });
    expect(code).toBe(1);
    expect(out).toContain("not built yet");
    expect((await wor(["rebuild", ...log, "--check", "--parked"], { cwd })).code).toBe(2);
  });
});

describe("wor export-log and import-log", () => {
  test("a log goes out and comes in whole", async () => {
    expect((await wor(["export-log", ...log, "-o", "town.jsonl"], { cwd })).code).toBe(0);
    const { code, result } = await answer(["import-log", "town.jsonl", "--log", "copy.sqlite"], { cwd });
    expect(code).toBe(0);
    const [original, copy] = await Promise.all([
      wor(["export-log", ...log], { cwd }),
      wor(["export-log", "--log", "copy.sqlite"], { cwd }),
    ]);
    expect(copy.out).toBe(original.out);
    expect(copy.out.trim().split("\n")).toHaveLength(result.events);
  });

  test("a file that is there is not written over", async () => {
    await writeFile(join(cwd, "mine.txt"), "mine");
    const { code, error } = await answer(["export-log", ...log, "-o", "mine.txt"], { cwd });
    expect([code, error.code]).toEqual([3, "EEXIST"]);
    expect(await readFile(join(cwd, "mine.txt"), "utf8")).toBe("mine");
  });

  test("a line that is no event is named, and what went before it stays", async () => {
    const { out } = await wor(["export-log", ...log], { cwd });
    const [first] = out.split("\n");
    const input = `${first}\n{"half": \n`;
    const { code, error } = await answer(["import-log", "--log", "half.sqlite"], { cwd, input });
    expect([code, error.code, error.line]).toEqual([1, "import-failed", 2]);
  });

  test("a file that is not there leaves no empty log behind", async () => {
    const { code } = await wor(["import-log", "nowhere.jsonl", "--log", "never.sqlite"], { cwd });
    expect([code, existsSync(join(cwd, "never.sqlite"))]).toEqual([3, false]);
  });
});

describe("a log that cannot be used", () => {
  test.each([
    ["is not there", ["--log", "nowhere.sqlite"], 3, "no-log"],
    ["is not a database", ["--log", "not-a-database"], 3, "not-a-database"],
    ["is a folder", ["--log", "."], 3, "folder"],
    ["is not said", [], 2, "invalid-option"],
    ["is of a kind that nobody knows", ["--log", "mysql://user:geheim@host/db"], 2, "unknown-log-address"],
    ["holds another municipality", [...log, "--municipality", "nijmegn"], 2, "unknown-municipality"],
  ])("that %s is told as such", async (_, where, code, problem) => {
    const { out, err, code: ended } = await wor(["list", ...where, "--json"], { cwd });
    const { error } = JSON.parse(out);
    expect([ended, error.code]).toEqual([code, problem]);
    expect(out + err).not.toContain("geheim");
    expect(existsSync(join(cwd, "nowhere.sqlite"))).toBe(false);
  });

  test("a municipality that is misspelled is guessed", async () => {
    const { err } = await wor(["list", ...log, "-m", "nijmegn", "--locale", "nl"], { cwd });
    expect(err).toBe("✗ De gemeente nijmegn staat niet in dit logboek.\n  Bedoelde u nijmegen?\n");
  });

  test("looking changes nothing in it", async () => {
    const before = await readFile(join(cwd, "town.sqlite"));
    await wor(["list", ...log], { cwd });
    expect((await readFile(join(cwd, "town.sqlite"))).equals(before)).toBe(true);
  });
});
