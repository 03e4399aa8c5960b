import { variantKey } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import type { ReadProblem } from "./problems.ts";
import { type ReadOptions, readVariant } from "./read-variant.ts";

const small = `id: mijn-dorp
version: 1
name: { nl: Mijn dorp, en: My village }
municipality: mijn-dorp
referring:
  professions: [gp]
  reasons:
    - code: eenzaam
      label: { nl: Eenzaam, en: Lonely }
      core: loneliness
`;

function problemsOf(text: string, options?: ReadOptions): readonly ReadProblem[] {
  const read = readVariant(text, options);
  return read.ok ? [] : read.problems;
}

function only(text: string, options?: ReadOptions): ReadProblem {
  const problems = problemsOf(text, options);
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (problem === undefined) throw new Error("it was read");
  return problem;
}

describe("reading a variant", () => {
  test("a few lines are a whole variant; the rest is filled in", () => {
    const read = readVariant(small);
    expect(read).toMatchObject({ ok: true, variant: { contact: { firstWithin: "P14D", maxAttempts: 3 } } });
  });

  test("JSON is read as well as YAML", () => {
    const json = JSON.stringify({
      id: "mijn-dorp",
      version: 1,
      name: { nl: "Mijn dorp", en: "My village" },
      municipality: "mijn-dorp",
      referring: {
        professions: ["gp"],
        reasons: [{ code: "eenzaam", label: { nl: "Eenzaam", en: "Lonely" }, core: "loneliness" }],
      },
    });
    const [yaml, fromJson] = [readVariant(small), readVariant(json)];
    expect(fromJson.ok && fromJson.variant).toEqual(yaml.ok && yaml.variant);
  });

  test("one text, or the Dutch alone, stands for both languages", () => {
    const dutch = small
      .replace("{ nl: Mijn dorp, en: My village }", "Mijn dorp")
      .replace("{ nl: Eenzaam, en: Lonely }", "{ nl: Eenzaam }");
    const read = readVariant(`${dutch}terms:\n  coach: sociaal makelaar\n`);
    expect(read).toMatchObject({
      ok: true,
      variant: {
        name: { nl: "Mijn dorp", en: "Mijn dorp" },
        terms: { coach: { nl: "sociaal makelaar", en: "sociaal makelaar" } },
        referring: { reasons: [{ label: { nl: "Eenzaam", en: "Eenzaam" } }] },
      },
    });
  });

  test("a Dutch text that replaces another is not read beside the English of that other", () => {
    const read = readVariant("extends: dorp\nid: dorp\nversion: 2\nname: { nl: Ander dorp }\n", {
      resolve: () => small,
    });
    expect(read).toMatchObject({ ok: true, variant: { name: { nl: "Ander dorp", en: "Ander dorp" } } });
  });

  test("what is wrong with a text in both languages is told once", () => {
    expect(only(small.replace("{ nl: Mijn dorp, en: My village }", '""'))).toMatchObject({
      path: "name.nl",
      code: "out-of-bounds",
      line: 3,
    });
    expect(only(small.replace("{ nl: Mijn dorp, en: My village }", "5"))).toMatchObject({
      path: "name",
      message: { nl: "hier hoort tekst, niet “5”" },
    });
    expect(only(small.replace("{ nl: Mijn dorp, en: My village }", "{ en: My village }"))).toMatchObject({
      path: "name.nl",
      code: "missing",
    });
  });

  test.each([
    ["contact: { firstWithin: P1D }", "contact.firstWithin", "contact.firstWithin", 3],
    ["contact: { maxAttempts: 2 }", "contact.firstWithin", "contact", 3],
    ["areas: [a]", "referring.minimumAge", "referring", 5],
    ["areas: [a]", "coach.within", "", 1],
  ])("with %s, %s is looked for at “%s”, line %i", (own, path, found, line) => {
    const read = readVariant(`id: dorp\nextends: klein\n${own}\nversion: 2\n`, { resolve: () => small });
    const position = read.ok ? read.positionOf(path) : undefined;
    expect(position).toMatchObject({ line, written: found === path });
    expect(position?.file).toBe(found === "referring" ? "klein" : undefined);
  });

  test("each value tells where it comes from", () => {
    const read = readVariant(
      `${small}contact:\n  maxAttempts: 5\nprovenance:\n  contact.maxAttempts: eigen keuze\n`,
    );
    const origin = (path: string) => (read.ok ? read.provenance.find((one) => one.path === path) : undefined);
    expect(origin("contact.maxAttempts")).toEqual({
      path: "contact.maxAttempts",
      value: 5,
      from: "file",
      position: { line: 12, column: 3 },
      source: "eigen keuze",
    });
    expect(origin("contact.firstWithin")).toEqual({
      path: "contact.firstWithin",
      value: "P14D",
      from: "default",
      source: "welzijnoprecept.nl: binnen twee weken",
    });
    expect(origin("feedback.within")).toEqual({
      path: "feedback.within",
      value: { workingDays: 10 },
      from: "default",
    });
  });
});

