import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import type { z } from "zod";
import { variantJsonSchema } from "./json-schema.ts";
import { baseText } from "./places.ts";
import { readVariant } from "./reading/read-variant.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

interface Field {
  readonly path: string;
  readonly schema: JsonSchema;
}

function fields({ properties, items, anyOf }: JsonSchema, path = ""): Field[] {
  const named = Object.entries(properties ?? {}).map(([name, schema]) => ({ at: `${path}.${name}`, schema }));
  const listed = [items, ...(anyOf ?? [])].flat().map((schema) => ({ at: `${path}[]`, schema }));
  return [
    ...named.flatMap(({ at, schema }) => (typeof schema === "object" ? [{ path: at, schema }] : [])),
    ...[...named, ...listed].flatMap(({ at, schema }) =>
      typeof schema === "object" ? fields(schema, at) : [],
    ),
  ];
}

test("every field has a description in Dutch and in English", () => {
  const all = fields(variantJsonSchema());
  expect(all.length).toBeGreaterThan(100);
  const silent = all.filter(
    ({ schema: { nl, en, description } }) =>
      typeof nl !== "string" || typeof en !== "string" || description !== `${nl} / ${en}`,
  );
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test("an editor can complete fields, roles and commands", () => {
  expect(variantJsonSchema()).toMatchObject({
    properties: {
      contact: { properties: { firstWithin: expect.anything() } },
      permissions: {
        properties: { AssignCoach: { items: { enum: expect.arrayContaining(["coach", "coordinator"]) } } },
      },
    },
  });
});

test("an editor shows what a code means, and what a pattern asks for", () => {
  expect(variantJsonSchema()).toMatchObject({
    properties: {
      municipality: { patternErrorMessage: expect.stringContaining("kleine letters") },
      contact: {
        properties: {
          firstWithin: { anyOf: [{ patternErrorMessage: expect.stringContaining("P14D") }, {}] },
        },
      },
      referring: {
        properties: {
          professions: { items: { enumDescriptions: expect.arrayContaining(["huisarts / GP"]) } },
        },
      },
    },
  });
});

test("only a file that extends another may leave out who refers", () => {
  const schema = variantJsonSchema();
  expect(schema.required).toEqual(["id", "version"]);
  expect(schema.then).toMatchObject({
    required: expect.arrayContaining(["name", "municipality", "referring"]),
    properties: { referring: { required: ["professions", "reasons"] } },
  });
});

test("an editor takes one text for both languages, or the Dutch alone", () => {
  expect(variantJsonSchema()).toMatchObject({
    properties: { name: { anyOf: [{ type: "string" }, { type: "object", required: ["nl"] }] } },
  });
});

const fits = new Ajv({ strict: false, formats: { date: true } }).compile(variantJsonSchema());
const small = `id: mijn-dorp
version: 1
name: Mijn dorp
municipality: mijn-dorp
referring:
  professions: [gp]
  reasons: [{ code: eenzaam, label: Eenzaam, core: loneliness }]
`;

test.each(readdirSync(new URL("../places", import.meta.url)))("%s has no mistake in an editor", (file) => {
  expect(fits(parse(readFileSync(new URL(`../places/${file}`, import.meta.url), "utf8")))).toBe(true);
});

test.each([
  ["nothing more", ""],
  ["a term in working days", "contact:\n  firstWithin: { workingDays: 3 }"],
  ["a text in both languages", "about: { nl: Hier, en: Here }"],
  ["one text for both", "about: Hier"],
  ["no Dutch", "about: { en: Here }"],
  ["words for what comes of it", "outcomes:\n  eigenBenen: op eigen benen"],
  ["a field that does not exist", "contact:\n  maxAtempts: 3"],
  ["a term in words", "contact:\n  firstWithin: 2 weken"],
  ["yes in Dutch", "matching:\n  trying: ja"],
  ["a role that does not exist", "permissions:\n  AssignCoach: [baas]"],
  ["a tree without no", "triage:\n  decisionTree: [{ code: a, ask: Past het?, yes: suitable }]"],
  ["half an hour too little", "coach:\n  hours: { perWeek: 0.4, per: coach }"],
  ["a key with a capital", "replaces: [Dorp]"],
  ["an extended place", "extends: nijmegen"],
])("an editor and the reader think the same of %s", (_, more) => {
  const text = `${small}${more}\n`;
  expect(fits(parse(text))).toBe(readVariant(text, { resolve: baseText }).ok);
});
