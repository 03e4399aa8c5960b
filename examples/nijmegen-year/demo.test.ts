import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readRegistrations } from "@wor/registration-file";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { published } from "./make-registrations.ts";

describe("the demo", () => {
  let out: string;
  let printed: string;

  const run = async () => {
    const demo = join(import.meta.dirname, "demo.ts");
    const options = { env: { ...process.env, NO_COLOR: "1" } };
    return (await promisify(execFile)(process.execPath, ["--conditions=@wor/source", demo, out], options))
      .stdout;
  };

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), "wor-demo-"));
    printed = await run();
  });
  afterAll(() => rm(out, { recursive: true, force: true }));

  test("folds the published totals from the log", () => {
    const { participants, women, men, aged50OrOver, conversations, hindered } = published;
    for (const [label, total] of [
      ["Participants", participants],
      ["Women", women],
      ["Men", men],
      ["Aged 50 or over", aged50OrOver],
      ["Conversations", conversations],
      ["With complaints that hinder taking part", hindered],
    ] as const) {
      expect(printed).toMatch(new RegExp(`${label} +│ +${total} │ +${total} │`));
    }
  });

  test("tells the whole story", () => {
    expect(printed).toContain("0 new, 89 were there already, 0 events added.");
    expect(printed).toMatch(/Referral \w+ is already open for this resident, since 2019-09-02\./);
    expect(printed).toMatch(/Refused: a referral was open already +1/);
    expect(printed).toContain("Without a coach now: 0");
    expect(printed).toContain("Not done in time: “first contact” is now the municipality's");
    expect(printed).toContain("Dropped as unreachable; feedback is owed");
    expect(printed).toContain("The GP hears: unreachable; the referral is closed");
  });

  test("says it in words, where the log has keys", () => {
    expect(printed).toContain("A deliberate second, with a reason, can only be opened as: coordinator.");
    expect(printed).not.toMatch(/makeFirstContact|talkOrMatch|dropped\.|intake\.|participating\./);
  });

  test("draws the lifecycle", async () => {
    expect(await readFile(join(out, "lifecycle.svg"), "utf8")).toMatch(/^<svg.*Verwezen.*Terugkoppeling/s);
    expect(await readFile(join(out, "lifecycle.md"), "utf8")).toContain("flowchart LR");
  });

  test("leaves no name, birth date or note in the log's files", async () => {
    const csv = await readFile(join(import.meta.dirname, "registrations.csv"), "utf8");
    const { rows } = await readRegistrations(csv, { today: "2019-09-02" });
    expect(rows).toHaveLength(published.participants);
    const secrets = new Set(rows.flatMap((row) => [row.familyName, row.birthDate, row.note ?? ""]));
    for (const one of ["Testpersoon", "IJsvogel", "Wielewaal", "Nachtegaal"]) secrets.add(one);
    secrets.delete("");

    const files = (await readdir(out)).filter((file) => file.startsWith("nijmegen.sqlite"));
    expect(files).toContain("nijmegen.sqlite");
    for (const file of files) {
      const bytes = (await readFile(join(out, file))).toString("latin1").toLowerCase();
      expect([...secrets].filter((secret) => tells(bytes, secret))).toEqual([]);
    }
  });

  test("runs again", async () => {
    expect(await run()).toContain("89 referrals are in the log");
  });
});

/** Whether bytes hold a text; a short one as a word, as four letters turn up in random ids now and then. */
function tells(bytes: string, secret: string): boolean {
  const text = Buffer.from(secret.toLowerCase(), "utf8").toString("latin1");
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
    const around = `${bytes[at - 1] ?? ""}${bytes[at + text.length] ?? ""}`;
    if (text.length > 5 || !/[a-z0-9_-]/.test(around)) return true;
  }
  return false;
}
