import { Variant } from "@wor/lifecycle";
import { z } from "zod";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * The JSON Schema of a variant's file: for completion and for errors while typing. A file that extends another may
 * leave out what that one says.
 */
export function variantJsonSchema(): JsonSchema {
  const { $schema, ...whole }: JsonSchema = z.toJSONSchema(Variant, { io: "input", target: "draft-7" });
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
