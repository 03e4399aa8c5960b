import { commandWords, professionWords, roleWords, stageWords, Variant, type Words } from "@wor/lifecycle";
import { z } from "zod";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * The JSON Schema of a variant's file: for completion and for errors while typing. A file that extends another may
 * leave out what that one says. Beside the standard it has what editors for YAML show: a sentence where a pattern
 * does not fit, and what each code means.
 */
export function variantJsonSchema(): JsonSchema {
  const { $schema, ...whole }: JsonSchema = z.toJSONSchema(Variant, {
    io: "input",
    target: "draft-7",
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, helpIn(zodSchema, jsonSchema));
      if (isText(jsonSchema)) asOneText(jsonSchema);
    },
  });
  const { referring, ...properties } = whole.properties ?? {};
  if (typeof referring !== "object") throw new Error("A variant has no field `referring`.");
  const { required: neededForReferring = [], ...relaxed } = referring;
  const [nl, en] = [
    "De variant waarop deze voortbouwt; wat hier staat gaat voor",
    "The variant this one builds on; what is written here wins",
  ];
  return {
    ...($schema && { $schema }),
    title: "Variant",
    ...whole,
    required: ["id", "version"],
    properties: {
      extends: { type: "string", maxLength: 200, description: `${nl} / ${en}`, nl, en },
      ...properties,
      referring: relaxed,
    },
    if: { not: { required: ["extends"] } },
    // biome-ignore lint/suspicious/noThenProperty: this is what JSON Schema calls it.
    then: {
      required: whole.required ?? [],
      properties: { referring: { required: neededForReferring } },
    },
  };
}

const isText = ({ properties }: z.core.JSONSchema.BaseSchema): boolean =>
  String(Object.keys(properties ?? {})) === "nl,en";

/** One text for both languages, or the Dutch alone, is enough: see `inBothLanguages`. */
function asOneText(jsonSchema: z.core.JSONSchema.BaseSchema): void {
  const { type, properties, additionalProperties } = jsonSchema;
  const { nl } = properties ?? {};
  const { minLength, maxLength } = typeof nl === "object" ? nl : {};
  delete jsonSchema.type;
  delete jsonSchema.properties;
  delete jsonSchema.required;
  delete jsonSchema.additionalProperties;
  jsonSchema.anyOf = [
    { type: "string", ...(minLength && { minLength }), ...(maxLength && { maxLength }) },
    {
      ...(type && { type }),
      ...(properties && { properties }),
      required: ["nl"],
      ...(additionalProperties !== undefined && { additionalProperties }),
    },
  ];
}

function helpIn(zodSchema: z.core.$ZodType, { pattern, enum: values }: z.core.JSONSchema.BaseSchema) {
  const misfit =
    pattern === undefined ? undefined : z.safeParse(zodSchema, "\u0000").error?.issues[0]?.message;
  const said = vocabularies.find((words) => values?.every((one) => Object.hasOwn(words, String(one))));
  return {
    ...(misfit !== undefined && { patternErrorMessage: misfit }),
    ...(said !== undefined && {
      enumDescriptions: values?.map((one) => [said[String(one)]?.nl, said[String(one)]?.en].join(" / ")),
    }),
  };
}

const vocabularies: readonly { readonly [code: string]: Words }[] = [
  professionWords,
  roleWords,
  stageWords,
  commandWords,
];
