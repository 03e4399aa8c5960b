import { variantKey } from "@wor/lifecycle";
import { effectiveVariant } from "@wor/variants";
import { defineCommand, one } from "../command.ts";
import { output } from "../options.ts";
import { loadVariant } from "../variant/load.ts";
import { asText } from "../variant/writing.ts";
import { says } from "../words.ts";

/** Writes a variant in full, each value with where it comes from. */
export const explain = defineCommand({
  about: says(
    "Schrijft een variant voluit: ook wat er niet in staat en een gewone waarde heeft, met bij elke waarde waar zij vandaan komt.",
    "Writes a variant in full: also what is not in it and has a usual value, each value with where it comes from.",
  ),
  examples: ["explain nijmegen", "explain mijn-gemeente.yaml -o voluit.yaml"],
  positionals: { variant: one(says("bestand of ingebouwde plaats", "file or built-in place")) },
  options: { output },
  async run({ positionals, options, context }) {
    const { read, variant } = loadVariant(positionals.variant);
    return asText(effectiveVariant(read, context.locale), options.output, context.terminal, {
      variant: variantKey(variant),
      effective: variant,
      origins: read.provenance,
    });
  },
});
