import { type Locale, type Pathway, Variant } from "@wor/lifecycle";
import { drawMermaid } from "./draw-mermaid.ts";
import { drawSvg } from "./draw-svg.ts";

/** The pictures of the pathways as they are when a variant says nothing else, by file name. */
export function pathwayPictures(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [pathway, name] of Object.entries(names) as [Pathway, { nl: string; en: string }][]) {
    const variant = Variant.parse({
      id: `pathway-${pathway}`,
      version: 1,
      name,
      municipality: "anywhere",
      pathway,
      referring: {
        professions: ["gp"],
        reasons: [{ code: "loneliness", core: "loneliness", label: { nl: "Eenzaamheid", en: "Loneliness" } }],
      },
    });
    for (const locale of ["en", "nl"] as const satisfies Locale[]) {
      const suffix = locale === "en" ? "" : ".nl";
      files.set(`${pathway}${suffix}.svg`, drawSvg(variant, { locale }));
      files.set(
        `${pathway}${suffix}.md`,
        `# ${name[locale]}\n\n\`\`\`mermaid\n${drawMermaid(variant, { locale })}\`\`\`\n`,
      );
    }
  }
  return files;
}

const names: { readonly [P in Pathway]: { readonly nl: string; readonly en: string } } = {
  individual: { nl: "Het individuele traject", en: "The individual pathway" },
  cohort: { nl: "Het traject in een groep", en: "The pathway in a group" },
  visit: { nl: "Huisbezoek", en: "Home visits" },
};
