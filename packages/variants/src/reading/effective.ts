import type { Locale } from "@wor/lifecycle";
import { parseDocument, stringify } from "yaml";
import type { Origin } from "./origins.ts";
import type { ReadVariant } from "./read-variant.ts";

type Read = Extract<ReadVariant, { ok: true }>;

/**
 * A variant in full, as YAML, each value with where it comes from behind it. Defaults stand there as comments: what
 * comes out can be read again and is the same variant, in which what nobody agreed on does not look agreed.
 */
export function effectiveVariant(read: Read, locale: Locale = "nl"): string {
  const document = parseDocument(stringify(read.variant));
  const lines = document.toString({ lineWidth: 0 }).trimEnd().split("\n");
  const origins = new Map(read.provenance.map((origin) => [origin.path, origin]));
  const written = withPaths(lines).map(({ line, path, begins }) => {
    const origin = begins ? origins.get(path) : undefined;
    const noted = origin === undefined ? line : `${line} # ${commentOn(origin, locale)}`;
    return isFilledIn(path, read.provenance) ? noted.replace(/^ */, (spaces) => `${spaces}# `) : noted;
  });
  return `${written.join("\n")}\n`;
}

/** Each line with the field it belongs to, and whether that begins there. */
function withPaths(lines: readonly string[]) {
  const open: { indent: number; key: string }[] = [];
  return lines.map((line) => {
    const indent = line.length - line.trimStart().length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const key = /^ *([A-Za-z][\w.-]*):/.exec(line)?.[1];
    if (key !== undefined) open.push({ indent, key });
    return { line, path: open.map((one) => one.key).join("."), begins: key !== undefined };
  });
}

/** Whether nobody wrote the value that a line belongs to, or any value in the section that begins there. */
function isFilledIn(path: string, origins: readonly Origin[]): boolean {
  const concerned = origins.filter(
    (one) => one.path === path || path.startsWith(`${one.path}.`) || one.path.startsWith(`${path}.`),
  );
  return concerned.length > 0 && concerned.every(({ from }) => from === "default");
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
