import { pathwayPictures } from "./drawing/pathway-pictures.ts";
import { variantJsonSchema } from "./json-schema.ts";

/** The files that are made from the code, by their path from the top of the repository. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const pictures = pathwayPictures();
  return new Map([
    ["packages/variants/schema/variant.schema.json", `${JSON.stringify(variantJsonSchema(), null, 2)}\n`],
    ...[...pictures].map(([file, drawn]) => [`docs/pictures/${file}`, drawn] as const),
  ]);
}
