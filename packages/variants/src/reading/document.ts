import type { Words } from "@wor/lifecycle";
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Position, ReadProblem, ReadProblemCode } from "./problems.ts";
import { fixedSpace, openQuote, stumbledOver } from "./yaml-words.ts";

/** A file as plain data, with where each of its fields stands. */
export interface ParsedDocument {
  readonly value: { readonly [key: string]: unknown };
  readonly positions: Positions;
}

/** Where each field stands: the key, or the item in a list. */
export type Positions = ReadonlyMap<string, Position>;

/** A written-out variant is a few kilobytes; ten times the largest is plenty. */
const maxLength = 256 * 1024;
const maxAliases = 100;
const maxDepth = 50;

type Parsed =
  | { readonly ok: true; readonly document: ParsedDocument }
  | { readonly ok: false; readonly problems: readonly ReadProblem[] };

/** Parses YAML, or JSON, which is YAML too. Never throws. */
export function parseText(text: string): Parsed {
  if (text.length > maxLength) {
    return refuse("too-large", {
      nl: `het bestand is groter dan ${maxLength / 1024} kB`,
      en: `the file is larger than ${maxLength / 1024} kB`,
    });
  }
  if (nestsTooDeeply(text)) {
    return refuse("too-deep", { nl: "het bestand is te diep genest", en: "the file is nested too deeply" });
  }
  const fixed = text.split("\n").findIndex((line) => /^[ \t]*[\u00a0\u2007\u202f\u3000]/.test(line));
  if (fixed >= 0) return refuse("not-yaml", fixedSpace, { line: fixed + 1, column: 1 });
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof ReferenceError) {
      const missing = /^Unresolved alias.*: (\S+)$/.exec(error.message)?.[1];
      if (missing !== undefined) return refersToNothing(text, missing);
      return refuse("too-many-aliases", {
        nl: "het bestand verwijst te vaak naar zichzelf (& en *)",
        en: "the file refers to itself too often (& and *)",
      });
    }
    throw error;
  }
}

function refersToNothing(text: string, name: string): Parsed {
  const before = text.slice(0, Math.max(text.indexOf(`*${name}`), 0)).split("\n");
  const message = {
    nl: `*${name} verwijst naar iets dat er niet staat; tekst met * hoort tussen aanhalingstekens`,
    en: `*${name} refers to what is not there; text with * goes between quotation marks`,
  };
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { ok: false, problems: [{ code: "not-yaml", path: "", line: before.length, column, message }] };
}

/** Looked at beforehand: the parser's time grows with the square of the depth. Brackets in plain text count too. */
function nestsTooDeeply(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "[" || char === "{") depth += 1;
    else if (char === "]" || char === "}") depth -= 1;
    if (depth > maxDepth) return true;
  }
  return text.split("\n").some((line) => (/^[\s?:-]*/.exec(line)?.[0].length ?? 0) > 8 * maxDepth);
}

function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const written = text.split("\n");
  const problems: ReadProblem[] = [...document.errors, ...document.warnings].map(
    ({ code, message, pos: [offset] }) => {
      const opened = code === "MISSING_CHAR" && /quote/.test(message) ? quoteLeftOpen(written) : undefined;
      if (opened !== undefined) return { code: "not-yaml" as const, path: "", ...opened, message: openQuote };
      const at = positionAt(lines, offset);
      return {
        code: code === "DUPLICATE_KEY" ? ("duplicate-key" as const) : ("not-yaml" as const),
        path: "",
        ...at,
        message: stumbledOver(code, message, written[at.line - 1] ?? ""),
      };
    },
  );
  if (problems.length > 0) return { ok: false, problems: whatCausesTheRest(problems) };
  const value: unknown = document.toJS({ maxAliasCount: maxAliases });
  if (!isRecord(value)) {
    return refuse("not-a-variant", {
      nl: "hier hoort een variant: velden met een naam, zoals “id: mijn-gemeente”",
      en: 'this takes a variant: named fields, as "id: my-municipality"',
    });
  }
  const positions = new Map([["", positionAt(lines, document.contents?.range[0] ?? 0)]]);
  notePositions(document.contents, "", lines, positions);
  return { ok: true, document: { value, positions } };
}

/** Where a quotation mark begins a value and is not closed on its line: the parser looks for its end in all that follows. */
function quoteLeftOpen(lines: readonly string[]): Position | undefined {
  for (const [index, line] of lines.entries()) {
    const open = /(?:^|[:,[{-])\s*(?:"[^"]*$|'[^']*$)/.exec(line);
    if (open !== null) return { line: index + 1, column: open.index + open[0].search(/["']/) + 1 };
  }
  return undefined;
}

/** One slip makes the parser stumble several times, on a line and on those that follow: the first says what it is. */
function whatCausesTheRest(problems: readonly ReadProblem[]): readonly ReadProblem[] {
  const lines = new Set<number>();
  return problems.filter(({ line, code }) => {
    const follows = lines.has(line) || (code === "not-yaml" && lines.has(line - 1));
    lines.add(line);
    return !follows;
  });
}

function notePositions(
  node: Node | null,
  path: string,
  lines: LineCounter,
  positions: Map<string, Position>,
): void {
  const note = (at: Node, key: string | number, value: unknown) => {
    const here = path === "" ? String(key) : `${path}.${key}`;
    positions.set(here, positionAt(lines, at.range?.[0] ?? 0));
    if (isMap(value) || isSeq(value)) notePositions(value, here, lines, positions);
  };
  if (isMap(node)) {
    for (const pair of node.items) {
      if (isPair(pair) && isScalar(pair.key)) note(pair.key, String(pair.key.value), pair.value);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      if (isMap(item) || isSeq(item) || isScalar(item) || isAlias(item)) note(item, index, item);
    }
  }
}

/** The position of a field, or of what it would stand in. */
export function positionOf(positions: Positions, path: string): Position {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
    const position = positions.get(at);
    if (position !== undefined) return position;
  }
  return positions.get("") ?? { line: 1, column: 1 };
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

const refuse = (code: ReadProblemCode, message: Words, at: Position = { line: 1, column: 1 }): Parsed => ({
  ok: false,
  problems: [{ code, path: "", ...at, message }],
});

export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
