import { readFileSync } from "node:fs";
import { CoachId, Code, OrganisationId, type Variant } from "@wor/lifecycle";
import { type OwnWords, type RegistrationRow, registrationFields } from "@wor/registration-file";
import { isMap, isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { refused } from "../failure.ts";
import type { Terminal } from "../terminal.ts";
import { codeFrame } from "../variant/code-frame.ts";
import { same, says } from "../words.ts";

/** What the words in a registration file stand for, and who guides whom. */
export interface Mapping {
  readonly words: OwnWords;
  readonly coachOf: (row: RegistrationRow) => string | undefined;
  /** Every coach that a row may come to. */
  readonly coaches: readonly string[];
}

const wordList = <Value extends z.ZodType>(value: Value) => z.record(z.string().min(1), value).optional();

const MappingFile = z.strictObject({
  /** What the file calls its columns: `{ mainReason: Aanleiding }`. */
  headings: z
    .partialRecord(z.enum(registrationFields), z.string().trim().min(1), {
      error: `kies uit ${registrationFields.join(", ")} / choose from ${registrationFields.join(", ")}`,
    })
    .default({}),
  words: z
    .strictObject({
      area: wordList(Code),
      mainReason: wordList(Code),
      activityKind: wordList(Code),
      practice: wordList(OrganisationId),
    })
    .default({}),
  /** By area. */
  coaches: wordList(CoachId).default({}),
  /** For everybody else. */
  coach: CoachId.optional(),
});
export type MappingFile = z.infer<typeof MappingFile>;

/** Reads the mapping from a file, where there is one. @throws {Failure} that shows where it is wrong */
export const readMapping = (file: string | undefined, terminal: Terminal): MappingFile =>
  file === undefined ? MappingFile.parse({}) : parseMapping(file, terminal);

/**
 * The mapping for a municipality: what the file does not say comes from the variant, its areas and reasons, by their
 * codes and by what people call them.
 */
export function mappingFor(
  given: MappingFile,
  coach: string | undefined,
  variants: readonly Variant[],
): Mapping {
  const other = coach ?? given.coach;
  const { area, mainReason, activityKind, practice } = given.words;
  return {
    words: {
      area: area ?? areasOf(variants),
      mainReason: mainReason ?? reasonsOf(variants),
      ...(activityKind && { activityKind }),
      ...(practice && { practice }),
    },
    coachOf: (row) => (row.area === undefined ? undefined : given.coaches[row.area]) ?? other,
    coaches: [...new Set([...Object.values(given.coaches), ...(other === undefined ? [] : [other])])],
  };
}

/** Kinds of activity and practices that are on no list become keys of their own: `Eetgroep (di)` is `eetgroep-di`. */
export function withKeys(row: RegistrationRow, { words }: Mapping): RegistrationRow {
  const keyed = (text: string | undefined, list: unknown) =>
    text === undefined || list !== undefined ? text : keyFrom(text);
  return {
    ...row,
    activityKind: keyed(row.activityKind, words.activityKind),
    practice: keyed(row.practice, words.practice),
  };
}

function keyFrom(text: string): string {
  const key = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 64);
  return key === "" ? "other" : key;
}

const areasOf = (variants: readonly Variant[]): { [word: string]: string } =>
  Object.fromEntries(variants.flatMap(({ areas }) => areas.map((code) => [code, code])));

const reasonsOf = (variants: readonly Variant[]): { [word: string]: string } =>
  Object.fromEntries(
    variants
      .flatMap(({ referring }) => referring.reasons)
      .flatMap(({ code, label }) => [label.en, label.nl, code].map((word) => [word, code])),
  );

function parseMapping(file: string, terminal: Terminal): MappingFile {
  const text = readFileSync(file, "utf8");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const wrong = (offset: number, message: string, field = "") => {
    const { line, col } = lines.linePos(offset);
    const place = { line: Math.max(1, line), column: Math.max(1, col) };
    const [nl = message, en = nl] = message.split(" / ");
    const at = `${file}:${place.line}:${place.column}${field === "" ? "" : `: ${field}`}`;
    return refused("invalid-mapping", says(`${at}: ${nl}`, `${at}: ${en}`), {
      help: same(codeFrame(text, place, terminal)),
      details: { file, ...place },
    });
  };
  const [syntax] = [...document.errors, ...document.warnings];
  if (syntax !== undefined) throw wrong(syntax.pos[0], syntax.message);
  const parsed = MappingFile.safeParse(isMap(document.contents) ? document.toJS({ maxAliasCount: 100 }) : {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [...(issue?.path ?? []), ...(issue?.code === "unrecognized_keys" ? issue.keys : [])];
  const node = document.getIn(path.slice(0, -1));
  const pair = isMap(node) ? node.items.find(({ key }) => String(key) === String(path.at(-1))) : undefined;
  const offset = isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
  throw wrong(offset, issue?.message ?? "", path.join("."));
}
