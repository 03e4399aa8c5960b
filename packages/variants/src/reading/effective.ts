import type { Locale } from "@wor/lifecycle";
import { parseDocument, stringify } from "yaml";
import type { Origin } from "./origins.ts";
import type { ReadVariant } from "./read-variant.ts";

type Read = Extract<ReadVariant, { ok: true }>;

/**
 * A variant with every default filled in, as YAML, each value with where it comes from behind it. What comes out
 * can be read again and is the same variant.
 */
export function effectiveVariant(read: Read, locale: Locale = "nl"): string {
  const document = parseDocument(stringify(read.variant));
  const origins = new Map(read.provenance.map((origin) => [origin.path, commentOn(origin, locale)]));
  return noted(document.toString({ lineWidth: 0 }).trimEnd().split("\n"), origins);
}

/** Writes each comment behind the line on which its field begins. */
function noted(lines: readonly string[], comments: ReadonlyMap<string, string>): string {
  const open: { indent: number; key: string }[] = [];
  const written = lines.map((line) => {
    const field = /^( *)([A-Za-z][\w.-]*):/.exec(line);
    if (field === null) return line;
    const [, spaces = "", key = ""] = field;
    while ((open.at(-1)?.indent ?? -1) >= spaces.length) open.pop();
    open.push({ indent: spaces.length, key });
    const comment = comments.get(open.map((one) => one.key).join("."));
    return comment === undefined ? line : `${line} # ${comment}`;
  });
  return `${written.join("\n")}\n`;
}

const said = {
  nl: { default: "standaard", ours: "eigen keuze van dit systeem", line: "regel" },
  en: { default: "default", ours: "our own choice", line: "line" },
} as const satisfies Record<Locale, object>;

function commentOn({ from, file, position, source }: Origin, locale: Locale): string {
  const words = said[locale];
  if (from === "default") return `${words.default}: ${source ?? words.ours}`;
  const place = `${file === undefined ? "" : `${file}, `}${words.line} ${position?.line ?? "?"}`;
  return source === undefined ? place : `${place}: ${source}`;
}
