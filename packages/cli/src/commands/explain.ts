import { variantKey } from "@wor/lifecycle";
import { effectiveVariant, explainVariant } from "@wor/variants";
import { defineCommand, one } from "../command.ts";
import { flag, output } from "../options.ts";
import { loadVariant } from "../variant/load.ts";
import { asText } from "../variant/writing.ts";
import { says } from "../words.ts";

/** Explains a variant to the people who work by it. */
export const explain = defineCommand({
  about: says(
    "Schrijft het werkproces van een variant op één bladzijde (Markdown), voor wie ermee werkt: wie doet wat, wanneer, en wat nog niet is afgesproken. Met --values: de variant voluit, met bij elke waarde waar die vandaan komt; standaardwaarden staan er als commentaar, zodat zij niet afgesproken lijken.",
    "Writes the work process of a variant on one page (Markdown), for those who work by it: who does what, when, and what is not agreed on yet. With --values: the variant in full, each value with where it comes from; usual values stand there as comments, so that they do not look agreed.",
  ),
  examples: ["explain nijmegen", "explain mijn-gemeente.yaml --values -o voluit.yaml"],
  positionals: { variant: one(says("bestand of ingebouwde plaats", "file or built-in place")) },
  options: {
    values: flag("--values", "alle waarden, als YAML", "all values, as YAML"),
    output,
  },
  async run({ positionals, options, context }) {
    const { read, variant } = loadVariant(positionals.variant);
    const { locale, terminal } = context;
    const page = explainVariant(variant, locale, read.provenance);
    const text = options.values ? effectiveVariant(read, locale) : page;
    return asText(text, options.output, terminal, {
      variant: variantKey(variant),
      effective: variant,
      origins: read.provenance,
      page,
    });
  },
});
