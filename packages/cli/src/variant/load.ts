import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Variant } from "@wor/lifecycle";
import { baseText, placeIds, type ReadProblem, type ReadVariant, readVariant } from "@wor/variants";
import { broken, Failure, refused } from "../failure.ts";
import { nearest } from "../nearest.ts";
import { same, says } from "../words.ts";
import { plainText } from "./plain-text.ts";

/** A variant's text as it was read, right or not. */
export interface VariantText {
  /** As it was asked for: a path, or the name of a built-in place. */
  readonly name: string;
  readonly text: string;
  readonly read: ReadVariant;
  /** The text that a problem is in: this one, or one that it extends. */
  readonly textOf: (problem: Pick<ReadProblem, "file">) => string;
}

/** A variant that was read without problems. */
export interface LoadedVariant extends VariantText {
  readonly read: Extract<ReadVariant, { ok: true }>;
  readonly variant: Variant;
}

/** The places of the sources, and what holds in all of them, to build on. */
const builtIn: readonly string[] = [...placeIds, "landelijk"];

/** Far above any variant; so that a wrong path to something huge is said before it is read. */
const maxBytes = 4 * 1024 * 1024;

/** Reads a variant: a built-in place by its name, anything else as a file. @throws {Failure} when there is none. */
export function readVariantText(name: string): VariantText {
  const text = textOf(name);
  // A reference is meant from where the file stands that makes it.
  const paths = new Map<string | undefined, string>([[undefined, name]]);
  const below = (reference: string, from: string | undefined): string | undefined => {
    const path = resolve(dirname(paths.get(from) ?? name), reference);
    paths.set(reference, path);
    return baseText(reference) ?? ifThere(path);
  };
  return {
    name,
    text,
    read: readVariant(text, { resolve: below, known: builtIn }),
    textOf: ({ file }) =>
      file === undefined ? text : (baseText(file) ?? ifThere(paths.get(file) ?? file) ?? ""),
  };
}

/** Reads a variant that has to be right. @throws {Failure} with the first problem. */
export function loadVariant(name: string): LoadedVariant {
  const found = readVariantText(name);
  const { read } = found;
  if (read.ok) return { ...found, read, variant: read.variant };
  const [{ line, column, message, file }] = read.problems;
  const at = `${file ?? name}:${line}:${column}`;
  throw refused("invalid-variant", says(`${at}: ${message.nl}.`, `${at}: ${message.en}.`), {
    help: same(`wor check ${name}`),
    details: { variant: name, problems: read.problems },
  });
}

function textOf(name: string): string {
  const text = baseText(name) ?? ifThere(name);
  if (text !== undefined) return text;
  const meant = nearest(name, builtIn);
  throw broken(
    "no-variant",
    says(`${name} is geen bestand en geen ingebouwde plaats.`, `${name} is no file and no built-in place.`),
    {
      help:
        meant === undefined
          ? says(`Ingebouwd: ${builtIn.join(", ")}.`, `Built in: ${builtIn.join(", ")}.`)
          : says(`Bedoelde u ${meant}?`, `Did you mean ${meant}?`),
      details: { builtIn, ...(meant !== undefined && { suggestion: meant }) },
    },
  );
}

function ifThere(path: string): string | undefined {
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw broken("EISDIR", says(`${path} is een map.`, `${path} is a folder.`));
    if (found.size > maxBytes) {
      throw broken(
        "too-large",
        says(`${path} is veel te groot voor een variant.`, `${path} is far too large for a variant.`),
      );
    }
    return plainText(readFileSync(path), path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  }
}
