import { isField, Variant } from "@wor/lifecycle";
import { inBothLanguages } from "./both-languages.ts";
import { type ParsedDocument, type Positions, parseText, positionOf } from "./document.ts";
import { type Layer, layered, ownerOf } from "./layers.ts";
import { nearest } from "./meant.ts";
import { mistakesIn, sourceOfNothing } from "./mistakes.ts";
import { type Origin, originsOf } from "./origins.ts";
import type { Position, ReadProblem } from "./problems.ts";

/** A variant that was read, with where each of its values comes from; or what is wrong with the text. */
export type ReadVariant =
  | {
      readonly ok: true;
      readonly variant: Variant;
      readonly provenance: readonly Origin[];
      /** Where a field stands in the text; for a default, the section that it would stand in. */
      readonly positionOf: (
        path: string,
      ) => Position & { readonly file?: string | undefined; readonly written: boolean };
    }
  | { readonly ok: false; readonly problems: readonly [ReadProblem, ...ReadProblem[]] };

/** How to read. */
export interface ReadOptions {
  /**
   * The text of the variant that another one extends, by the reference it uses; nothing when there is none. `from`
   * is the reference under which the one that says so was extended itself; nothing for the text that is read.
   */
  readonly resolve?: (reference: string, from: string | undefined) => string | undefined;
  /** References that can be resolved by name, to guess what was meant by one that cannot. */
  readonly known?: readonly string[] | undefined;
}

/**
 * Reads a variant from YAML or JSON. Whatever the text is, the answer is a variant or problems with line and
 * column: it does not throw, and it does not take long.
 */
export function readVariant(text: string, options: ReadOptions = {}): ReadVariant {
  const layers = collect(text, undefined, options, []);
  if (!layers.ok) return refuse(layers.problems);
  const value = layered(layers.layers);
  const parsed = Variant.safeParse(value);
  if (!parsed.success) {
    return refuse(
      mistakesIn(parsed.error.issues, value).map((mistake) => ({
        ...mistake,
        ...placed(layers.layers, mistake.path),
      })),
    );
  }
  const unknown = Object.keys(parsed.data.provenance).filter((field) => !isField(field.split(".")));
  if (unknown.length > 0) {
    return refuse(
      unknown.map((field) => ({
        ...sourceOfNothing(field),
        ...placed(layers.layers, `provenance.${field}`),
      })),
    );
  }
  return {
    ok: true,
    variant: parsed.data,
    provenance: originsOf(parsed.data, layers.layers),
    positionOf: (path) => ({
      ...placed(layers.layers, path),
      written: ownerOf(layers.layers, path) !== undefined,
    }),
  };
}

type Collected =
  | { readonly ok: true; readonly layers: readonly [Layer, ...Layer[]] }
  | { readonly ok: false; readonly problems: readonly ReadProblem[] };

/** The text and all that it builds on, the nearest first. */
function collect(
  text: string,
  file: string | undefined,
  options: ReadOptions,
  below: readonly string[],
): Collected {
  const parsed = parseText(text);
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map((one) => ({ ...one, ...named(file) })) };
  const { value, positions } = parsed.document;
  const { extends: reference, ...own } = value;
  const layer: Layer = { file, value: inBothLanguages(own), positions };
  if (reference === undefined) return { ok: true, layers: [layer] };
  const refusal = (wrong: ExtendsMistake): Collected => ({
    ok: false,
    problems: [{ ...wrong, path: "extends", ...positionOf(positions, "extends"), ...named(file) }],
  });
  if (typeof reference !== "string" || reference.length > 200) return refusal(noReference);
  const circle = goesRound(reference, below);
  if (circle !== undefined) return refusal(circle);
  const parent = options.resolve?.(reference, file);
  if (parent === undefined) return refusal(notFound(reference, options.known ?? []));
  const above = collect(parent, reference, options, [...below, reference]);
  return above.ok ? { ok: true, layers: [layer, ...above.layers] } : above;
}

type ExtendsMistake = Pick<ReadProblem, "code" | "message" | "suggestion">;

const noReference: ExtendsMistake = {
  code: "wrong-type",
  message: { nl: "extends noemt één andere variant", en: "extends names one other variant" },
};

const notFound = (reference: string, known: readonly string[]): ExtendsMistake => {
  const suggestion = nearest(reference, known);
  return {
    code: "unknown-extends",
    message: { nl: `“${reference}” is niet gevonden`, en: `"${reference}" was not found` },
    ...(suggestion !== undefined && { suggestion }),
  };
};

/** Given the references that led to it. */
function goesRound(reference: string, below: readonly string[]): ExtendsMistake | undefined {
  if (below.includes(reference)) {
    const circle = [...below, reference].join(" → ");
    return {
      code: "extends-cycle",
      message: { nl: `extends loopt rond: ${circle}`, en: `extends goes round: ${circle}` },
    };
  }
  if (below.length < 8) return undefined;
  return {
    code: "extends-cycle",
    message: { nl: "extends bouwt te vaak op elkaar voort", en: "extends builds on too many others" },
  };
}

/** Where a field stands, or else the nearest that it would stand in, in whichever file that is. */
function placed(
  layers: readonly [Layer, ...Layer[]],
  path: string,
): Position & { file?: string | undefined } {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
    const owner = ownerOf(layers, at);
    if (owner !== undefined) return { ...positionOf(owner.positions, at), ...named(owner.file) };
  }
  return positionOf(layers[0].positions, "");
}

const named = (file: string | undefined) => (file === undefined ? {} : { file });

const refuse = (problems: readonly ReadProblem[]): ReadVariant => {
  const [first, ...others] = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (first === undefined) throw new Error("A variant was refused without a problem.");
  return { ok: false, problems: [first, ...others] };
};

export type { ParsedDocument, Positions };