describe("a mistake is told with its place and what was probably meant", () => {
  test("a field that does not exist", () => {
    expect(only(`${small}contact:\n  maxAtempts: 5\n`)).toEqual({
      code: "unknown-key",
      path: "contact.maxAtempts",
      line: 12,
      column: 3,
      message: { nl: "het veld “maxAtempts” bestaat niet", en: 'there is no field "maxAtempts"' },
      suggestion: "maxAttempts",
    });
  });

  test("a role that does not exist", () => {
    expect(only(`${small}permissions:\n  AssignCoach: [coördinator]\n`)).toMatchObject({
      code: "unknown-value",
      path: "permissions.AssignCoach.0",
      line: 12,
      column: 17,
      suggestion: "coordinator",
    });
  });

  test("a command that does not exist", () => {
    expect(only(`${small}permissions:\n  AsignCoach: [coach]\n`)).toMatchObject({
      code: "unknown-key",
      suggestion: "AssignCoach",
    });
  });

  test.each([
    ["2 weken", "P2W"],
    ["14 dagen", "P14D"],
    ["3 maanden", "P3M"],
    ["5 werkdagen", "{ workingDays: 5 }"],
    ["1 jaar", "P1Y"],
    ["P5WD", "{ workingDays: 5 }"],
  ])("a term in words: %s is written %s", (words, suggestion) => {
    expect(only(`${small}contact:\n  firstWithin: ${words}\n`)).toMatchObject({
      code: "wrong-format",
      path: "contact.firstWithin",
      suggestion,
    });
  });

  test("a number where a term should be is taken for days", () => {
    expect(only(`${small}contact:\n  firstWithin: 14\n`)).toMatchObject({
      code: "wrong-type",
      line: 12,
      suggestion: "P14D",
    });
  });

  test("text where a number should be", () => {
    expect(only(`${small}contact:\n  maxAttempts: drie\n`)).toMatchObject({
      code: "wrong-type",
      message: { nl: "hier hoort een getal, niet “drie”" },
    });
  });

  test("a comma in a number between braces", () => {
    expect(only(`${small}coach: { hours: { perWeek: 4,5, per: coach } }\n`).message.nl).toContain("als 4.5");
  });

  test("what is missing is told where the variant begins, below the remarks at the top", () => {
    expect(only(`# Afspraken\n# van 2026\n${small.replace("version: 1\n", "")}`)).toMatchObject({ line: 3 });
  });

  test("a field that is missing, with what it is for", () => {
    expect(only(small.replace("version: 1\n", ""))).toMatchObject({
      code: "missing",
      path: "version",
      message: { nl: expect.stringContaining("versienummer") },
    });
  });

  test("a core reason that does not exist", () => {
    expect(only(small.replace("core: loneliness", "core: lonelyness"))).toMatchObject({
      code: "unknown-value",
      path: "referring.reasons.0.core",
      line: 10,
      column: 7,
      suggestion: "loneliness",
    });
  });

  test("a choice that is left out is missing, and is not called undefined", () => {
    expect(only(small.replace("      core: loneliness\n", ""))).toMatchObject({
      code: "missing",
      path: "referring.reasons.0.core",
      message: { nl: expect.stringMatching(/^“core” ontbreekt/) },
    });
  });

  test("what can be chosen is said in Dutch as well", () => {
    expect(only(small.replace("[gp]", "[dokter]")).message.nl).toContain("gp (huisarts), practiceNurse (");
    expect(only(`${small}triage:\n  by: dokter\n`).message.nl).toContain("referrer (verwijzer), coach (");
  });

  test("a number that is too low is told as a number", () => {
    expect(only(`${small}contact:\n  maxAttempts: 0\n`)).toMatchObject({
      message: { nl: "hier hoort een getal van ten minste 1" },
    });
  });

  test("an empty list where somebody has to be on it", () => {
    expect(only(small.replace("[gp]", "[]"))).toMatchObject({
      code: "out-of-bounds",
      message: { nl: "hier hoort ten minste 1 onderdeel op de lijst" },
    });
  });

  test("the same field twice", () => {
    expect(only(`${small}version: 2\n`)).toMatchObject({ code: "duplicate-key", line: 11, column: 1 });
  });

  test("several mistakes are told together, from top to bottom", () => {
    const problems = problemsOf(
      small
        .replace("[gp]", "[dokter]")
        .replace("municipality", "gemeente")
        .replace("eenzaam\n", "eenzaam!\n"),
    );
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ["unknown-key", 4],
      ["unknown-value", 6],
      ["wrong-format", 8],
    ]);
  });

  test("a source for a field that does not exist", () => {
    expect(only(`${small}provenance:\n  contact.firstWithinn: afspraak\n`)).toMatchObject({
      code: "unknown-key",
      line: 12,
      suggestion: "contact.firstWithin",
    });
  });

  test.each([
    ["referring:\n  professions: [huisarts]", "gp"],
    ["permissions:\n  AssignCoach: [welzijnscoach]", "coach"],
    ["permissions:\n  terugkoppelen: [coach]", "GiveFeedback"],
    ["matching:\n  trying: ja", "true"],
    ["duplicates:\n  within: per inwoner", "resident"],
    ["areas: [Oude Stad]", "Oude-Stad"],
    ["wijken: [noord]", "areas"],
    ["contactleggen:\n  maxAttempts: 2", "contact"],
    ["contact:\n  pogingen: 2", "maxAttempts"],
    ["matching:\n  wachtlijst: true", undefined],
    ["coach:\n  uren: { perWeek: 4, per: coach }", "hours"],
  ])("Dutch where a code should be is understood: %j", (text, suggestion) => {
    const own = text.startsWith("referring")
      ? small.replace("professions: [gp]", "professions: [huisarts]")
      : `${small}${text}\n`;
    expect(only(own)).toMatchObject({ suggestion });
  });

  test.each([
    ["contact:\n  firstWithin: {workingDays:5}", "{ workingDays: 5 }"],
    ["contact:\n  firstWithin: { werkdagen: 5 }", "{ workingDays: 5 }"],
    ["measurements:\n  - { instrument: Positieve Gezondheid, moments: [start] }", "positiveHealth"],
    ["measurements:\n  - { instrument: ons4, moments: [na 3 maanden] }", "after3Months"],
    ["ending:\n  reasons: [{ code: weg, label: Weg, core: verhuisd }]", "moved"],
    ["contact:\n  maxAttempts: 3 keer", "3"],
    ["coach:\n  residentsPerHour: 1,5", "1.5"],
    ["calendar:\n  holidays: [24-12-2026]", "2026-12-24"],
    ["calendar:\n  holidays: [5/1/2026]", "2026-01-05"],
    ["calendar:\n  holidays: [31/02/2026]", undefined],
    ["permissions:\n  AssignCoach: coach", "[coach]"],
    ["measurements: loneliness6", undefined],
    ["coach: { hours: { per: coach, perWeek:4 } }", "perWeek: 4"],
  ])("what is nearly right is shown as it should be: %j", (text, suggestion) => {
    expect(problemsOf(`${small}${text}\n`).map((one) => one.suggestion)).toContain(suggestion);
  });

  test("yes and no of a question are fields, also in Dutch, and are missed where they are not there", () => {
    const tree = "triage:\n  decisionTree:\n    - code: a\n      ask: Past het?\n";
    const problems = problemsOf(`${small}${tree}      ja: suitable\n      nee: { redirectTo: b }\n`);
    expect(problems.map(({ code, suggestion }) => [code, suggestion])).toEqual([
      ["unknown-key", "yes"],
      ["unknown-key", "no"],
    ]);
    expect(only(`${small}${tree}      yes: suitable\n`)).toMatchObject({
      code: "missing",
      message: { nl: "“no” ontbreekt: bij nee" },
    });
  });

  test("a name with nothing behind it is empty, and is not called null", () => {
    expect(only(`${small}coach:\n  standIn:\n`)).toMatchObject({
      code: "missing",
      message: { nl: expect.stringMatching(/^achter “standIn” staat niets \(moet bij afwezigheid/) },
    });
    expect(only(`${small}contact:\n`).message.nl).toContain("laat het veld weg");
  });

  test("a word where several fields should be is told which", () => {
    expect(only(`${small.split("- code")[0]}- eenzaam\n`).message.nl).toBe(
      "hier horen velden met een naam (code, label, core, replaces), niet “eenzaam”",
    );
  });

  test("what can stand at a field that does not exist is said with what it is for", () => {
    expect(only(`${small}coach: { hours: { perWeek: 4, per: coach, x: 1 } }\n`).message.nl).toContain(
      "hier kan: perWeek (uren per week), per (waarvoor die uren gelden)",
    );
  });

  test("a name that is no key says which it could be", () => {
    expect(only(small.replace("municipality: mijn-dorp", "municipality: Mijn Dórp"))).toMatchObject({
      suggestion: "mijn-dorp",
    });
  });

  test("a field that is misspelled is not missing as well", () => {
    const problems = problemsOf(
      `${small}restrictions:\n  - role: [coach]\n    commands: [GiveFeedback]\n    stages: [feedback]\n`,
    );
    expect(problems.map(({ code, suggestion }) => [code, suggestion])).toEqual([["unknown-key", "roles"]]);
  });

  test("a word that has no letter in common is no guess", () => {
    expect(only(`${small}x: 1\n`)).toMatchObject({ code: "unknown-key", path: "x" });
    expect(only(`${small}x: 1\n`).suggestion).toBeUndefined();
  });

  test("the same about the same field is told once", () => {
    expect(only(`${small}calendar:\n  holidays: [5 mei]\n`)).toMatchObject({ path: "calendar.holidays.0" });
  });

  test.each([
    ["contact:\n\tmaxAttempts: 3", "inspringen gaat met spaties, niet met tabs", 12],
    ["about: { nl: a: b, en: c }", "tekst met een dubbele punt tussen aanhalingstekens", 11],
    ["contact:\n  maxAttempts: 3\n firstWithin: P1W", "springt niet even ver in", 13],
    ["about: *kom", "tekst met * hoort tussen aanhalingstekens", 11],
    ["areas: [noord, zuid\nversion: 3", "ontbreekt een ] of }", 12],
    ["about: Welzijn: op recept", "dubbele punt te veel", 11],
    ["contact\nareas: [noord]", "ontbreekt een dubbele punt", 11],
    ["about: 's-Gravenhof\nareas: [noord]", "begint een aanhalingsteken dat nergens eindigt", 11],
    ['areas: [noord, "zuid]\ncontact: {}', "begint een aanhalingsteken dat nergens eindigt", 11],
    ["meetings:\n  -name: Overleg\n    every: P1M", "achter het streepje hoort een spatie", 12],
    ["pathway:individual\nareas: [noord]", "achter de dubbele punt hoort een spatie", 11],
    ["contact:\n\u00a0\u00a0maxAttempts: 3", "springt in met een vaste spatie", 12],
  ])("what is no YAML is told in Dutch: %j", (text, sentence, line) => {
    const [first] = problemsOf(`${small}${text}\n`);
    expect(first?.message.nl).toContain(sentence);
    expect(first).toMatchObject({ code: "not-yaml", line });
  });

  test("a line that is indented wrongly is told once, though those below it stand wrongly by it", () => {
    expect(
      only(`${small}contact:\n   firstWithin: P2W\n  maxAttempts: 3\n  dropWhenUnreachable: true\n`).line,
    ).toBe(13);
    expect(only(`${small}contact:\n\tmaxAttempts: 3\n`).message.nl).toContain("tabs");
    expect(only(`${small}contact:\n  firstWithin: P2W\n   maxAttempts: 3\n`).message.nl).toContain(
      "springt te ver in",
    );
  });

  test("text that is no YAML at all", () => {
    expect(problemsOf(`${small}contact: [`)[0]).toMatchObject({ code: "not-yaml" });
    expect(only("zomaar een zin")).toMatchObject({ code: "not-a-variant" });
    expect(only("")).toMatchObject({ code: "not-a-variant" });
  });

  test("a tag that would make something else of a value", () => {
    expect(only(`${small}contact:\n  maxAttempts: !!python/int 3\n`)).toMatchObject({
      code: "not-yaml",
      line: 12,
    });
  });
});

