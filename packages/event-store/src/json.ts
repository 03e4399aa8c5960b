import { InvalidAppend } from "./errors.ts";

const deepest = 100;

/**
 * A frozen copy of `value`, which has to be JSON that every store keeps unchanged.
 *
 * @throws {InvalidAppend} naming the path of what is not.
 */
export function ownJson(value: JsonObject, path: string): JsonObject {
  return copyObject(value, path, undefined, 0);
}

interface JsonObject {
  readonly [key: string]: unknown;
}

/** Where a value sits, as a linked list: its text is only needed when something is wrong. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

function copy(value: unknown, root: string, place: Place | undefined, depth: number): unknown {
  switch (typeof value) {
    case "string":
      if (!isStorableText(value)) refuse(root, place, "holds a NUL or half a surrogate pair");
      return value;
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) refuse(root, place, `${value} is not JSON`);
      return value + 0; // -0 does not survive JSON
    case "object":
      if (value === null) return null;
      if (depth === deepest) refuse(root, place, `is nested more than ${deepest} deep, or contains itself`);
      return Array.isArray(value)
        ? copyArray(value, root, place, depth)
        : copyObject(value, root, place, depth);
    default:
      return refuse(root, place, `${typeof value} is not JSON`);
  }
}

function copyArray(value: readonly unknown[], root: string, place: Place | undefined, depth: number) {
  const own: unknown[] = [];
  for (let i = 0; i < value.length; i++) own.push(copy(value[i], root, { parent: place, key: i }, depth + 1));
  return Object.freeze(own);
}

function copyObject(value: object, root: string, place: Place | undefined, depth: number) {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    refuse(root, place, `${value.constructor?.name ?? "an instance"} is not JSON; give a plain object`);
  const own: { [key: string]: unknown } = {};
  for (const key of Object.keys(value)) {
    const entry: unknown = Reflect.get(value, key);
    if (entry === undefined) continue;
    const here = { parent: place, key };
    if (key === "__proto__" || !isStorableText(key)) refuse(root, here, "is not a key that can be stored");
    own[key] = copy(entry, root, here, depth + 1);
  }
  return Object.freeze(own);
}

/** PostgreSQL stores neither NUL nor half a surrogate pair in JSON or text, so no store takes them. */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

function refuse(root: string, place: Place | undefined, problem: string): never {
  let path = "";
  for (let at = place; at; at = at.parent)
    path = (typeof at.key === "number" ? `[${at.key}]` : `.${at.key}`) + path;
  throw new InvalidAppend(root + path, problem);
}
