import { readFileSync } from "node:fs";
import type { Variant } from "@wor/lifecycle";
import { type ReadVariant, readVariant } from "./reading/read-variant.ts";

/** The places that come with this package; README.md says of each what it is. */
export const placeIds = ["nijmegen"] as const;
export type PlaceId = (typeof placeIds)[number];

/** The variant of a place. Read when it is first asked for. */
export function place(id: PlaceId): Variant {
  const read = readPlace(id);
  if (!read.ok) {
    const { line, column, message } = read.problems[0];
    throw new Error(`places/${id}.yaml:${line}:${column} ${message.en}`);
  }
  return read.variant;
}

/** A place as it was read: with where each value comes from and where it stands. */
export function readPlace(id: PlaceId): ReadVariant {
  const known = reads.get(id);
  if (known !== undefined) return known;
  const read = readVariant(placeText(id), {
    resolve: (other) => (isPlaceId(other) ? placeText(other) : undefined),
  });
  reads.set(id, read);
  return read;
}

/** The file of a place as it is written. */
export const placeText = (id: PlaceId): string =>
  readFileSync(new URL(`../places/${id}.yaml`, import.meta.url), "utf8");

export const isPlaceId = (id: string): id is PlaceId => placeIds.some((one) => one === id);

const reads = new Map<PlaceId, ReadVariant>();

/** Welzijn op Recept in Nijmegen, from the pilot's report of October 2019. */
export const nijmegen: Variant = place("nijmegen");
