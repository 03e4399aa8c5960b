import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/**
 * Text within a width, its further lines standing under the beginning of the first. Words that are too long for a
 * line, such as paths and keys, stay whole.
 */
export function hanging(prefix: string, text: string, width: number, indent = stringWidth(prefix)): string {
  const room = Math.max(20, width - Math.max(indent, stringWidth(prefix)));
  const [first = "", ...others] = text
    .split("\n")
    .flatMap((line) => wrapAnsi(line, room, { trim: false }).split("\n"));
  return [prefix + first, ...others.map((line) => " ".repeat(indent) + line.trimStart())]
    .map((line) => line.trimEnd())
    .join("\n");
}
