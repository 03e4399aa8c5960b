import { fieldsAt } from "@wor/lifecycle";
import { isRecord } from "./document.ts";

/** Whether a field holds a text that people read, in two languages. */
export const isText = (path: readonly PropertyKey[]): boolean => String(fieldsAt(path)) === "nl,en";

/**
 * What a file says, with each text in both languages: where only one text is written, or only the Dutch, it stands
 * for both. Per file, so that a Dutch text that replaces another is not read beside the English of that other.
 */
export function inBothLanguages(value: { readonly [key: string]: unknown }): {
  readonly [key: string]: unknown;
} {
  return fieldsIn(value, []);
}

const fieldsIn = (value: { readonly [key: string]: unknown }, path: readonly PropertyKey[]) =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, [...path, key])]));

function filled(value: unknown, path: readonly PropertyKey[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => filled(item, [...path, index]));
  if (typeof value === "string") return isText(path) ? { nl: value, en: value } : value;
  if (!isRecord(value)) return value;
  const onlyDutch = typeof value.nl === "string" && value.en === undefined;
  return onlyDutch && isText(path) ? { ...value, en: value.nl } : fieldsIn(value, path);
}
