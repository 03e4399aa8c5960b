import type { Locale, Words } from "@wor/lifecycle";

export type { Locale, Words };

/** The same in both languages. */
export const says = (nl: string, en: string): Words => ({ nl, en });

/** One text for both: names, numbers, keys. */
export const same = (text: string): Words => ({ nl: text, en: text });

/** The language of the surroundings: Dutch where LC_ALL, LC_MESSAGES or LANG (in this order) begin with "nl". */
export function localeOf(env: { readonly [name: string]: string | undefined }): Locale {
  const set = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((one) => one !== undefined && one !== "");
  return /^nl\b|^nl_/i.test(set ?? "") ? "nl" : "en";
}

/** `1 rij`, `3 rijen`. */
export const counted = (count: number, one: Words, more: Words): Words =>
  count === 1 ? says(`1 ${one.nl}`, `1 ${one.en}`) : says(`${count} ${more.nl}`, `${count} ${more.en}`);