describe("a hostile file is answered too", () => {
  test("a file that is too large is not even parsed", () => {
    expect(only(`${small}# ${"x".repeat(300_000)}`)).toMatchObject({ code: "too-large" });
  });

  test("anchors that would unfold into millions of values", () => {
    const bomb = Array.from({ length: 20 }, (_, at) =>
      at === 0 ? "a0: &a0 [x, x]" : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}, *a${at - 1}]`,
    ).join("\n");
    expect(only(`${small}${bomb}`)).toMatchObject({ code: "too-many-aliases" });
  });

  test.each([
    ["a list in a list in a list", "[".repeat(100_000)],
    ["fields in fields in fields", `${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}`],
    ["dashes after dashes", `\n  ${"- ".repeat(50_000)}`],
  ])("%s, very deep", (_, deep) => {
    expect(only(`${small}areas: ${deep}`)).toMatchObject({ code: "too-deep" });
  });

  test("a field named __proto__ changes nothing", () => {
    expect(only(`${small}__proto__:\n  polluted: true\n`)).toMatchObject({ code: "unknown-key" });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("extending another variant", () => {
  const files: { readonly [reference: string]: string } = {
    basis: `${small}contact:\n  maxAttempts: 5\n  firstWithin: P1W\nprovenance:\n  contact.firstWithin: afspraak 2025\n  contact.maxAttempts: afspraak 2024\n`,
    a: "extends: b\nid: a-dorp",
    b: "extends: a\nid: b-dorp",
    kapot: `${small}contact:\n  maxAttempts: veel\n`,
  };
  const resolve = (reference: string) => files[reference];
  const own = `extends: basis
id: buurdorp
version: 3
municipality: buurdorp
contact:
  firstWithin: P10D
`;

  test("named fields go together, and what is written here wins", () => {
    const read = readVariant(own, { resolve });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(variantKey(read.variant)).toBe("buurdorp@3");
    expect(read.variant.contact).toMatchObject({ firstWithin: "P10D", maxAttempts: 5 });
    const origin = (path: string) => read.provenance.find((one) => one.path === path);
    expect(origin("contact.maxAttempts")).toMatchObject({
      from: "extended",
      file: "basis",
      position: { line: 12, column: 3 },
      source: "afspraak 2024",
    });
    expect(origin("contact.firstWithin")).toMatchObject({ from: "file", position: { line: 6, column: 3 } });
    expect(origin("contact.firstWithin")?.source).toBeUndefined();
  });

  test("the source of a section is that of what stands there, not of what is filled in or inherited", () => {
    const agreed = `${small}contact:\n  maxAttempts: 5\nprovenance:\n  contact: convenant, artikel 3\n`;
    const sourceOf = (read: ReturnType<typeof readVariant>, path: string) =>
      read.ok ? read.provenance.find((one) => one.path === path)?.source : "not read";
    const alone = readVariant(agreed);
    expect(sourceOf(alone, "contact.maxAttempts")).toBe("convenant, artikel 3");
    expect(sourceOf(alone, "contact.dropWhenUnreachable")).toBeUndefined();
    expect(sourceOf(alone, "contact.firstWithin")).toBe("welzijnoprecept.nl: binnen twee weken");

    const neighbour = readVariant(
      "extends: agreed\nid: buurdorp\nversion: 1\ncontact:\n  firstWithin: P10D\n" +
        "provenance:\n  contact: raadsbesluit\n  triage.by: ook hier zo\n",
      { resolve: () => agreed },
    );
    expect(sourceOf(neighbour, "contact.firstWithin")).toBe("raadsbesluit");
    expect(sourceOf(neighbour, "contact.maxAttempts")).toBe("convenant, artikel 3");
    expect(sourceOf(neighbour, "triage.by")).toBe("ook hier zo");
  });

  test("id and version are never inherited", () => {
    const problems = problemsOf("extends: basis\nmunicipality: buurdorp\n", { resolve });
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["missing", "id"],
      ["missing", "version"],
    ]);
  });

  test("going round is refused", () => {
    expect(only("extends: a\nid: c-dorp", { resolve })).toMatchObject({
      code: "extends-cycle",
      file: "b",
      message: { nl: "extends loopt rond: a → b → a" },
    });
  });

  test("a variant that is not there is named", () => {
    expect(only("id: c-dorp\nextends: nergens", { resolve })).toMatchObject({
      code: "unknown-extends",
      line: 2,
    });
    expect(only("id: c-dorp\nextends: basis")).toMatchObject({ code: "unknown-extends" });
    expect(only("id: c-dorp\nextends: nijmege", { resolve, known: ["nijmegen", "kampen"] })).toMatchObject({
      suggestion: "nijmegen",
    });
  });

  test("a mistake in the extended file is told of that file", () => {
    expect(only("extends: kapot\nid: c-dorp\nversion: 1", { resolve })).toMatchObject({
      code: "wrong-type",
      file: "kapot",
      line: 12,
    });
  });
});
