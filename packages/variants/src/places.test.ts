import { readdirSync, readFileSync } from "node:fs";
import { checkVariant } from "@wor/lifecycle";
import { describe, expect, test } from "vitest";
import { type PlaceId, place, placeIds, placeText, readPlace } from "./places.ts";
import { inBothLanguages } from "./reading/both-languages.ts";
import { parseText } from "./reading/document.ts";

function read(id: PlaceId) {
  const answer = readPlace(id);
  if (!answer.ok) throw new Error(`${id}: ${JSON.stringify(answer.problems)}`);
  return answer;
}

describe.each(placeIds)("%s", (id) => {
  test("is known by the name of its file", () => {
    expect(place(id).id).toBe(id);
  });

  test("says everything in Dutch and in English", () => {
    const parsed = parseText(placeText(id));
    const value = parsed.ok ? parsed.document.value : {};
    expect(inBothLanguages(value)).toEqual(value);
  });

  test("passes the check without a warning", () => {
    const { variant, positionOf } = read(id);
    expect(checkVariant(variant, { positionOf })).toEqual([]);
  });

  test("says of everything that is written down which source it has, or that it is a choice", () => {
    const said =
      /(Samen in beweging|RIVM\/TNO|Nijmegen 2019|Tien praktijken) L\d|welzijnoprecept\.nl|eigen keuze/;
    const names = ["id", "version", "name", "municipality", "pathway"];
    const silent = read(id).provenance.filter(
      ({ path, from, source }) => from !== "default" && !names.includes(path) && !said.test(source ?? ""),
    );
    expect(silent.map(({ path, source }) => `${path}: ${source}`)).toEqual([]);
  });
});

test("every file is a place, but for what they build on", () => {
  const files = readdirSync(new URL("../places", import.meta.url)).map((file) => file.replace(".yaml", ""));
  expect(files.filter((file) => file !== "landelijk").sort()).toEqual([...placeIds].sort());
});

test("the README says of every place what it is", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(placeIds.filter((id) => !readme.includes(`places/${id}.yaml`))).toEqual([]);
});
