import { z } from "zod";
import { Variant } from "./schema.ts";

/** What a field takes, seen through its defaults; nothing where there is no such field. */
function schemaAt(path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = Variant;
  for (const key of path) schema = schema && inside(bare(schema), key);
  return schema;
}

/** Whether a variant has this field; what stands in a list counts by its number. */
export const isField = (path: readonly PropertyKey[]): boolean => schemaAt(path) !== undefined;

/** The names of the fields that may stand here. */
export function fieldsAt(path: readonly PropertyKey[]): string[] {
  const schema = schemaAt(path);
  if (schema === undefined) return [];
  const options = alternatives(bare(schema));
  return options.flatMap((option) => {
    if (option instanceof z.core.$ZodObject) return Object.keys(option._zod.def.shape);
    if (option instanceof z.core.$ZodRecord && option._zod.def.keyType instanceof z.core.$ZodEnum) {
      return Object.keys(option._zod.def.keyType._zod.def.entries);
    }
    return [];
  });
}

/** What a field says of itself in both languages, and of the source of its default. */
export function fieldWords(path: readonly PropertyKey[]): { nl?: string; en?: string; source?: string } {
  const schema = schemaAt(path);
  const { nl, en, source } = (schema && z.globalRegistry.get(schema)) ?? {};
  return { ...text({ nl }), ...text({ en }), ...text({ source }) };
}

const text = (field: { readonly [name: string]: unknown }) =>
  Object.fromEntries(Object.entries(field).filter(([, value]) => typeof value === "string"));

function inside(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  for (const option of alternatives(schema)) {
    if (option instanceof z.core.$ZodObject && Object.hasOwn(option._zod.def.shape, key)) {
      return option._zod.def.shape[String(key)];
    }
    if (option instanceof z.core.$ZodArray && /^\d+$/.test(String(key))) return option._zod.def.element;
    if (option instanceof z.core.$ZodRecord) return option._zod.def.valueType;
  }
  return undefined;
}

const alternatives = (schema: z.core.$ZodType): readonly z.core.$ZodType[] =>
  schema instanceof z.core.$ZodUnion ? schema._zod.def.options.map(bare) : [schema];

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodOptional
    ? bare(schema._zod.def.innerType)
    : schema;
}
