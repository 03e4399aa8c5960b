import type { Words } from "./words.ts";

/** Words in a row; `none` where there are not any. */
export const listed = (parts: readonly Words[], none: Words, between = ", "): Words => ({
  nl: parts.map(({ nl }) => nl).join(between) || none.nl,
  en: parts.map(({ en }) => en).join(between) || none.en,
});
