import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nijmegen, placeText } from "@wor/variants";
import stringWidth from "string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { exampleLogAt } from "../testing/example-log.ts";
import { answer, ownFolder, wor } from "../testing/running.ts";

const cwd = await ownFolder();

const misspelled = `id: dorp
version: 1
name: { nl: Dorp, en: Village }
municipality: dorp
referring:
  professions: [gp]
  reasons:
    - code: lonely
      label: { nl: Eenzaam, en: Lonely }
      core: loneliness
contact:
  firstWithn: P14D
`;
const right = misspelled.replace("firstWithn", "firstWithin");

beforeAll(async () => {
  await writeFile(join(cwd, "misspelled.yaml"), misspelled);
  await writeFile(join(cwd, "right.yaml"), right);
  await writeFile(join(cwd, "stranding.yaml"), `${right}roles: [referrer, coach]\n`);
  await writeFile(join(cwd, "extending.yaml"), "extends: misspelled.yaml\nid: other\nversion: 1\n");
  await writeFile(join(cwd, "twice.yaml"), `${right}id: again\n`);
});

describe("wor check", () => {
  test("a built-in place and a file of one's own are right", async () => {
    const { code, out, err } = await wor(["check", "nijmegen", "right.yaml", "--locale", "nl"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("✓ nijmegen: Welzijn op Recept Nijmegen (nijmegen@1) klopt\n");
    expect(out).toContain("✓ right.yaml: Dorp (dorp@1) klopt");
  });

  test("a mistake is shown where it stands, with a caret and what was meant", async () => {
    const { code, out } = await wor(["check", "misspelled.yaml"], { cwd });
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "✗ misspelled.yaml: cannot be read, 1 error

      misspelled.yaml:12:3
        10 │       core: loneliness
        11 │ contact:
        12 │   firstWithn: P14D
           │   ^^^^^^^^^^
        ✗ there is no field "firstWithn"
          Meant: firstWithin
      "
    `);
  });

  test("of what was not filled in the field is named, and no other line is pointed at", async () => {
    const alone = "roles: [referrer, coach, municipality, resident, system]\n";
    await writeFile(join(cwd, "alone.yaml"), `# Ours\n${right}${alone}`);
    const { code, out } = await wor(["check", "alone.yaml"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("\nalone.yaml: escalation.chain (not filled in)\n  ! If the step");
    expect(out).not.toContain("# Ours");
  });

  test("a file from Windows is read, and a letter in an old encoding is pointed at", async () => {
    await writeFile(
      join(cwd, "notepad.yaml"),
      Buffer.from(`\ufeff${right.replaceAll("\n", "\r\n")}`, "utf16le"),
    );
    expect((await wor(["check", "notepad.yaml"], { cwd })).code).toBe(0);
    await writeFile(join(cwd, "old.yaml"), Buffer.from(right.replace("Eenzaam", "Eénzaam"), "latin1"));
    const { code, err } = await wor(["check", "old.yaml"], { cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/^✗ old\.yaml, line 9: .*not saved as\s+UTF-8/);
  });

  test("a mistake in the file that is built on is shown in that file", async () => {
    const { out } = await wor(["check", "extending.yaml"], { cwd });
    expect(out).toContain("misspelled.yaml:12:3\n");
    expect(out).toContain("12 │   firstWithn: P14D");
  });

  test("a file with the name and number of a built-in place, but other rules, is warned about", async () => {
    await writeFile(join(cwd, "same.yaml"), "extends: nijmegen\nid: nijmegen\nversion: 1\nareas: [noord]\n");
    const { result } = await answer(["check", "same.yaml"], { cwd });
    expect(result.variants).toMatchObject([{ ok: true, problems: [{ code: "also-built-in", line: 2 }] }]);
  });

  test("a folder is no variant, and a built-in place that is misspelled is guessed", async () => {
    expect((await wor(["check", "."], { cwd })).err).toBe("✗ . is a folder.\n");
    await writeFile(join(cwd, "guess.yaml"), "extends: landelik\nid: guess\nversion: 1\n");
    expect((await wor(["check", "guess.yaml"], { cwd })).out).toContain("Meant: landelijk");
  });

  test("what holds everywhere, and others build on, can be looked at by itself", async () => {
    expect((await wor(["check", "landelijk"], { cwd })).code).toBe(0);
    expect((await wor(["check", "landelik"], { cwd })).err).toContain("Did you mean landelijk?");
  });

  test("what a file builds on is looked for from where that file stands", async () => {
    await mkdir(join(cwd, "region"), { recursive: true });
    await writeFile(join(cwd, "region", "base.yaml"), right);
    await writeFile(join(cwd, "region", "region.yaml"), "extends: base.yaml\nid: region\nversion: 1\n");
    await writeFile(join(cwd, "town.yaml"), "extends: region/region.yaml\nid: town\nversion: 1\n");
    expect((await wor(["check", "town.yaml"], { cwd })).out).toContain("✓ town.yaml");
    await writeFile(join(cwd, "region", "base.yaml"), misspelled);
    const { out } = await wor(["check", "town.yaml"], { cwd });
    expect(out).toContain("base.yaml:12:3\n");
    expect(out).toContain("12 │   firstWithn: P14D");
  });

  test("rules that strand somebody are refused, with the way there", async () => {
    const { code, out } = await wor(["check", "stranding.yaml", "--locale", "nl"], { cwd });
    expect(code).toBe(1);
    expect(out).toContain("klopt niet");
    for (const line of out.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  });

  test("programs get each problem with its code and place", async () => {
    const { code, ok, result } = await answer(["check", "right.yaml", "misspelled.yaml", "twice.yaml"], {
      cwd,
    });
    expect([code, ok]).toEqual([1, false]);
    expect(result.variants).toMatchObject([
      { name: "right.yaml", ok: true, id: "dorp", version: 1, problems: [] },
      {
        ok: false,
        problems: [
          { code: "unknown-key", severity: "error", line: 12, column: 3, path: "contact.firstWithn" },
        ],
      },
      { ok: false, problems: [{ code: "duplicate-key", line: 13 }] },
    ]);
  });

  test("a file that is not there is no variant; a misspelled place is guessed", async () => {
    const { code, error } = await answer(["check", "nijmegn"], { cwd });
    expect([code, error.code, error.suggestion]).toEqual([3, "no-variant", "nijmegen"]);
  });

  test("a folder, and a file that is far too large, are refused", async () => {
    await writeFile(join(cwd, "huge.yaml"), "a".repeat(5 * 1024 * 1024));
    expect((await answer(["check", "."], { cwd })).error.code).toBe("EISDIR");
    expect((await answer(["check", "huge.yaml"], { cwd })).error.code).toBe("too-large");
  });
});

describe("wor draw", () => {
  test("draws Mermaid on the screen, in the language asked for", async () => {
    const { code, out } = await wor(["draw", "nijmegen", "--locale", "nl"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^(?:stateDiagram|flowchart)\b|^---\n/);
    expect(out).toContain("Contact leggen");
  });

  test("draws a picture into a file that ends in .svg", async () => {
    const { code, result } = await answer(["draw", "right.yaml", "-o", "dorp.svg"], { cwd });
    expect([code, result.format, result.variant]).toEqual([0, "svg", "dorp@1"]);
    expect(await readFile(join(cwd, "dorp.svg"), "utf8")).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
  });

  test("refuses two formats, and a variant that is not right", async () => {
    expect(await answer(["draw", "nijmegen", "--svg", "--mermaid"], { cwd })).toMatchObject({
      code: 2,
      error: { code: "two-formats" },
    });
    expect(await answer(["draw", "misspelled.yaml"], { cwd })).toMatchObject({
      code: 1,
      error: { code: "invalid-variant", problems: [{ line: 12 }] },
    });
  });
});

describe("wor explain", () => {
  test("writes the work process in the language asked for", async () => {
    const { code, out } = await wor(["explain", "nijmegen", "--locale", "nl"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^# /);
    expect(out).toContain("welzijnscoach");
  });

  test("what it writes in full is the same variant, and says where each value comes from", async () => {
    const { out } = await wor(["explain", "right.yaml", "--values", "-o", "full.yaml"], { cwd });
    expect(out).toBe("✓ full.yaml\n");
    expect(await readFile(join(cwd, "full.yaml"), "utf8")).toContain("firstWithin: P14D # line 12");
    const [short, full] = await Promise.all(
      ["right.yaml", "full.yaml"].map((file) => answer(["explain", file], { cwd })),
    );
    expect(full?.result.effective).toEqual(short?.result.effective);
  });
});

test("who does what is said in the municipality's own words", async () => {
  const named = `${right}terms: { coach: sociaal makelaar }\n`;
  await writeFile(join(cwd, "named.yaml"), `${named}permissions: { ResumeIntake: [] }\n`);
  const checked = await wor(["check", "named.yaml", "--locale", "nl"], { cwd });
  expect(checked.out.replaceAll(/\s+/g, " ")).toMatch(/Weg erheen: .*sociaal makelaar:/);
  expect(checked.out).not.toContain("welzijnscoach");
  const next = named.replace("version: 1", "version: 2").replace("firstWithin: P14D", "firstWithin: P3W");
  await writeFile(join(cwd, "named-2.yaml"), next);
  const { out } = await wor(["diff", "right.yaml", "named-2.yaml", "--locale", "nl"], { cwd });
  expect(out).toContain("contact.firstWithin · voor sociaal makelaar, inwoner");
});

describe("wor diff", () => {
  test("says in words what changes, and for whom", async () => {
    await writeFile(
      join(cwd, "next.yaml"),
      right.replace("version: 1", "version: 2").replace("firstWithin: P14D", "firstWithin: P3W"),
    );
    const { code, out } = await wor(["diff", "right.yaml", "next.yaml", "--locale", "nl"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "dorp@1 → dorp@2: 1 verandering

      Eerste contact binnen: was 14 dagen, wordt 3 weken
        contact.firstWithin · voor welzijnscoach, inwoner
      "
    `);
  });

  test("other rules under the same version are refused", async () => {
    await writeFile(join(cwd, "same.yaml"), right.replace("P14D", "P3W"));
    const { code, result } = await answer(["diff", "right.yaml", "same.yaml"], { cwd });
    expect([code, result.sameVersion, result.changes.length]).toEqual([1, true, 1]);
    expect((await answer(["diff", "right.yaml", "right.yaml"], { cwd })).result.changes).toEqual([]);
  });

  test("with a log, tells which open referrals can move and why others cannot", async () => {
    const { open } = await exampleLogAt(join(cwd, "town.sqlite"));
    const text = placeText("nijmegen").replace("version: 1", "version: 2");
    await writeFile(join(cwd, "other.yaml"), text);
    await writeFile(join(cwd, "without.yaml"), text.replaceAll("code: loneliness", "code: lonely"));
    const plan = async (file: string) =>
      (await answer(["diff", "nijmegen", file, "--log", "town.sqlite"], { cwd })).result.migration;
    expect(await plan("other.yaml")).toMatchObject([{ referral: open, canMove: true }]);
    expect(await plan("without.yaml")).toMatchObject([{ referral: open, canMove: false }]);
    const { out } = await wor(["diff", "nijmegen", "without.yaml", "--log", "town.sqlite"], { cwd });
    expect(out).toContain("0 of 1 open referral can move");
  });
});

describe("wor init", () => {
  test("writes a commented variant that passes the check", async () => {
    const args = ["--name", "Oost Gelre", "--professions", "gp,districtNurse", "--minimum-age", "65"];
    const { code, result } = await answer(["init", ...args], { cwd });
    expect([code, result]).toEqual([
      0,
      { file: "oost-gelre.yaml", schema: "variant.schema.json", id: "oost-gelre", version: 2 },
    ]);
    const text = await readFile(join(cwd, "oost-gelre.yaml"), "utf8");
    expect(text).toContain("# Who may refer.");
    expect(text).toContain("minimumAge: 65");
    expect((await answer(["check", "oost-gelre.yaml"], { cwd })).result.variants).toMatchObject([
      { ok: true, problems: [] },
    ]);
  });

  test("lays what an editor needs beside it, where its first line looks", async () => {
    expect((await wor(["init", "--name", "Dorp", "-o", "een-dorp.yaml"], { cwd })).code).toBe(0);
    const [first] = (await readFile(join(cwd, "een-dorp.yaml"), "utf8")).split("\n");
    expect(first).toBe("# yaml-language-server: $schema=variant.schema.json");
    const beside = JSON.parse(await readFile(join(cwd, "variant.schema.json"), "utf8"));
    expect((await answer(["schema"], { cwd })).result.schema).toEqual(beside);
    expect(beside).toMatchObject({ title: "Variant" });
  });

  test("a folder that is not there is named", async () => {
    for (const args of [["init", "--name", "Dorp"], ["draw", "nijmegen"], ["schema"]]) {
      const { code, err } = await wor([...args, "-o", "nergens/x.yaml", "--locale", "nl"], { cwd });
      expect([code, err]).toEqual([3, "✗ De map nergens is er niet.\n"]);
    }
  });

  test("writes nothing over a file that is there, unless told to", async () => {
    await writeFile(join(cwd, "mine.yaml"), "mine");
    const args = ["init", "--name", "Dorp", "-o", "mine.yaml"];
    expect(await answer(args, { cwd })).toMatchObject({ code: 3, error: { code: "exists" } });
    expect(await readFile(join(cwd, "mine.yaml"), "utf8")).toBe("mine");
    expect((await wor([...args, "--force"], { cwd })).code).toBe(0);
  });

  test("asks nothing where nobody sits at a terminal, and says what to give", async () => {
    const { code, err } = await wor(["init", "--locale", "nl"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("geef --name");
    expect(existsSync(join(cwd, ".yaml"))).toBe(false);
  });

  test.each([
    [["--name", "!"], "--name"],
    [["--name", "Dorp", "--professions", "gp,dokter"], "--professions"],
    [["--name", "Dorp", "--triage-by", "nobody"], "--triage-by"],
    [["--name", "Dorp", "--minimum-age", "old"], "--minimum-age"],
  ])("refuses %j", async (args, option) => {
    const { code, err } = await wor(["init", ...args], { cwd });
    expect(code).toBe(2);
    expect(err).toContain(option);
  });
});

test("the built-in places are those of the package", async () => {
  const { result } = await answer(["explain", "nijmegen"], { cwd });
  expect(result.effective).toEqual(JSON.parse(JSON.stringify(nijmegen)));
});
