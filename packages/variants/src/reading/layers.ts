import { isRecord, type Positions } from "./document.ts";

/** One file of a variant: the file itself, or one that it extends. */
export interface Layer {
  readonly file: string | undefined;
  readonly value: { readonly [key: string]: unknown };
  readonly positions: Positions;
}

/** What a file says of itself; another file's id or version is never inherited. */
const ownOnly = ["id", "version"];

/**
 * The layers as one, the nearest first. Named fields go together; lists and single values are replaced. Where a
 * value is replaced, what the other file said of its source goes too.
 */
export function layered([own, ...above]: readonly [Layer, ...Layer[]]): { readonly [key: string]: unknown } {
  let merged: { readonly [key: string]: unknown } = {};
  for (const { value } of [...above].reverse()) merged = overlay(merged, value);
  const inherited = Object.fromEntries(Object.entries(merged).filter(([key]) => !ownOnly.includes(key)));
  return overlay(inherited, own.value);
}

/** The layer that a field's value comes from: the nearest that names it. */
export function ownerOf(layers: readonly [Layer, ...Layer[]], path: string): Layer | undefined {
  return layers.find(({ positions }) => path !== "" && positions.has(path));
}

function overlay(
  below: { readonly [key: string]: unknown },
  above: { readonly [key: string]: unknown },
): { readonly [key: string]: unknown } {
  const merged = together(below, above);
  if (!isRecord(below.provenance)) return merged;
  const said = leaves(above);
  const kept = Object.entries(below.provenance).filter(
    ([field]) =>
      !said.some((path) => path === field || path.startsWith(`${field}.`) || field.startsWith(`${path}.`)),
  );
  const own = isRecord(above.provenance) ? above.provenance : {};
  return { ...merged, provenance: { ...Object.fromEntries(kept), ...own } };
}

function together(
  below: { readonly [key: string]: unknown },
  above: { readonly [key: string]: unknown },
): { readonly [key: string]: unknown } {
  const entries = Object.entries(above).map(([key, value]): [string, unknown] => {
    const under = Object.hasOwn(below, key) ? below[key] : undefined;
    return [key, isRecord(under) && isRecord(value) ? together(under, value) : value];
  });
  return Object.fromEntries([...Object.entries(below), ...entries]);
}

/** The paths at which a file says something: single values and lists, not the fields that hold them. */
function leaves(value: { readonly [key: string]: unknown }, at = ""): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = at === "" ? key : `${at}.${key}`;
    return isRecord(inner) ? leaves(inner, path) : [path];
  });
}
