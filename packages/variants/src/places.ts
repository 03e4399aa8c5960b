import { readFileSync } from "node:fs";
import type { Variant } from "@wor/lifecycle";
import { type ReadVariant, readVariant } from "./reading/read-variant.ts";

/** The places that come with this package; README.md says of each what it is. */
export const placeIds = [
  "kampen",
  "hardenberg-de-krim",
  "oost-gelre",
  "winterswijk",
  "zwartewaterland",
  "steenwijkerland-grip-en-glans",
  "steenwijkerland-huisbezoek-75",
  "nijmegen",
  "den-haag-schilderswijk",
  "groningen-lewenborg",
  "houten",
  "assen",
  "dordrecht-sociaal-recept",
  "kwetsbare-capellenaren",
  "rotterdam-gezond-gewicht",
  "pilot-scootmobiel",
  "stapjefitter",
  "spin-in-t-web",
] as const;
/** The key of a place, which is also the name of its file. */
export type PlaceId = (typeof placeIds)[number];

/** The variant of a place. Read when it is first asked for. */
export function place(id: PlaceId): Variant {
  const read = readPlace(id);
  if (!read.ok) {
    const { line, column, file, message } = read.problems[0];
    throw new Error(`places/${file ?? id}.yaml:${line}:${column} ${message.en}`);
  }
  return read.variant;
}

/** A place as it was read: with where each value comes from and where it stands. */
export function readPlace(id: PlaceId): ReadVariant {
  const known = reads.get(id);
  if (known !== undefined) return known;
  const read = readVariant(placeText(id), { resolve: baseText });
  reads.set(id, read);
  return read;
}

/** The file of a place as it is written. */
export const placeText = (id: PlaceId): string => textOf(id);

/**
 * The text behind `extends: landelijk`, or behind the name of a place: what a municipality's own file can build on.
 */
export const baseText = (reference: string): string | undefined =>
  reference === "landelijk" || isPlaceId(reference) ? textOf(reference) : undefined;

/** Whether there is a place of this name. */
export const isPlaceId = (id: string): id is PlaceId => placeIds.some((one) => one === id);

const textOf = (file: PlaceId | "landelijk"): string =>
  readFileSync(new URL(`../places/${file}.yaml`, import.meta.url), "utf8");

const reads = new Map<PlaceId, ReadVariant>();

/** Welzijn op Recept in Nijmegen, from the pilot's report of October 2019. */
export const nijmegen: Variant = place("nijmegen");
