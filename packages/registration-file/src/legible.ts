/**
 * Whether letters were lost on the way, before the file was saved: UTF-8 taken for Windows-1252 (`Ã¶`), or what no
 * program could read. A name that is spelled so becomes another person.
 */
export const isGarbled = (text: string): boolean => fallenApart.test(text) || unreadable.test(text);

/**
 * Whether a text that was taken for Windows-1252 is of a Mac: that keeps its letters with accents where Windows keeps
 * signs that do not stand amid a word (`Dani‘l`, `RenŽ`), and Excel on it ended its lines in its own way.
 */
export const looksLikeMac = (text: string): boolean =>
  !fallenApart.test(text) && (amidWord.test(text) || /^[^\n]*\r[^\n]*$/.test(text));

/** The pairs into which the letters of UTF-8 fall apart. */
const fallenApart =
  /[\u00C2-\u00C5][\u00A0-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|\u00E2\u20AC/;

/** What stands for a letter that was lost, and signs that no keyboard gives. */
const unreadable = /[\uFFFD\u0080-\u009F]/;

const amidWord = /\p{L}[‡ˆ‰‹›†„ƒ•‘]\p{L}|\p{Ll}[ŽŸ]|\p{L}[\u0080-\u009F]/u;

/** What people wrote, fit for a line of text: no line breaks, nothing that steers a terminal. */
export const onOneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
