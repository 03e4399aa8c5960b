import stringWidth from "string-width";
import type { Terminal } from "../terminal.ts";

/** Where to point in a text; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The line that is meant with two before it, and a caret under the word at the column. Lines that are too wide
 * for the terminal are cut around it; control characters do not reach the terminal.
 */
export function codeFrame(
  text: string,
  { line, column }: Place,
  { ink, width }: Pick<Terminal, "ink" | "width">,
): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, line - 2);
  const digits = String(line).length;
  const room = Math.max(20, width - digits - 5);
  const from = Math.max(0, column - 1 - Math.floor(room * 0.4));
  const cut = from + room < column + 10 || from > 0 ? from : 0;
  const shown = lines.slice(first - 1, line).map((one, index) => {
    const number = ink("dim", `${String(first + index).padStart(digits)} │`);
    return `  ${number} ${within(printable(one.slice(cut, cut + room)), room)}`.trimEnd();
  });
  const target = lines[line - 1] ?? "";
  const word = /^(?:"[^"]*"|[^\s,:[\]{}]+|\S)/.exec(target.slice(column - 1))?.[0] ?? " ";
  const before = stringWidth(printable(target.slice(cut, column - 1)));
  const wide = Math.min(stringWidth(printable(word)), room - before);
  const carets = ink("red", "^".repeat(Math.max(1, wide)));
  return [...shown, `  ${" ".repeat(digits)} ${ink("dim", "│")} ${" ".repeat(before)}${carets}`].join("\n");
}

/** Characters may be two columns wide. */
function within(text: string, room: number): string {
  let fitting = text;
  while (stringWidth(fitting) > room) fitting = fitting.slice(0, -1);
  return fitting;
}

/** Tabs as one space, so that the caret stands where it should; what could steer a terminal as a dot. */
const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be kept out.
  text.replaceAll("\t", " ").replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "·");
