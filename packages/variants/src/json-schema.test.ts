import { expect, test } from "vitest";
import type { z } from "zod";
import { variantJsonSchema } from "./json-schema.ts";

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
