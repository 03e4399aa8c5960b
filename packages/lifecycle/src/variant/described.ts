import { z } from "zod";
import { Code } from "../vocabulary/identifiers.ts";

/**
 * Gives a field its description in both languages; the JSON Schema for editors carries them. `source` tells
 * where a field's default comes from; without it the default is our own choice.
 */
export function said<Schema extends z.ZodType>(
  schema: Schema,
  nl: string,
  en: string,
  source?: string,
): Schema {
  return schema.meta({ description: `${nl} / ${en}`, nl, en, ...(source && { source }) });
}

const words = () => z.string().min(1).max(400);

/** A short text in both languages. */
export const Text = z.strictObject({
  nl: said(words(), "In het Nederlands", "In Dutch"),
  en: said(words(), "In het Engels", "In English"),
});

/** A word of the municipality's own for something on a list. */
export const Reason = z.strictObject({
  code: said(Code, "Sleutel op de lijst; blijft gelijk als de naam wijzigt", "Key on the list"),
  label: said(Text, "Zoals mensen het lezen", "As people read it"),
});
