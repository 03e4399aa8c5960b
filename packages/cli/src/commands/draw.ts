import { variantKey } from "@wor/lifecycle";
import { drawMermaid, drawSvg } from "@wor/variants";
import { defineCommand, one } from "../command.ts";
import { wrongUsage } from "../failure.ts";
import { flag, output } from "../options.ts";
import { loadVariant } from "../variant/load.ts";
import { asText } from "../variant/writing.ts";
import { says } from "../words.ts";

/** Draws the lifecycle of a variant: who may do what, and what is due where. */
export const draw = defineCommand({
  about: says(
    "Tekent de weg van een verwijzing onder een variant: de plekken met hun termijnen, en op elke pijl wat er gebeurt en wie dat mag.",
    "Draws the way of a referral under a variant: the places with their terms, and on every arrow what is done and by whom.",
  ),
  examples: [
    "draw nijmegen -o nijmegen.svg",
    "draw mijn-gemeente.yaml --mermaid",
    "draw mijn-gemeente.yaml --svg --locale en > my-municipality.svg",
  ],
  positionals: { variant: one(says("bestand of ingebouwde plaats", "file or built-in place")) },
  options: {
    svg: flag("--svg", "als plaatje", "as a picture"),
    mermaid: flag(
      "--mermaid",
      "als Mermaid-tekst, voor Markdown (standaard)",
      "as Mermaid text, for Markdown (usual)",
    ),
    output,
  },
  async run({ positionals, options, context }) {
    if (options.svg && options.mermaid)
      throw wrongUsage("two-formats", says("Kies --svg of --mermaid.", "Choose --svg or --mermaid."));
    const { variant } = loadVariant(positionals.variant);
    const { locale, terminal } = context;
    const svg = options.svg || (!options.mermaid && options.output?.endsWith(".svg") === true);
    const drawing = svg ? drawSvg(variant, { locale }) : drawMermaid(variant, { locale });
    return asText(drawing, options.output, terminal, {
      variant: variantKey(variant),
      format: svg ? "svg" : "mermaid",
      drawing,
    });
  },
});
