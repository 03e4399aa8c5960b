import { fieldWords, type Variant } from "@wor/lifecycle";
import { isRecord, positionOf } from "./document.ts";
import { type Layer, ownerOf } from "./layers.ts";
import type { Position } from "./problems.ts";

/** Where one value of a variant comes from. */
export interface Origin {
  /** The field: a single value or a whole list. */
  readonly path: string;
  readonly value: unknown;
  /** Written in the file, in the one it extends, or filled in. */
  readonly from: "file" | "extended" | "default";
  /** The reference of the extended file it is written in. */
  readonly file?: string | undefined;
  /** Where it is written; nothing for what was filled in. */
  readonly position?: Position | undefined;
  /** Which document says so, or that it is a choice; for a default, its source. Nothing means: our own choice. */
  readonly source?: string | undefined;
}

/** Each value of a variant with where it comes from, in the order of the schema. */
export function originsOf(variant: Variant, layers: readonly [Layer, ...Layer[]]): Origin[] {
  const { provenance: _, ...fields } = variant;
  return valuesOf(fields).map(({ path, value }) => {
    const owner = ownerOf(layers, path);
    const source = sourceOf(path, layers, owner);
    if (owner === undefined) {
      return {
        path,
        value,
        from: "default",
        ...some({ source: source ?? fieldWords(path.split(".")).source }),
      };
    }
    return {
      path,
      value,
      from: owner.file === undefined ? "file" : "extended",
      position: positionOf(owner.positions, path),
      ...some({ file: owner.file, source }),
    };
  });
}

/**
 * What a file says of a whole section is said of what it writes there itself: a default that was never agreed on
 * must not look as if it stood in the agreement. Of a field by its name, any file may speak, the nearest first.
 */
function sourceOf(path: string, layers: readonly Layer[], owner: Layer | undefined): string | undefined {
  for (const layer of layers) {
    const said = isRecord(layer.value.provenance) ? layer.value.provenance : {};
    for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) {
      const source = Object.hasOwn(said, at) ? said[at] : undefined;
      if (typeof source === "string") return source;
      if (layer !== owner) break;
    }
    if (layer === owner) return undefined;
  }
  return undefined;
}

function valuesOf(fields: { readonly [key: string]: unknown }, at = ""): { path: string; value: unknown }[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    const path = at === "" ? key : `${at}.${key}`;
    const together = isRecord(value) && !("workingDays" in value) && !("nl" in value);
    if (value === undefined) return [];
    return together ? valuesOf(value, path) : [{ path, value }];
  });
}

const some = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
